"""BM25 over postings: the scores of `bot.retrieval.rank_bm25_retriever`, however many documents there are.

A search adds up, for each document that holds a word of the query, what `LuceneOkapi` does, in the same steps, and
never looks at the others. Statistics are exact over the documents that are alive, however the postings came about.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.segment import Segment

K1 = 0.9
"""How soon a repeated term stops counting."""
B = 0.4
"""How much a long document is held back."""
_MEMO = 1 << 14


def lucene_idf(documents: int, frequency: int) -> float:
    """How telling a term is that ``frequency`` of ``documents`` documents hold; always above zero."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class Found(NamedTuple):
    """A document by its part and its number there, with its score."""

    score: float
    part: int
    number: int


class _Term(NamedTuple):
    idf: float
    frequency: int
    places: tuple[slice, ...]


class PostingScores:
    """Scores the living documents of some parts as one corpus. It never changes."""

    def __init__(self, parts: Sequence[Segment] = ()) -> None:
        self._parts = tuple(parts)
        self.documents = sum(len(part.postings) - len(part.dead) for part in parts)
        longest = max((part.postings.longest for part in parts), default=0)
        tokens = sum(_tokens(part) for part in parts)
        # Where no document holds a term, nothing is ever scored.
        average = tokens / self.documents if tokens else 1.0
        self._norms = K1 * (1 - B + B * np.arange(longest + 1) / average)
        self._look_up = lru_cache(maxsize=_MEMO)(partial(_term, self._parts, self.documents))

    def idf(self, term: str) -> float:
        """The term's idf; a term no document holds is the most telling of all."""
        return self._look_up(term).idf

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self._look_up(term).frequency > 0

    def scores(self, query: Mapping[str, float]) -> Iterator[NDArray[np.float64]]:
        """Score of every document, part by part, float64 ``(D,)``: each term's score times its weight, summed.

        Removed documents, and those that hold none of the terms, score 0. Weights are above zero.
        """
        terms = [(self._look_up(term), weight) for term, weight in query.items()]
        for number, part in enumerate(self._parts):
            total = np.zeros(len(part.postings))
            for term, weight in terms:
                place = term.places[number]
                if place.stop:
                    docs = part.postings.docs[place]
                    counts = part.postings.counts[place].astype(np.float64)
                    norms = self._norms[part.postings.lengths[docs]]
                    total[docs] += weight * (term.idf * (counts * (K1 + 1) / (counts + norms)))
            total[part.dead] = 0.0
            yield total

    def top(self, query: Mapping[str, float], limit: int) -> list[Found]:
        """The best ``limit`` documents and all that tie with them or with the best of their part, in no order."""
        found, floor = list[Found](), np.nextafter(0.0, 1.0)
        for number, scores in enumerate(self.scores(query) if limit > 0 else ()):
            docs = np.flatnonzero(scores >= floor)
            if len(docs) > limit:
                # What one part has found, the next ones have to beat.
                floor = np.partition(scores[docs], -limit)[-limit]
                docs = docs[scores[docs] >= floor]
            found += map(Found, scores[docs].tolist(), [number] * len(docs), docs.tolist())
        return found


def _tokens(part: Segment) -> int:
    return part.postings.tokens - int(part.postings.lengths[part.dead].sum(dtype=np.int64))


def _term(parts: Sequence[Segment], documents: int, term: str) -> _Term:
    places = tuple(part.postings.find(term) for part in parts)
    frequency = 0
    for part, place in zip(parts, places, strict=True):
        dead = int(np.isin(part.dead, part.postings.docs[place]).sum()) if len(part.dead) else 0
        frequency += place.stop - place.start - dead
    return _Term(lucene_idf(documents, frequency), frequency, places)
