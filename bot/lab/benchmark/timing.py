"""Times and memory, measured in the same way for everything that is compared."""

import ctypes
import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles of a number of calls, in milliseconds."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Latency":
        """The percentiles of some durations."""
        p50, p95, p99 = np.percentile([1000 * each for each in seconds], [50, 95, 99]).tolist()
        return cls(p50, p95, p99)


def measure_seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start


def measure_latency(call: Callable[[Item], object], items: Sequence[Item], rounds: int = 3) -> Latency:
    """Percentiles over the items of what a call takes; of each item its quickest round.

    A machine is rarely idle: the quickest of a few rounds tells what the work takes, and the percentiles how it
    differs between items.
    """
    found = [[measure_seconds(lambda item=item: call(item)) for item in items] for _ in range(rounds)]  # type: ignore[misc]
    return Latency.of(map(min, zip(*found, strict=True)))


def measure_memory() -> float:
    """Megabytes of this process that are in memory and no file's; 0 where the system doesn't tell."""
    gc.collect()
    if not sys.platform.startswith("linux"):
        return 0.0
    ctypes.CDLL(None).malloc_trim(0)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024
