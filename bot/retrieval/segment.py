"""An immutable part of the inverted index: which documents hold which terms, how often, and how long they are.

Postings stand in one array for all terms, sorted by term and then by document; a term's own are the stretch between
two offsets (compressed sparse rows). A posting is three bytes: its document, and a *class* that says how often the
document holds the term (exactly, up to `FREQUENT`) and how long the document is (one of `LENGTHS` classes of about
equally many documents). A class bounds the score of its postings closely from above *whatever* the corpus statistics
are, which is why a segment never changes when articles come and go. (Bounds by class are the quantised impacts of Anh
and Moffat, "Pruned query evaluation using pre-computed impacts", SIGIR 2006, without the statistics in them.)
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

MOST = 1 << 16
"""How many documents a segment holds at most."""
FREQUENT = 8
"""From which count on a posting's class doesn't tell the count."""
LENGTHS = 32
"""How many classes of length there are."""
LENGTH_BITS = 5
CLASSES = FREQUENT * LENGTHS
_MEMO = 1 << 16


@lru_cache(maxsize=_MEMO)
def fingerprint(term: str) -> int:
    """The 64-bit hash by which a term is known: in one of forty million corpora of a million terms two share one."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@dataclass(frozen=True, eq=False)
class Segment:
    """``T`` terms, ``P`` postings, ``D`` documents numbered from 0, at most `MOST`.

    ``prints``: the terms' fingerprints, uint64 ``(T,)``, ascending. ``offsets``: int32 ``(T + 1,)``, where each term's
    postings begin. ``peaks``: uint8 ``(T,)``, the class of the highest count and the shortest length among a term's
    postings. ``docs``: uint16 ``(P,)``. ``classes``: uint8 ``(P,)``, ``(min(count, FREQUENT) - 1) * LENGTHS`` plus the
    class of the document's length. ``frequent``: int32, the counts of `FREQUENT` and more, at the ascending posting
    numbers ``frequent_at``, int32. ``lengths``: int32 ``(D,)``, terms in each document. ``shortest``: int32
    ``(LENGTHS,)``, the shortest length of each class, ascending.
    """

    prints: NDArray[np.uint64]
    offsets: NDArray[np.int32]
    peaks: NDArray[np.uint8]
    docs: NDArray[np.uint16]
    classes: NDArray[np.uint8]
    frequent_at: NDArray[np.int32]
    frequent: NDArray[np.int32]
    lengths: NDArray[np.int32]
    shortest: NDArray[np.int32]

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
        wanted = np.uint64(fingerprint(term))
        at = int(self.prints.searchsorted(wanted))
        return at if at < len(self.prints) and self.prints[at] == wanted else -1

    def counts(self, positions: NDArray[np.int64] | slice) -> NDArray[np.int32]:
        """How often the documents hold the term, for some postings; a slice has a start."""
        counts = (self.classes[positions] >> LENGTH_BITS).astype(np.int32) + 1
        if len(self.frequent):
            large = np.flatnonzero(counts == FREQUENT)
            at = large + positions.start if isinstance(positions, slice) else positions[large]
            counts[large] = self.frequent[self.frequent_at.searchsorted(at)]
        return counts
