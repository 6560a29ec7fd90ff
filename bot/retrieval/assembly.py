"""Builds segments: from documents, and from other segments.

Both sort one 64-bit key a posting, ``(term, document, count)`` from the highest bits to the lowest, so that one
in-place sort puts everything where a segment wants it.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.segment import BLOCK, SATURATED, Segment, fingerprint

_DOC_BITS = 31
_COUNT_BITS = 8
_PIECE = 1 << 12
"""Runs whose elements are numbered in one go."""
_MOST_TERMS = 1 << (64 - _DOC_BITS - _COUNT_BITS)


def build(documents: Iterable[Sequence[str]]) -> Segment:
    """The segment of ``documents``, each a sequence of terms, numbered in the order given."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    flat, lengths = array("i"), array("i")
    for document in documents:
        lengths.append(len(document))
        flat.extend(map(numbers.__getitem__, document))
    sizes = np.array(lengths, dtype=np.int32)
    prints = np.array([fingerprint(term) for term in numbers], dtype=np.uint64).reshape(-1, 2)
    high, low, rank = _ranked(prints[:, 0], prints[:, 1])
    held = rank[np.frombuffer(flat, dtype=np.int32)] if flat else np.empty(0, dtype=np.int64)
    pairs = (held << _DOC_BITS) | _owners(sizes)
    pairs.sort()
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    return _assembled(high, low, pairs[starts], np.diff(starts, append=len(pairs)), sizes)


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
    """
    for segment in segments:
        segment.verify()
    masks = [np.ones(len(s), dtype=np.bool_) if a is None else a for s, a in zip(segments, alive, strict=True)]
    lengths = np.concatenate([s.lengths[mask] for s, mask in zip(segments, masks, strict=True)])
    number = np.arange(len(lengths)) if order is None else order
    high, low, rank = _ranked(*(np.concatenate([getattr(s, name) for s in segments]) for name in ("high", "low")))
    pairs, counts, first_term, first_doc = [], [], 0, 0
    for segment, mask in zip(segments, masks, strict=True):
        terms = rank[first_term : first_term + len(segment.high)]
        survivors = int(mask.sum())
        renumbered = np.zeros(len(segment), dtype=np.int64)
        renumbered[mask] = number[first_doc : first_doc + survivors]
        kept = mask[segment.docs]
        pairs.append(((terms[_owners(np.diff(segment.offsets))] << _DOC_BITS) | renumbered[segment.docs])[kept])
        counts.append(_counts(segment)[kept])
        first_term += len(segment.high)
        first_doc += survivors
    placed = np.empty_like(lengths)
    placed[number] = lengths
    return _assembled(high, low, np.concatenate(pairs), np.concatenate(counts), placed)


def _counts(segment: Segment) -> NDArray[np.int32]:
    counts = segment.counts.astype(np.int32)
    counts[segment.large_at] = segment.large
    return counts


def _ranked(
    high: NDArray[np.uint64], low: NDArray[np.uint64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.int64]]:
    """Distinct fingerprints in ascending order, and the place of each given one among them."""
    order = np.lexsort((low, high))
    high, low = high[order], low[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    if np.count_nonzero(new) > _MOST_TERMS:
        raise OverflowError(f"a segment holds at most {_MOST_TERMS} different terms")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.cumsum(new) - 1
    return high[new], low[new], rank


def _assembled(
    high: NDArray[np.uint64],
    low: NDArray[np.uint64],
    pairs: NDArray[np.int64],
    counts: NDArray[np.integer],
    lengths: NDArray[np.int32],
) -> Segment:
    """The segment of postings given in any order as ``term << 31 | document`` with their counts."""
    big = np.flatnonzero(counts >= SATURATED)
    large = counts[big][np.argsort(pairs[big])].astype(np.int32)
    keys = pairs.astype(np.uint64) << np.uint64(_COUNT_BITS)
    keys |= np.minimum(counts, SATURATED).astype(np.uint64)
    keys.sort()
    small = (keys & np.uint64(SATURATED)).astype(np.uint8)
    keys >>= np.uint64(_COUNT_BITS)
    docs = (keys & np.uint64((1 << _DOC_BITS) - 1)).astype(np.int32)
    keys >>= np.uint64(_DOC_BITS)
    held = np.flatnonzero(np.bincount(keys.view(np.int64), minlength=len(high)))
    offsets = np.append(np.searchsorted(keys, held.astype(np.uint64)), len(keys)).astype(np.int64)
    large_at = np.flatnonzero(small == SATURATED)
    blocks = _blocks(offsets, docs, small, large_at, large, lengths)
    return Segment(high[held], low[held], offsets, docs, small, large_at, large, lengths, *blocks)


def _blocks(
    offsets: NDArray[np.int64],
    docs: NDArray[np.int32],
    counts: NDArray[np.uint8],
    large_at: NDArray[np.int64],
    large: NDArray[np.int32],
    lengths: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Where each term's blocks begin, and each block's largest count and shortest length."""
    block_offsets = np.zeros(len(offsets), dtype=np.int64)
    blocks = -(-np.diff(offsets) // BLOCK)
    np.cumsum(blocks, out=block_offsets[1:])
    if not len(docs):
        return block_offsets, np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    starts = np.repeat(offsets[:-1] - BLOCK * block_offsets[:-1], blocks) + BLOCK * np.arange(block_offsets[-1])
    largest = np.maximum.reduceat(counts, starts).astype(np.int32)
    np.maximum.at(largest, starts.searchsorted(large_at, "right") - 1, large)
    return block_offsets, largest, np.minimum.reduceat(lengths[docs], starts)
