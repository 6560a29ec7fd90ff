"""The best documents of a segment, in numpy: MaxScore, all documents of a term at a time.

A few documents that hold the rarest terms are scored in full first; the worst of the best ``limit`` among them is a
score to beat. Terms are then split: those whose upper bounds together stay below it can lift no document into the
result by themselves, so only documents that hold one of the others are candidates (Turtle and Flood, "Query
evaluation: strategies and optimizations", 1995). What is left is scored in rank-bm25's own order of additions.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.scoring import SLACK, Found, QueryTerms, impacts, upper_bound
from bot.retrieval.segment import Segment

_SEEDS = 512
"""How many documents of the rarest terms are scored to find a score to beat."""
_FEW = 1 << 14
"""Below so many postings it is quicker to score them all than to find out which can be left."""


def top(segment: Segment, terms: QueryTerms, limit: int, floor: float, allowed: NDArray[np.bool_] | None) -> Found:
    """As `TopK` promises."""
    if int((segment.offsets[terms.slots + 1] - segment.offsets[terms.slots]).sum()) < _FEW:
        full = scores(segment, terms)
        docs = _admitted(np.flatnonzero(full).astype(np.int32), allowed)
        return best(docs, full[docs], limit, floor)
    bounds = np.array([upper_bound(segment, terms, index) for index in range(len(terms.slots))])
    order = np.argsort(-bounds, kind="stable")
    seeds = _admitted(_seeds(segment, terms, order), allowed)
    beat = max(floor, _last_of_best(_scores(segment, terms, seeds), limit))
    # What all terms from here on can add together, for each place in the order.
    rest = np.cumsum(bounds[order][::-1])[::-1] * SLACK
    essential = order[: max(1, int(np.count_nonzero(rest >= beat)))]
    beside = rest[len(essential)] if len(essential) < len(order) else 0.0
    candidates = _admitted(_candidates(segment, terms, essential, beat - beside), allowed)
    return best(candidates, _scores(segment, terms, candidates), limit, beat)


def scores(segment: Segment, terms: QueryTerms) -> NDArray[np.float64]:
    """The score of every document, float64 ``(D,)``."""
    return _partial(segment, terms, range(len(terms.slots)))


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


def _seeds(segment: Segment, terms: QueryTerms, order: NDArray[np.int64]) -> NDArray[np.int32]:
    found, wanted = [], _SEEDS
    for index in order:
        docs = segment.docs[_postings(segment, terms, index)][:wanted]
        found.append(docs)
        wanted -= len(docs)
    return np.unique(np.concatenate(found))


def _admitted(docs: NDArray[np.int32], allowed: NDArray[np.bool_] | None) -> NDArray[np.int32]:
    return docs if allowed is None else docs[allowed[docs]]


def _candidates(segment: Segment, terms: QueryTerms, essential: NDArray[np.int64], least: float) -> NDArray[np.int32]:
    """The documents, ascending, to which the essential terms alone give at least ``least``."""
    partial = _partial(segment, terms, essential)
    reached = []
    for index in essential:
        docs = segment.docs[_postings(segment, terms, index)]
        reached.append(docs[partial[docs] * SLACK >= least])
    return np.unique(np.concatenate(reached))


def _partial(segment: Segment, terms: QueryTerms, indexes: Iterable[int]) -> NDArray[np.float64]:
    """What some of the terms add to every document, float64 ``(D,)``, added up in the order given."""
    total = np.zeros(len(segment))
    for index in indexes:
        postings = _postings(segment, terms, index)
        total[segment.docs[postings]] += impacts(segment, terms, index, postings)
    return total


def _scores(segment: Segment, terms: QueryTerms, docs: NDArray[np.int32]) -> NDArray[np.float64]:
    """The full scores of some ascending documents, added up term by term in the query's order."""
    total = np.zeros(len(docs))
    for index in range(len(terms.slots)):
        postings = _postings(segment, terms, index)
        holders = segment.docs[postings]
        if len(holders) < len(docs):
            where = docs.searchsorted(holders)
            at = np.flatnonzero(docs[np.minimum(where, len(docs) - 1)] == holders)
            where = where[at]
        else:
            at = holders.searchsorted(docs)
            where = np.flatnonzero(holders[np.minimum(at, len(holders) - 1)] == docs)
            at = at[where]
        total[where] += impacts(segment, terms, index, at + postings.start)
    return total
