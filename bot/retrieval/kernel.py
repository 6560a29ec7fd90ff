"""The best documents of a segment, compiled by numba: the same steps as in `bot.retrieval.maxscore`.

Sums of bounds are kept as whole numbers of 16 bits, rounded up, in a buffer that fits the processor's cache; a bound
is looked up by a posting's class, so that a posting costs three bytes read and one addition, like the quantised scores
of an impact-ordered index (Lin and Trotman, "Anytime ranking for impact-ordered indexes", ICTIR 2015). What can still
reach the result is then scored exactly.

Importing this module compiles the kernel: that takes seconds the first time and is cached beside the module, so it is
to be done away from the first question. Scores agree with `bot.retrieval.maxscore` to the last bit: the same additions
in the same order, and no fast math.

Inside compiled code ``lists`` are a segment's (docs, classes, frequent_at, frequent, lengths), ``terms`` a query's
(weights, idfs, norms, k1) and ``spans`` where its terms' postings begin and end, int64 ``(2, n)``.
"""

import threading
from typing import Any

import numba
import numpy as np
from numba import types
from numpy.typing import NDArray

from bot.retrieval.scoring import SLACK, Found, QueryTerms
from bot.retrieval.segment import CLASSES, FREQUENT, LENGTH_BITS, MOST, Segment

_ROW = 64
"""How many documents are looked at together for a score to beat, at most."""
_ROWS = 16
"""How many times as many rows as wanted documents there are at least, where there are so many documents."""
_FULL = (1 << 16) - 1

_words, _int32s, _int64s, _floats = (
    types.Array(t, 1, "C", readonly=True) for t in (types.uint16, types.int32, types.int64, types.float64)
)
_bytes, _bools = (types.Array(t, 1, "C", readonly=True) for t in (types.uint8, types.boolean))
_SIGNATURE = types.int64(
    types.Tuple((_words, _bytes, _int32s, _int32s, _int32s)),
    types.Tuple((_int32s, _bytes)),
    types.Tuple((_floats, _floats, _floats, types.float64)),
    _int64s,
    _floats,
    types.float64,
    _bools,
    types.uint16[::1],
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
def _count(lists: Any, at: int) -> float:
    """The count of the posting at ``at``."""
    _, classes, frequent_at, frequent, _ = lists
    count = (classes[at] >> LENGTH_BITS) + 1
    if count == FREQUENT:
        return float(frequent[_lower_bound(frequent_at, 0, len(frequent_at), at)])
    return float(count)


@_compiled
def _add(lists: Any, start: int, end: int, bounds: Any, scale: float, sums: Any) -> None:
    """Adds the bounds of a term's postings to the sums of its documents, in whole units rounded up."""
    docs, classes = lists[0], lists[1]
    units = np.empty(CLASSES, np.uint16)
    for number in range(CLASSES):
        units[number] = np.uint16(np.ceil(scale * bounds[number]))
    for at in range(start, end):
        sums[docs[at]] += units[classes[at]]


@_compiled
def _peaks(sums: Any, width: int) -> Any:
    """The highest sum of each row: of the documents that stand ``width`` apart, so that rows grow side by side."""
    found = np.zeros(width, np.uint16)
    for start in range(0, len(sums), width):
        column = sums[start : start + width]
        for row in range(len(column)):
            found[row] = max(found[row], column[row])
    return found


@_compiled
def _last_of_best(values: Any, limit: int) -> int:
    """The ``limit``-th highest of some values; 0 where there are fewer."""
    best = np.zeros(limit, np.uint16)
    for value in values:
        place = limit - 1
        if value <= best[place]:
            continue
        while place > 0 and best[place - 1] < value:
            best[place] = best[place - 1]
            place -= 1
        best[place] = value
    return int(best[limit - 1])


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
def _score(lists: Any, terms: Any, spans: Any, doc: int) -> float:
    """A document's score, added up in the query's order of terms: rounding depends on it."""
    docs, lengths = lists[0], lists[4]
    weights, idfs, norms, k1 = terms
    norm, total = norms[lengths[doc]], 0.0
    for term in range(len(weights)):
        end = spans[1, term]
        at = _lower_bound(docs, spans[0, term], end, doc)
        if at < end and docs[at] == doc:
            total += _impact(weights[term], idfs[term], _count(lists, at), norm, k1)
    return total


@_compiled
def _take(lists: Any, terms: Any, spans: Any, rows: Any, reached: int, floor: float, best: Any) -> int:
    """Puts every document whose sum is ``reached`` into the result if it belongs there, and its sum to 0.

    ``rows`` are (the sums, the highest of each row), ``best`` are (the documents found, their scores, how many).
    Returns how many there are then.
    """
    sums, highest = rows
    found_docs, found_scores, size = best
    for row in range(len(highest)):
        if highest[row] < reached:
            continue
        for doc in range(row, len(sums), len(highest)):
            if sums[doc] < reached:
                continue
            sums[doc] = 0
            score = _score(lists, terms, spans, doc)
            if score >= floor:
                size = _insert(found_docs, found_scores, size, doc, score)
    return size


@_compiled
def _units(score: float, unit: float) -> int:
    """The least sum that can stand for a score; 1 at least, which is any match."""
    return max(1, int(np.ceil(score / SLACK / unit / SLACK)))


@_compiled
def _spans(offsets: Any, slots: Any) -> Any:
    """Where the postings of each term begin and end; nothing of a term the segment doesn't hold."""
    spans = np.zeros((2, len(slots)), np.int64)
    for term in range(len(slots)):
        if slots[term] >= 0:
            spans[0, term] = offsets[slots[term]]
            spans[1, term] = offsets[slots[term] + 1]
    return spans


@_compiled
def _sums(lists: Any, spans: Any, bounds: Any, scales: Any, allowed: Any, buffer: Any) -> Any:
    """The most that the terms add to each document, in units, at the beginning of ``buffer``; 0 where not allowed."""
    sums = buffer[: len(lists[4])]
    sums[:] = 0
    for term in range(len(scales)):
        if spans[0, term] < spans[1, term]:
            _add(lists, spans[0, term], spans[1, term], bounds, scales[term], sums)
    if len(allowed):
        for doc in range(len(sums)):
            sums[doc] *= allowed[doc]
    return sums


@numba.njit(_SIGNATURE, cache=True, nogil=True, error_model="numpy")
def _search(
    lists: Any,
    directory: Any,
    terms: Any,
    slots: Any,
    bounds: Any,
    floor: float,
    allowed: Any,
    buffer: Any,
    found_docs: Any,
    found_scores: Any,
) -> int:
    """Fills the best documents and their scores, best first; how many there are."""
    limit, n, most = len(found_docs), len(slots), 0.0
    scales = terms[0] * terms[1]
    for term in range(n):
        if slots[term] >= 0:
            most += scales[term] * bounds[directory[1][slots[term]]]
    if most == 0.0 or most * SLACK < floor:
        return 0
    # Rounding up adds less than one unit a term.
    unit = most / max(1, _FULL - n)
    spans = _spans(directory[0], slots)
    sums = _sums(lists, spans, bounds, scales / unit, allowed, buffer)
    rows = (sums, _peaks(sums, min(len(sums), max(len(sums) // _ROW, _ROWS * limit))))
    # First those that set a score to beat, then all that can still beat it.
    reached = max(_units(floor, unit), _last_of_best(rows[1], limit))
    size = _take(lists, terms, spans, rows, reached, floor, (found_docs, found_scores, 0))
    beat = floor if size < limit else max(floor, found_scores[limit - 1])
    return int(_take(lists, terms, spans, rows, _units(beat, unit), floor, (found_docs, found_scores, size)))


class _Workspace(threading.local):
    """A buffer of each thread's own: to have one made for every search takes longer than many a search."""

    def __init__(self) -> None:
        self.sums = np.empty(MOST, dtype=np.uint16)


_EVERYTHING = np.empty(0, dtype=np.bool_)
_workspace = _Workspace()


def top(segment: Segment, terms: QueryTerms, limit: int, floor: float, allowed: NDArray[np.bool_] | None) -> Found:
    """As `TopK` promises."""
    found_docs, found_scores = np.empty(limit, dtype=np.int32), np.empty(limit)
    size = _search(
        (segment.docs, segment.classes, segment.frequent_at, segment.frequent, segment.lengths),
        (segment.offsets, segment.peaks),
        (terms.weights, terms.idfs, terms.norms, terms.k1),
        terms.slots,
        terms.bounds,
        floor,
        _EVERYTHING if allowed is None else allowed,
        _workspace.sums,
        found_docs,
        found_scores,
    )
    return found_docs[:size], found_scores[:size]
