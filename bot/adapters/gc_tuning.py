"""How a process that runs for long is set up: the bot, the demo, and the benchmark that measures what they do."""

import gc
from collections.abc import Callable, Mapping
from threading import Thread

_FULL = 2
"""The generation that a full collection looks at."""
_THOROUGH = 2000
"""After how many full collections one looks at everything."""


def tune_gc(*loads: Callable[[], object]) -> None:
    """Sets this process up to run for long; ``loads`` are called on a thread, one after the other.

    Full garbage collections become rare, and none but a few looks again at what an earlier one found in use: each stops
    all threads, for long where many articles are read. The small ones, which find nearly everything, go on as before.
    What is loaded is what no answer should have to wait for.
    """
    gc.set_threshold(700, 10, 200)
    if _set_survivors_aside not in gc.callbacks:
        gc.callbacks.append(_set_survivors_aside)
    Thread(target=lambda: [load() for load in loads], daemon=True).start()


def _set_survivors_aside(phase: str, about: Mapping[str, int]) -> None:
    if phase != "stop" or about["generation"] != _FULL:
        return
    if gc.get_stats()[_FULL]["collections"] % _THOROUGH:
        gc.freeze()
    else:
        # What was set aside and isn't used any more is found by the next one.
        gc.unfreeze()


def freeze_gc() -> None:
    """Has no collection look again through what there is now: what the articles were read into stays anyway."""
    gc.collect()
    gc.freeze()
