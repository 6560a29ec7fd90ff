"""The whole corpus at one moment: immutable segments, tombstones on them, and statistics exact over the rest.

Adding and removing give a new snapshot that shares every segment with the old one; a search works on the snapshot it
was given and never waits. Statistics are whole numbers, added and subtracted, so they are those of an index built anew
from the documents that are alive, however it came about.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.retrieval import maxscore
from bot.retrieval.bm25 import OURS, Parameters, lucene_idf
from bot.retrieval.scoring import NOTHING, Found, QueryTerms, TopK, class_bounds, length_norms
from bot.retrieval.segment import Segment
from bot.retrieval.segment_builder import build

_MEMO = 1 << 14

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Part:
    """A segment as one snapshot sees it.

    ``alive``: bool ``(D,)``, ``None`` while nothing is removed; ``gone``: int32 ``(T,)``, how many of each term's
    documents are removed; ``documents`` and ``tokens`` count what is alive.
    """

    segment: Segment
    alive: Mask | None
    gone: NDArray[np.int32] | None
    documents: int
    tokens: int

    @classmethod
    def of(cls, segment: Segment) -> "Part":
        """The segment with every document alive."""
        return cls(segment, None, None, len(segment), segment.tokens)

    def without(self, docs: NDArray[np.int64]) -> "Part":
        """The same with tombstones on ``docs``, too."""
        segment = self.segment
        segment.verify()
        alive = np.ones(len(segment), dtype=np.bool_) if self.alive is None else self.alive.copy()
        removed = np.zeros(len(segment), dtype=np.bool_)
        removed[docs] = alive[docs]
        alive[docs] = False
        positions = np.flatnonzero(removed[segment.docs])
        slots = segment.offsets.searchsorted(positions, "right") - 1
        gone = np.bincount(slots, minlength=len(segment.prints)).astype(np.int32)
        return Part(
            segment,
            alive,
            gone if self.gone is None else self.gone + gone,
            self.documents - int(removed.sum()),
            self.tokens - int(segment.lengths[removed].sum(dtype=np.int64)),
        )

    def frequency(self, slot: int) -> int:
        """How many living documents hold a term."""
        held = int(self.segment.offsets[slot + 1] - self.segment.offsets[slot])
        return held if self.gone is None else held - int(self.gone[slot])


class _Known(NamedTuple):
    idf: float
    frequency: int
    slots: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """An immutable corpus of documents, known by their segment and their number in it."""

    parts: tuple[Part, ...] = ()
    parameters: Parameters = OURS
    top_k: TopK = maxscore.top

    @classmethod
    def of(cls, documents: Iterable[Sequence[str]], parameters: Parameters = OURS) -> "Snapshot":
        """A snapshot of one segment."""
        return cls(parameters=parameters).add(documents)

    def add(self, documents: Iterable[Sequence[str]]) -> "Snapshot":
        """With one more segment of documents."""
        return self.with_segment(build(documents))

    def with_segment(self, segment: Segment) -> "Snapshot":
        """With one more segment."""
        return self.of_parts((*self.parts, Part.of(segment)))

    def of_parts(self, parts: tuple[Part, ...]) -> "Snapshot":
        """The same way of scoring over other segments."""
        return replace(self, parts=parts)

    def remove(self, part: int, docs: NDArray[np.int64]) -> "Snapshot":
        """With tombstones on some documents of one part; to remove twice is to remove once."""
        changed = self.parts[part].without(docs)
        return self.of_parts((*self.parts[:part], changed, *self.parts[part + 1 :]))

    def __len__(self) -> int:
        return self._documents

    @cached_property
    def _documents(self) -> int:
        return sum(part.documents for part in self.parts)

    @cached_property
    def _norms(self) -> NDArray[np.float64]:
        tokens = sum(part.tokens for part in self.parts)
        longest = max((part.segment.longest for part in self.parts), default=0)
        # Where no document holds a term, nothing is ever scored.
        return length_norms(longest, tokens / self._documents if tokens else 1.0, self.parameters)

    @cached_property
    def _bounds(self) -> Callable[[int], NDArray[np.float64]]:
        """`class_bounds` of each part."""
        return cache(lambda part: class_bounds(self.parts[part].segment, self._norms, self.parameters.k1))

    @cached_property
    def _known(self) -> Callable[[str], _Known]:
        return lru_cache(maxsize=_MEMO)(self._look_up)

    def _look_up(self, term: str) -> _Known:
        slots = tuple(part.segment.slot(term) for part in self.parts)
        frequency = sum(part.frequency(slot) for part, slot in zip(self.parts, slots, strict=True) if slot >= 0)
        return _Known(lucene_idf(self._documents, frequency), frequency, slots)

    def idf(self, term: str) -> float:
        """The term's idf; a term no document holds is the most telling of all."""
        return self._known(term).idf

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self._known(term).frequency > 0

    def _terms(self, query: Mapping[str, float]) -> list[QueryTerms | None]:
        """The query's terms as each part has them; ``None`` for a part that holds none of them."""
        known = [(self._known(term), weight) for term, weight in query.items() if weight > 0]
        slots = np.array([term.slots for term, _ in known], dtype=np.int64).reshape(len(known), len(self.parts))
        weights = np.array([weight for _, weight in known], dtype=np.float64)
        idfs = np.array([term.idf for term, _ in known], dtype=np.float64)
        held = np.flatnonzero((slots >= 0).any(axis=0)).tolist()
        found: list[QueryTerms | None] = [None] * len(self.parts)
        for part in held:
            own = np.ascontiguousarray(slots[:, part])
            found[part] = QueryTerms(own, weights, idfs, self._norms, self._bounds(part), self.parameters.k1)
        return found

    def scores(self, query: Mapping[str, float]) -> list[NDArray[np.float64]]:
        """Score of every living document, part by part: each term's BM25 score times its weight, summed."""
        found = []
        for part, terms in zip(self.parts, self._terms(query), strict=True):
            total = maxscore.scores(part.segment, terms) if terms else np.zeros(len(part.segment))
            found.append(total if part.alive is None else total[part.alive])
        return found

    def top(self, query: Mapping[str, float], limit: int, allowed: Sequence[Mask | None] | None = None) -> list[Found]:
        """The best documents of each part, best first, ties by document; the best ``limit`` of all are among them.

        ``allowed``: a mask for each part, bool ``(D,)``, of the documents that may be found; ``None`` for all.
        """
        found: list[Found] = []
        best, floor = np.zeros(0), 0.0
        for index, (part, terms) in enumerate(zip(self.parts, self._terms(query), strict=True)):
            if terms is None or limit <= 0:
                found.append(NOTHING)
                continue
            mask = _both(part.alive, allowed[index] if allowed else None)
            found.append(self.top_k(part.segment, terms, limit, floor, mask))
            # What one segment has found, the next ones have to beat.
            best = np.sort(np.concatenate([best, found[-1][1]]))[-limit:] if len(self.parts) > 1 else best
            floor = float(best[0]) if len(best) == limit else 0.0
        return [(docs[scores >= floor], scores[scores >= floor]) for docs, scores in found] if floor else found


def _both(alive: Mask | None, allowed: Mask | None) -> Mask | None:
    if alive is None or allowed is None:
        return alive if allowed is None else allowed
    return alive & allowed
