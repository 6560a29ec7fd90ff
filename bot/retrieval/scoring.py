"""What one posting adds to a document's score, and the most any posting of a class can add."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.bm25 import Parameters
from bot.retrieval.segment import FREQUENT, Segment

SLACK = 1 + 1e-9
"""Sums of floats depend on their order; a bound is stretched by this before it rules anything out."""

Found = tuple[NDArray[np.int32], NDArray[np.float64]]
"""Documents and their scores: best first, ties by document."""
NOTHING: Found = (np.empty(0, dtype=np.int32), np.empty(0))


class QueryTerms(NamedTuple):
    """The ``n`` terms of a query, in its order, as one segment has them.

    ``slots``: int64 ``(n,)``, their numbers in the segment, -1 for those it doesn't hold. ``weights``, ``idfs``:
    float64 ``(n,)``. ``norms``: float64, `length_norms` of the corpus. ``bounds``: float64 ``(CLASSES,)``,
    `class_bounds` of the segment. ``k1``: as in `Parameters`.
    """

    slots: NDArray[np.int64]
    weights: NDArray[np.float64]
    idfs: NDArray[np.float64]
    norms: NDArray[np.float64]
    bounds: NDArray[np.float64]
    k1: float


class TopK(Protocol):
    """A way to the best documents of one segment; all ways give the same ones with the same scores, bit for bit."""

    def __call__(
        self, segment: Segment, terms: QueryTerms, limit: int, floor: float, allowed: NDArray[np.bool_] | None
    ) -> Found:
        """The best ``limit`` documents that hold any of the terms and score at least ``floor``.

        ``allowed``: bool ``(D,)``, the documents that may be found; ``None`` for all.
        """
        ...


def length_norms(longest: int, average: float, parameters: Parameters) -> NDArray[np.float64]:
    """What is added to a count below the line, for each document length up to ``longest``: float64 ``(longest + 1,)``.

    The arithmetic is rank-bm25's, step by step, so that scores agree to the last bit.
    """
    k1, b = parameters
    return np.asarray(k1 * (1 - b + b * np.arange(longest + 1) / average), dtype=np.float64)


def class_bounds(segment: Segment, norms: NDArray[np.float64], k1: float) -> NDArray[np.float64]:
    """The most a posting of each class adds before idf and weight, float64 ``(CLASSES,)``."""
    counts = np.arange(1, FREQUENT + 1, dtype=np.float64)
    counts[-1] = segment.frequent.max(initial=FREQUENT)
    return _saturated(counts[:, None], norms[segment.shortest], k1).ravel()


def impacts(
    segment: Segment, terms: QueryTerms, index: int, positions: NDArray[np.int64] | slice
) -> NDArray[np.float64]:
    """What the postings at ``positions``, all of query term number ``index``, add to their documents' scores."""
    norms = terms.norms[segment.lengths[segment.docs[positions]]]
    counts = segment.counts(positions).astype(np.float64)
    return np.asarray(terms.weights[index] * (terms.idfs[index] * _saturated(counts, norms, terms.k1)))


def _saturated(counts: NDArray[np.float64], norms: NDArray[np.float64], k1: float) -> NDArray[np.float64]:
    return np.asarray(counts * (k1 + 1) / (counts + norms), dtype=np.float64)
