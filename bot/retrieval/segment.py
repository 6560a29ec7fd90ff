"""An immutable part of the inverted index: which documents hold which terms, how often, and how long they are.

Postings stand in one array for all terms, sorted by term and then by document; a term's own are the stretch between
two offsets (compressed sparse rows). They are cut into blocks of `BLOCK`, and each block keeps the largest count and
the shortest length in it. Both bound its scores from above *whatever* the corpus statistics are, which is why a
segment never changes when articles come and go (block-max index: Ding and Suel, "Faster top-k document retrieval
using block-max indexes", SIGIR 2011).
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

BLOCK = 128
"""How many postings share one upper bound."""
SATURATED = 255
"""A count too large for its byte; the true one stands in ``large``."""
_MEMO = 1 << 16


@lru_cache(maxsize=_MEMO)
def fingerprint(term: str) -> tuple[int, int]:
    """Two 64-bit halves of a 128-bit hash by which a term is known: no two terms in any corpus will share one."""
    digest = blake2b(term.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big")


@dataclass(frozen=True, eq=False)
class Segment:
    """``T`` terms, ``P`` postings in ``B`` blocks, ``D`` documents numbered from 0.

    ``high``/``low``: the terms' fingerprints, uint64 ``(T,)``, ascending. ``offsets``: int64 ``(T + 1,)``, where each
    term's postings begin. ``docs``: int32 ``(P,)``. ``counts``: uint8 ``(P,)``, the term's frequency in the document,
    `SATURATED` where it is in ``large``: int32, at the ascending posting numbers ``large_at``. ``lengths``: int32
    ``(D,)``, terms in each document. ``block_offsets``: int64 ``(T + 1,)``, where each term's blocks begin.
    ``block_counts``/``block_lengths``: int32 ``(B,)``, the largest count and the shortest length in a block.
    """

    high: NDArray[np.uint64]
    low: NDArray[np.uint64]
    offsets: NDArray[np.int64]
    docs: NDArray[np.int32]
    counts: NDArray[np.uint8]
    large_at: NDArray[np.int64]
    large: NDArray[np.int32]
    lengths: NDArray[np.int32]
    block_offsets: NDArray[np.int64]
    block_counts: NDArray[np.int32]
    block_lengths: NDArray[np.int32]

    def __post_init__(self) -> None:
        for array in vars(self).values():
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def tokens(self) -> int:
        """How many terms its documents hold together, repetitions counted."""
        return int(self.lengths.sum(dtype=np.int64))

    @cached_property
    def longest(self) -> int:
        """The length of its longest document; 0 without documents."""
        return int(self.lengths.max(initial=0))

    @cached_property
    def nbytes(self) -> int:
        """Size of its arrays in bytes."""
        return sum(array.nbytes for array in self.arrays().values())

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Its arrays by name: all there is to it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def verify(self) -> None:
        """Sees to it that all of it is what was written, before all of it is read; in memory it always is.

        Raises:
            DamagedIndexError: when it isn't.
        """

    @cached_property
    def slot(self) -> Callable[[str], int]:
        """The number of a term in this segment; -1 where no document holds it."""
        return lru_cache(maxsize=_MEMO)(self._find)

    def _find(self, term: str) -> int:
        high, low = fingerprint(term)
        at = int(self.high.searchsorted(np.uint64(high)))
        while at < len(self.high) and self.high[at] == high:
            if self.low[at] == low:
                return at
            at += 1
        return -1

    def frequencies(self, positions: NDArray[np.int64] | slice) -> NDArray[np.float64]:
        """The counts at some postings, as floats; a slice has a start."""
        counts = self.counts[positions].astype(np.float64)
        if len(self.large):
            saturated = np.flatnonzero(counts == SATURATED)
            at = saturated + positions.start if isinstance(positions, slice) else positions[saturated]
            counts[saturated] = self.large[self.large_at.searchsorted(at)]
        return counts
