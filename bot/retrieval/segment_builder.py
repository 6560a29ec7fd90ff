"""Builds segments: from documents, and from other segments.

Both sort one 64-bit key a posting, ``(term, document, count)`` from the highest bits to the lowest, so that one
in-place sort puts everything where a segment wants it.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.segment import FREQUENT, LENGTH_BITS, LENGTHS, MOST, Segment, fingerprint

_DOC_BITS = 16
_COUNT_BITS = 8
_SATURATED = (1 << _COUNT_BITS) - 1
"""A count too large for its bits of the key."""
_PIECE = 1 << 12
"""Runs whose elements are numbered in one go."""


def build(documents: Iterable[Sequence[str]]) -> Segment:
    """The segment of ``documents``, each a sequence of terms, numbered in the order given.

    Raises:
        OverflowError: when there are more than a segment can hold.
    """
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    flat, lengths = array("i"), array("i")
    for document in documents:
        lengths.append(len(document))
        flat.extend(map(numbers.__getitem__, document))
    sizes = np.array(lengths, dtype=np.int32)
    prints, rank = _ranked(np.array([fingerprint(term) for term in numbers], dtype=np.uint64))
    held = rank[np.frombuffer(flat, dtype=np.int32)] if flat else np.empty(0, dtype=np.int64)
    pairs = (held << _DOC_BITS) | _owners(sizes)
    pairs.sort()
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    return _assembled(prints, pairs[starts], np.diff(starts, append=len(pairs)), sizes)


def _owners(sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    """The number of the run that each element belongs to, where run ``n`` has ``sizes[n]`` elements."""
    # A piece at a time: numpy lets no other thread go on while it repeats, for half a second over millions of elements.
    pieces = range(0, len(sizes), _PIECE)
    empty = np.empty(0, dtype=np.int64)
    return np.concatenate(
        [empty, *(np.repeat(np.arange(at, min(at + _PIECE, len(sizes))), sizes[at : at + _PIECE]) for at in pieces)]
    )


def merge(
    segments: Sequence[Segment],
    alive: Sequence[NDArray[np.bool_] | None],
    order: NDArray[np.int64] | None = None,
) -> Segment:
    """One segment of the documents of ``segments`` that are alive (``None``: all of them).

    ``order`` holds the new number of each surviving document, int64, segment by segment; without it they stay in the
    order they have.

    Raises:
        OverflowError: when there are more than a segment can hold.
    """
    for segment in segments:
        segment.verify()
    masks = [np.ones(len(s), dtype=np.bool_) if a is None else a for s, a in zip(segments, alive, strict=True)]
    lengths = np.concatenate([s.lengths[mask] for s, mask in zip(segments, masks, strict=True)])
    number = np.arange(len(lengths)) if order is None else order
    prints, rank = _ranked(np.concatenate([segment.prints for segment in segments]))
    pairs, counts, first_term, first_doc = [], [], 0, 0
    for segment, mask in zip(segments, masks, strict=True):
        terms = rank[first_term : first_term + len(segment.prints)]
        survivors = int(mask.sum())
        renumbered = np.zeros(len(segment), dtype=np.int64)
        renumbered[mask] = number[first_doc : first_doc + survivors]
        kept = mask[segment.docs]
        pairs.append(((terms[_owners(np.diff(segment.offsets))] << _DOC_BITS) | renumbered[segment.docs])[kept])
        counts.append(segment.counts(slice(0, None))[kept])
        first_term += len(segment.prints)
        first_doc += survivors
    placed = np.empty_like(lengths)
    placed[number] = lengths
    return _assembled(prints, np.concatenate(pairs), np.concatenate(counts), placed)


def _ranked(prints: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Distinct fingerprints in ascending order, and the place of each given one among them."""
    order = np.argsort(prints)
    ordered = prints[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.cumsum(new) - 1
    return ordered[new], rank


def _assembled(
    prints: NDArray[np.uint64], pairs: NDArray[np.int64], counts: NDArray[np.integer], lengths: NDArray[np.int32]
) -> Segment:
    """The segment of postings given in any order as ``term << 16 | document`` with their counts."""
    if len(lengths) > MOST:
        raise OverflowError(f"a segment holds at most {MOST} documents, not {len(lengths)}")
    terms, docs, sorted_counts = _in_order(pairs, counts)
    held = np.flatnonzero(np.bincount(terms, minlength=len(prints)))
    offsets = np.append(np.searchsorted(terms, held), len(terms)).astype(np.int32)
    frequent_at = np.flatnonzero(sorted_counts >= FREQUENT).astype(np.int32)
    shortest = _shortest(lengths)
    length_classes = (shortest.searchsorted(lengths, "right") - 1).astype(np.uint8)[docs]
    levels = (np.minimum(sorted_counts, FREQUENT) - 1).astype(np.uint8)
    classes = _classes(levels, length_classes)
    peaks = classes
    if len(held):
        peaks = _classes(np.maximum.reduceat(levels, offsets[:-1]), np.minimum.reduceat(length_classes, offsets[:-1]))
    frequent = sorted_counts[frequent_at]
    return Segment(prints[held], offsets, peaks, docs, classes, frequent_at, frequent, lengths, shortest)


def _classes(levels: NDArray[np.uint8], length_classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return (levels << LENGTH_BITS | length_classes).astype(np.uint8)


def _in_order(
    pairs: NDArray[np.int64], counts: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.uint16], NDArray[np.int32]]:
    """The postings' terms, documents and counts, by term and then by document."""
    big = np.flatnonzero(counts >= _SATURATED)
    large = counts[big][np.argsort(pairs[big])].astype(np.int32)
    keys = pairs.astype(np.uint64) << np.uint64(_COUNT_BITS)
    keys |= np.minimum(counts, _SATURATED).astype(np.uint64)
    keys.sort()
    in_order = (keys & np.uint64(_SATURATED)).astype(np.int32)
    in_order[in_order == _SATURATED] = large
    keys >>= np.uint64(_COUNT_BITS)
    docs = keys.astype(np.uint16)
    keys >>= np.uint64(_DOC_BITS)
    return keys.view(np.int64), docs, in_order


def _shortest(lengths: NDArray[np.int32]) -> NDArray[np.int32]:
    """The shortest length of each class, int32 ``(LENGTHS,)``: the lengths at equal distances when sorted."""
    if not len(lengths):
        return np.zeros(LENGTHS, dtype=np.int32)
    return np.sort(lengths)[np.arange(LENGTHS) * len(lengths) // LENGTHS]
