"""BM25 as this project defines it: rank-bm25's Okapi with Lucene's idf.

Lucene's idf, ``log(1 + (N - n + 0.5) / (n + 0.5))``, stays positive for a word in every document, so a corpus of one
or two articles ranks sensibly, and it leaves documents without any query term at zero, so "scored above zero" means
"matched". rank-bm25's own Okapi idf is negative with one document and zero for a word in exactly half of them; its
BM25Plus scores documents that match nothing.

`LuceneOkapi` is the definition, and the oracle of the tests; `bot.retrieval.snapshot` computes the same scores from
postings, so that a query touches only the documents that hold its terms instead of scanning all of them.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rank_bm25 import BM25Okapi

K1 = 0.9
B = 0.4


class Parameters(NamedTuple):
    """How soon a repeated term stops counting (``k1``), and how much a long document is held back (``b``)."""

    k1: float = K1
    b: float = B


OURS = Parameters()


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
