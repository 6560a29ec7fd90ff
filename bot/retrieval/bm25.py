"""BM25 over analysed documents, in rank-bm25's own arithmetic.

The variant is Okapi with Lucene's idf, ``log(1 + (N - n + 0.5) / (n + 0.5))``: it stays positive for a word in
every document, so a corpus of one or two articles ranks sensibly, and it leaves documents without any query term
at zero, so "scored above zero" means "matched". rank-bm25's own Okapi idf is negative with one document and zero
for a word in exactly half of them; its BM25Plus scores documents that match nothing.

rank-bm25 counts the terms and defines the score; the counts are kept as postings, so that a query touches only
the documents that hold its terms instead of scanning all of them.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

K1 = 0.9
B = 0.4


class LuceneOkapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """rank-bm25's Okapi with an idf that is positive for every term."""

    def __init__(self, corpus: Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        super().__init__(corpus, k1=k1, b=b)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = lucene_idf(self.corpus_size, frequency)


def lucene_idf(documents: int, frequency: int) -> float:
    """How telling a term is that ``frequency`` of ``documents`` documents hold; always above zero."""
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class Bm25Index:
    """Postings of a fixed list of documents; documents are known by their position in that list."""

    def __init__(self, documents: Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        self.size = len(documents)
        self._idf: dict[str, float] = {}
        self._postings: dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]] = {}
        # rank-bm25 divides by zero on an empty corpus and on one whose documents are all empty.
        if any(documents):
            self._fill(LuceneOkapi(documents, k1, b))

    def _fill(self, okapi: LuceneOkapi) -> None:
        self._idf = okapi.idf
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for position, frequencies in enumerate(okapi.doc_freqs):
            for term, frequency in frequencies.items():
                where, counts = postings.setdefault(term, ([], []))
                where.append(position)
                counts.append(frequency)
        norms = okapi.k1 * (1 - okapi.b + okapi.b * np.array(okapi.doc_len) / okapi.avgdl)
        for term, (where, counts) in postings.items():
            holders = np.array(where, dtype=np.int32)
            frequency = np.array(counts, dtype=np.float64)
            impact = self._idf[term] * (frequency * (okapi.k1 + 1) / (frequency + norms[holders]))
            self._postings[term] = (holders, impact)

    def idf(self, term: str) -> float:
        """The term's idf; a term no document holds is the most telling of all."""
        return self._idf.get(term) or lucene_idf(self.size, 0)

    def __contains__(self, term: object) -> bool:
        return term in self._postings

    def scores(self, query: Mapping[str, float]) -> NDArray[np.float64]:
        """Score of every document, shape ``(size,)``: each query term's BM25 score times its weight, summed."""
        total = np.zeros(self.size)
        for term, weight in query.items():
            if term in self._postings:
                holders, impact = self._postings[term]
                total[holders] += weight * impact
        return total

    def top(self, query: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """The best ``limit`` documents that match at all, best first, ties by position."""
        scores = self.scores(query)
        matching = np.flatnonzero(scores > 0)
        if len(matching) > limit:
            # Everything that ties with the last admitted score stays in, so that ties break by position.
            threshold = np.partition(scores[matching], -limit)[-limit]
            matching = matching[scores[matching] >= threshold]
        order = np.lexsort((matching, -scores[matching]))[:limit]
        return [(int(position), float(scores[position])) for position in matching[order]]
