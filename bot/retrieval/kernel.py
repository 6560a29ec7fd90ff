"""The best documents of a segment, compiled by numba: block-max MaxScore in windows of documents.

Documents are cut into windows. A window's bound is the sum, over the query's terms, of the bounds of the blocks that
reach into it; windows are taken best bound first, until none can beat the worst of the best so far. Inside a window the
terms are split as in `bot.retrieval.maxscore`: the essential ones are added up in a buffer that fits the processor's
cache, and the others are looked up for the few documents they could still lift. (Windows as in Lucene's
MaxScoreBulkScorer; bounds after Ding and Suel, SIGIR 2011; split after Turtle and Flood, 1995.)

Importing this module compiles the kernel: that takes seconds the first time and is cached beside the module, so it is
to be done away from the first question. Scores agree with `bot.retrieval.maxscore` to the last bit: the same additions
in the same order, and no fast math.

Inside compiled code ``lists`` are a segment's (docs, counts, large_at, large, lengths), ``terms`` a query's (weights,
idfs, norms, k1), and ``first[w, t]`` is the place of the first posting of term ``t`` in window ``w``.
"""

from typing import Any

import numba
import numpy as np
from numba import types
from numpy.typing import NDArray

from bot.retrieval.scoring import SLACK, Found, QueryTerms
from bot.retrieval.segment import BLOCK, SATURATED, Segment

_WINDOW = 2048
"""How many documents are scored together: a buffer of 16 KiB."""

_int32s, _int64s, _floats = (types.Array(t, 1, "C", readonly=True) for t in (types.int32, types.int64, types.float64))
_bytes, _bools = (types.Array(t, 1, "C", readonly=True) for t in (types.uint8, types.boolean))
_SIGNATURE = types.int64(
    types.Tuple((_int32s, _bytes, _int64s, _int32s, _int32s)),
    types.Tuple((_floats, _floats, _floats, types.float64)),
    types.Tuple((_int64s, _int64s, _int64s)),
    types.Tuple((_int32s, _int32s)),
    types.float64,
    _bools,
    types.int32[::1],
    types.float64[::1],
)
"""Given, so that nothing is ever compiled in the middle of a question."""
_compiled = numba.njit(cache=True, nogil=True, error_model="numpy")


@_compiled
def _impact(weight: float, idf: float, count: float, norm: float, k1: float) -> float:
    return weight * (idf * (count * (k1 + 1) / (count + norm)))


@_compiled
def _lower_bound(values: Any, low: int, high: int, wanted: int) -> int:
    """The first place in the ascending stretch from ``low`` to ``high`` that holds ``wanted`` or more."""
    while low < high:
        middle = (low + high) >> 1
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@_compiled
def _count(counts: Any, large_at: Any, large: Any, at: int) -> float:
    """The true count of the posting at ``at``."""
    count = counts[at]
    if count == SATURATED:
        return float(large[_lower_bound(large_at, 0, len(large_at), at)])
    return float(count)


@_compiled
def _stretch(docs: Any, blocks: Any, stretch: Any, scale: Any, norms: Any, first: Any, bound: Any) -> None:
    """Fills one term's column of ``first`` and ``bound``: where its windows begin, and the most they can add."""
    block_counts, block_lengths = blocks
    start, end, block = stretch
    weight, idf, k1 = scale
    at, block_end, highest = start, start, 0.0
    for window in range(len(bound)):
        first[window] = at
        edge = (window + 1) * _WINDOW
        bound[window] = 0.0
        while at < end and docs[at] < edge:
            if at == block_end:
                highest = _impact(weight, idf, float(block_counts[block]), norms[block_lengths[block]], k1)
                block_end = min(block_end + BLOCK, end)
                block += 1
            bound[window] = max(bound[window], highest)
            at = block_end if docs[block_end - 1] < edge else _lower_bound(docs, at, block_end, edge)
    first[len(bound)] = end


@_compiled
def _by_bound(bound: Any, order: Any, reach: Any, beat: float) -> int:
    """Puts the terms of a window into ``order``, lowest bound first, and what they can add up to into ``reach``.

    Returns how many of them, from the lowest, can't reach ``beat`` together.
    """
    for term in range(len(bound)):
        place = term
        while place > 0 and bound[order[place - 1]] > bound[term]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = term
    total, split = 0.0, 0
    for place in range(len(bound)):
        total += bound[order[place]]
        reach[place] = total
        if total * SLACK < beat:
            split = place + 1
    return split


@_compiled
def _accumulate(
    lists: Any, terms: Any, term: int, low: int, high: int, base: int, partial: Any, touched: Any, n: int
) -> int:
    """Adds a term's postings from ``low`` to ``high`` to the partial scores; how many documents are touched by now."""
    docs, counts, large_at, large, lengths = lists
    weights, idfs, norms, k1 = terms
    weight, idf = weights[term], idfs[term]
    for at in range(low, high):
        doc = docs[at]
        place = doc - base
        if partial[place] == 0.0:
            touched[n] = place
            n += 1
        partial[place] += _impact(weight, idf, _count(counts, large_at, large, at), norms[lengths[doc]], k1)
    return n


@_compiled
def _insert(found_docs: Any, found_scores: Any, size: int, doc: int, score: float) -> int:
    """Puts a document in its place among the best so far, the worst falling out; the number of those kept."""
    if size == len(found_docs):
        worst = found_scores[size - 1]
        if score < worst or (score == worst and doc > found_docs[size - 1]):
            return size
        size -= 1
    place = size
    while place > 0:
        before = found_scores[place - 1]
        if before > score or (before == score and found_docs[place - 1] < doc):
            break
        found_scores[place] = before
        found_docs[place] = found_docs[place - 1]
        place -= 1
    found_scores[place] = score
    found_docs[place] = doc
    return size + 1


@_compiled
def _note(rough: Any, score: float) -> None:
    """Puts a score in its place among the best so far, which descend."""
    place = len(rough) - 1
    if score <= rough[place]:
        return
    while place > 0 and rough[place - 1] < score:
        rough[place] = rough[place - 1]
        place -= 1
    rough[place] = score


@_compiled
def _narrow(lists: Any, terms: Any, first: Any, last: Any, candidates: Any, beside: Any, reach: Any, rough: Any) -> int:
    """Adds the terms ``beside`` to the candidates that can still reach the result; keeps those that then do.

    ``candidates``: (documents from ``base``, partial scores, how many, base). ``rough`` are the best scores so far, but
    for rounding, and first of all the score to beat. Returns how many candidates are kept.
    """
    docs, counts, large_at, large, lengths = lists
    weights, idfs, norms, k1 = terms
    touched, partial, n, base = candidates
    beyond = reach[len(beside) - 1] if len(beside) else 0.0
    kept = 0
    for candidate in range(n):
        place = touched[candidate]
        score = partial[place]
        if (score + beyond) * SLACK < rough[-1]:
            continue
        doc = base + place
        index = len(beside) - 1
        while index >= 0 and (score + reach[index]) * SLACK >= rough[-1]:
            term = beside[index]
            at = _lower_bound(docs, first[term], last[term], doc)
            if at < last[term] and docs[at] == doc:
                count = _count(counts, large_at, large, at)
                score += _impact(weights[term], idfs[term], count, norms[lengths[doc]], k1)
            index -= 1
        if index < 0 and score * SLACK >= rough[-1]:
            _note(rough, score)
            partial[place] = score
            touched[kept] = place
            kept += 1
    return kept


@_compiled
def _settle(
    lists: Any, terms: Any, first: Any, last: Any, candidates: Any, beat: float, floor: float, best: Any
) -> int:
    """Scores candidates exactly, and puts those that belong there into the result; how many documents it holds."""
    docs, counts, large_at, large, lengths = lists
    weights, idfs, norms, k1 = terms
    touched, partial, n, base = candidates
    found_docs, found_scores, size = best
    for candidate in range(n):
        if partial[touched[candidate]] * SLACK < beat:
            continue
        doc = base + touched[candidate]
        norm = norms[lengths[doc]]
        # Once more in the query's order of terms: rounding depends on it.
        score = 0.0
        for term in range(len(first)):
            at = _lower_bound(docs, first[term], last[term], doc)
            if at < last[term] and docs[at] == doc:
                score += _impact(weights[term], idfs[term], _count(counts, large_at, large, at), norm, k1)
        if score >= floor:
            size = _insert(found_docs, found_scores, size, doc, score)
    return size


@_compiled
def _admit(touched: Any, n: int, base: int, allowed: Any) -> int:
    """Keeps the allowed ones of the documents touched; how many there are."""
    kept = 0
    for candidate in range(n):
        if allowed[base + touched[candidate]]:
            touched[kept] = touched[candidate]
            kept += 1
    return kept


@numba.njit(_SIGNATURE, cache=True, nogil=True, error_model="numpy")
def _search(
    lists: Any, terms: Any, stretches: Any, blocks: Any, floor: float, allowed: Any, found_docs: Any, found_scores: Any
) -> int:
    """Fills the best documents and their scores, best first; how many there are."""
    starts, ends, block_starts = stretches
    weights, idfs, norms, k1 = terms
    windows = (len(lists[4]) + _WINDOW - 1) // _WINDOW
    first = np.empty((len(starts), windows + 1), np.int64)
    bound = np.empty((len(starts), windows))
    for term in range(len(starts)):
        stretch = (starts[term], ends[term], block_starts[term])
        _stretch(lists[0], blocks, stretch, (weights[term], idfs[term], k1), norms, first[term], bound[term])
    first, bound = np.ascontiguousarray(first.T), np.ascontiguousarray(bound.T)
    sums = bound.sum(axis=1)
    partial, touched = np.zeros(_WINDOW), np.empty(_WINDOW, np.int64)
    order, reach = np.empty(len(starts), np.int64), np.empty(len(starts))
    size, rough = 0, np.full(len(found_docs), floor)
    for window in np.argsort(-sums):
        beat = rough[-1] / SLACK
        if sums[window] == 0.0 or sums[window] * SLACK < beat:
            break
        base, now, after = window * _WINDOW, first[window], first[window + 1]
        split = _by_bound(bound[window], order, reach, beat)
        n = 0
        for term in order[split:]:
            n = _accumulate(lists, terms, term, now[term], after[term], base, partial, touched, n)
        kept = _admit(touched, n, base, allowed) if len(allowed) else n
        kept = _narrow(lists, terms, now, after, (touched, partial, kept, base), order[:split], reach, rough)
        best = (found_docs, found_scores, size)
        size = _settle(lists, terms, now, after, (touched, partial, kept, base), rough[-1] / SLACK, floor, best)
        partial[:] = 0.0
    return size


_EVERYTHING = np.empty(0, dtype=np.bool_)


def top(segment: Segment, terms: QueryTerms, limit: int, floor: float, allowed: NDArray[np.bool_] | None) -> Found:
    """As `TopK` promises."""
    found_docs, found_scores = np.empty(limit, dtype=np.int32), np.empty(limit)
    size = _search(
        (segment.docs, segment.counts, segment.large_at, segment.large, segment.lengths),
        (terms.weights, terms.idfs, terms.norms, terms.k1),
        (segment.offsets[terms.slots], segment.offsets[terms.slots + 1], segment.block_offsets[terms.slots]),
        (segment.block_counts, segment.block_lengths),
        floor,
        _EVERYTHING if allowed is None else allowed,
        found_docs,
        found_scores,
    )
    return found_docs[:size], found_scores[:size]
