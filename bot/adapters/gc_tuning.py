"""How a process that runs for long is set up: the bot, the demo, and the benchmark that measures what they do."""

import gc
from collections.abc import Callable
from threading import Thread


def tune_gc(*loads: Callable[[], object]) -> None:
    """Sets this process up to run for long; ``loads`` are called on a thread, one after the other.

    Full garbage collections become rare: each stops all threads, for long where many articles are read. The small
    ones, which find nearly everything, go on as before. What is loaded is what no answer should have to wait for.
    """
    gc.set_threshold(700, 10, 1000)
    Thread(target=lambda: [load() for load in loads], daemon=True).start()


def freeze_gc() -> None:
    """Has no collection look again through what there is now: what the articles were read into stays anyway."""
    gc.collect()
    gc.freeze()
