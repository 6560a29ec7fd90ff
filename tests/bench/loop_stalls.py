"""How long the event loop stands still while a large index is built in a worker thread.

Not a test, and not collected: run ``python -m tests.bench.loop_stalls``, with ``--passages`` for another size and
``--newsroom`` to build all that answering needs, not the index alone. A member's click or typing waits as long as the
loop stands still, so the longest stall is to stay under 50 ms. Prints one JSON object; ends with status 1 above that.
Beside the stalls stand those of an idle loop, which the machine's other work causes, the longest pause of Python's
garbage collector, which stops every thread, and what the worker was at after each stall over the limit.
"""

import argparse
import asyncio
import gc
import json
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.adapters.gc_tuning import tune_gc
from bot.bootstrap.answering import answerer
from bot.domain.article import Byline, Revision
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.passages import passages

LIMIT = 0.050
TICK = 0.001
VOCABULARY = 60_000
SENTENCES = 40


IDLE_SECONDS = 3.0


class Stalls:
    """Measures by how much a timer of one millisecond comes late, and how long the collector ran; all in seconds."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self.collections: list[float] = [0.0]
        self.places: list[str] = []
        self._collecting = 0.0
        self._worker = 0

    def run(self, build: Callable[[], Any]) -> None:
        """Builds, in the worker thread."""
        self._worker = threading.get_ident()
        build()

    def collected(self, phase: str, _about: dict[str, int]) -> None:
        """Told by the collector when it starts and when it stops."""
        if phase == "start":
            self._collecting = time.perf_counter()
        else:
            self.collections.append(time.perf_counter() - self._collecting)

    async def watch(self) -> None:
        """Measures until cancelled."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            delay = time.perf_counter() - before - TICK
            self.delays.append(delay)
            if delay > LIMIT:
                self._note(delay)

    def _note(self, delay: float) -> None:
        frames = traceback.extract_stack(sys._current_frames().get(self._worker))
        names = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "retrieval" in frame.filename]
        cause = "collector" if frames and frames[-1].name == self.collected.__name__ else " ".join(names[-1:])
        self.places.append(f"{1000 * delay:.0f} ms: {cause}")


def articles(number: int, seed: int = 1) -> list[Revision]:
    """Made-up articles with ``number`` passages in all, whose words are as unevenly common as English ones."""
    chance = random.Random(seed)  # noqa: S311  # nobody's secret
    words = [f"{chance.choice('bcdfglmnprst')}{chance.choice('aeiou')}{n:x}" for n in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    made: list[Revision] = []
    per_article = 0
    while len(made) * max(per_article, 1) < number:
        sentences = []
        for _ in range(SENTENCES):
            chosen = chance.choices(words, cum_weights=weights, k=chance.randint(8, 24))
            sentences.append(" ".join(chosen).capitalize() + ".")
        text = "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, SENTENCES, 5))
        revision = Revision(f"a{len(made)}", text, Byline(f"Title {len(made)}"), ("Ann Lee",))
        per_article = per_article or len(list(passages(revision)))
        made.append(revision)
    return made


async def measure(build: Callable[[], Any]) -> tuple[float, Stalls]:
    """Runs ``build`` in a worker thread; how many seconds it took, and how the loop fared meanwhile."""
    stalls = Stalls()
    gc.callbacks.append(stalls.collected)
    watching = asyncio.create_task(stalls.watch())
    began = time.perf_counter()
    await asyncio.to_thread(stalls.run, build)
    took = time.perf_counter() - began
    watching.cancel()
    gc.callbacks.remove(stalls.collected)
    return took, stalls


def report(took: float, stalls: Stalls) -> dict[str, Any]:
    """The figures, times in milliseconds except the build's own."""
    ordered = sorted(stalls.delays)
    return {
        "build_s": round(took, 2),
        "ticks": len(ordered),
        "median_ms": round(1000 * ordered[len(ordered) // 2], 2),
        "p99_ms": round(1000 * ordered[int(len(ordered) * 0.99)], 2),
        "longest_ms": round(1000 * ordered[-1], 2),
        "over_50_ms": sum(delay > LIMIT for delay in ordered),
        "places": stalls.places,
        "longest_collection_ms": round(1000 * max(stalls.collections), 2),
    }


def main() -> int:
    """Build, measure, print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--newsroom", action="store_true", help="build all that answering needs")
    parser.add_argument("--no-collector", action="store_true", help="with Python's garbage collector switched off")
    arguments = parser.parse_args()
    made = articles(arguments.passages)
    tune_gc()  # as `pressbox run` does
    if arguments.no_collector:
        gc.disable()
    build: Callable[[Sequence[Revision]], Any] = answerer if arguments.newsroom else PassageIndex
    idle = report(*asyncio.run(measure(lambda: time.sleep(IDLE_SECONDS))))
    busy = report(*asyncio.run(measure(lambda: build(made))))
    number = sum(len(list(passages(revision))) for revision in made)
    sys.stdout.write(json.dumps({"passages": number, "idle": idle, "building": busy}) + "\n")
    return int(busy["longest_ms"] > LIMIT * 1000)


if __name__ == "__main__":
    sys.exit(main())
