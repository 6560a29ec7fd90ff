"""The best documents of a segment, in numpy: bounds first, scores only for what can still be among the best.

What each document could score at most is added up from the bounds of its postings' classes; the documents with the
highest sums are scored, which gives a score to beat; then every document whose sum reaches that is scored, in
rank-bm25's own order of additions. A segment whose best postings together don't reach what earlier segments have found
is not looked at. (MaxScore: Turtle and Flood, "Query evaluation: strategies and optimizations", 1995, with the split of
the terms left out: with bounds at three bytes a posting, adding up all of them is quicker than looking some up.)
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.scoring import NOTHING, SLACK, Found, QueryTerms, impacts
from bot.retrieval.segment import Segment

_ROW = 64
"""How many documents are looked at together for a score to beat."""
_FEW = 1 << 14
"""Below so many postings it is quicker to score them all than to find out which can be left."""


def top(segment: Segment, terms: QueryTerms, limit: int, floor: float, allowed: NDArray[np.bool_] | None) -> Found:
    """As `TopK` promises."""
    held = np.flatnonzero(terms.slots >= 0)
    slots = terms.slots[held]
    if int((segment.offsets[slots + 1] - segment.offsets[slots]).sum()) < _FEW:
        full = scores(segment, terms)
        docs = _admitted(np.flatnonzero(full > 0).astype(np.int32), allowed)
        return best(docs, full[docs], limit, floor)
    if float((terms.weights[held] * terms.idfs[held] * terms.bounds[segment.peaks[slots]]).sum()) * SLACK < floor:
        return NOTHING
    sums = _sums(segment, terms, held.tolist(), allowed)
    first = _reaching(sums, max(floor / SLACK, _last_of_best(sums.reshape(_ROW, -1).max(axis=0), limit)))
    beat = max(floor, _last_of_best(_scores(segment, terms, first), limit))
    candidates = _reaching(sums, beat / SLACK)
    return best(candidates, _scores(segment, terms, candidates), limit, beat)


def scores(segment: Segment, terms: QueryTerms) -> NDArray[np.float64]:
    """The score of every document, float64 ``(D,)``."""
    total = np.zeros(len(segment))
    for index in np.flatnonzero(terms.slots >= 0).tolist():
        postings = _postings(segment, terms, index)
        total[segment.docs[postings]] += impacts(segment, terms, index, postings)
    return total


def best(docs: NDArray[np.int32], scored: NDArray[np.float64], limit: int, floor: float) -> Found:
    """The best ``limit`` of ascending ``docs`` that score at least ``floor``; best first, ties by document."""
    if len(docs) > limit:
        # Everything that ties with the last admitted score stays in, so that ties break by document.
        floor = max(floor, _last_of_best(scored, limit))
    reached = np.flatnonzero(scored >= floor)
    chosen = reached[np.argsort(-scored[reached], kind="stable")][:limit]
    return docs[chosen], scored[chosen]


def _last_of_best(scored: NDArray[np.float64], limit: int) -> float:
    return float(np.partition(scored, -limit)[-limit]) if len(scored) >= limit else 0.0


def _postings(segment: Segment, terms: QueryTerms, index: int) -> slice:
    slot = terms.slots[index]
    return slice(int(segment.offsets[slot]), int(segment.offsets[slot + 1]))


def _admitted(docs: NDArray[np.int32], allowed: NDArray[np.bool_] | None) -> NDArray[np.int32]:
    return docs if allowed is None else docs[allowed[docs]]


def _sums(
    segment: Segment, terms: QueryTerms, indexes: Sequence[int], allowed: NDArray[np.bool_] | None
) -> NDArray[np.float64]:
    """The most that the terms can add to each document, 0 where none does or the document isn't allowed.

    float64, ``D`` rounded up to whole rows.
    """
    postings = [_postings(segment, terms, index) for index in indexes]
    scales = [terms.weights[index] * terms.idfs[index] for index in indexes]
    docs = np.concatenate([segment.docs[each] for each in postings])
    bounds = np.concatenate(
        [scale * terms.bounds[segment.classes[each]] for scale, each in zip(scales, postings, strict=True)]
    )
    sums = np.asarray(np.bincount(docs, bounds, minlength=-(-len(segment) // _ROW) * _ROW), dtype=np.float64)
    if allowed is not None:
        sums[: len(segment)][~allowed] = 0.0
    return sums


def _reaching(sums: NDArray[np.float64], least: float) -> NDArray[np.int32]:
    """The documents, ascending, whose sums reach ``least``, and are above zero."""
    reached = sums >= least if least > 0 else sums > 0
    return np.flatnonzero(reached).astype(np.int32)


def _scores(segment: Segment, terms: QueryTerms, docs: NDArray[np.int32]) -> NDArray[np.float64]:
    """The full scores of some ascending documents, added up term by term in the query's order."""
    total = np.zeros(len(docs))
    for index in np.flatnonzero(terms.slots >= 0).tolist() if len(docs) else ():
        postings = _postings(segment, terms, index)
        holders = segment.docs[postings]
        at = holders.searchsorted(docs.astype(np.uint16))
        where = np.flatnonzero(holders[np.minimum(at, len(holders) - 1)] == docs)
        total[where] += impacts(segment, terms, index, at[where] + postings.start)
    return total
