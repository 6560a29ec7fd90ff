"""An immutable inverted index: which documents hold which terms, how often, and how long the documents are.

Postings stand in one array for all terms, sorted by term and then by document; a term's own are the stretch between
two offsets (compressed sparse rows). Nothing in it depends on other documents, so it never changes when some come.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_DOCUMENTS = 1 << 16
"""How many documents there are at most."""
_DOC_BITS = 16
_MEMO = 1 << 16
_PIECE = 1 << 12
"""Runs whose elements are numbered in one go."""

Mask = NDArray[np.bool_]
NOWHERE = slice(0, 0)


@lru_cache(maxsize=_MEMO)
def fingerprint(term: str) -> int:
    """The 64-bit hash by which a term is known: in one of forty million corpora of a million terms two share one."""
    return int.from_bytes(blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@dataclass(frozen=True, eq=False)
class Postings:
    """``T`` terms, ``P`` postings, ``D`` documents numbered from 0, at most `MAX_DOCUMENTS`.

    ``prints``: the terms' fingerprints, uint64 ``(T,)``, ascending. ``offsets``: int32 ``(T + 1,)``, where each term's
    postings begin. ``docs``: uint16 ``(P,)``. ``counts``: unsigned ``(P,)``, how often the document holds the term.
    ``lengths``: int32 ``(D,)``, terms in each document.
    """

    prints: NDArray[np.uint64]
    offsets: NDArray[np.int32]
    docs: NDArray[np.uint16]
    counts: NDArray[np.unsignedinteger[Any]]
    lengths: NDArray[np.int32]

    @classmethod
    def build(cls, documents: Iterable[Sequence[str]]) -> "Postings":
        """The postings of ``documents``, each a sequence of terms, numbered in order, `MAX_DOCUMENTS` at most."""
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        flat, lengths = array("i"), array("i")
        for document in documents:
            lengths.append(len(document))
            flat.extend(map(numbers.__getitem__, document))
        numbers.default_factory = None  # which held it, as nobody else does from here on
        sizes = np.array(lengths, dtype=np.int32)
        prints, rank = np.unique(np.array(list(map(fingerprint, numbers)), dtype=np.uint64), return_inverse=True)
        terms = rank[np.frombuffer(flat, dtype=np.int32)] if flat else np.empty(0, dtype=np.int64)
        keys = (terms << _DOC_BITS) | _owners(sizes)
        keys.sort()
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        return cls._of_keys(prints, keys[starts], np.diff(starts, append=len(keys)), sizes)

    @classmethod
    def merge(cls, parts: Sequence["Postings"], living: Sequence[Mask]) -> "Postings":
        """One for several: the documents that are ``living``, bool ``(D,)`` for each part, numbered through."""
        prints, rank = np.unique(np.concatenate([part.prints for part in parts]), return_inverse=True)
        keys, counts, first_term, first_doc = [], [], 0, 0
        for part, mask in zip(parts, living, strict=True):
            terms = rank[first_term : first_term + len(part.prints)][_owners(np.diff(part.offsets))]
            numbers = first_doc + np.cumsum(mask) - 1
            chosen = mask[part.docs]
            keys.append((terms[chosen] << _DOC_BITS) | numbers[part.docs[chosen]])
            counts.append(part.counts[chosen])
            first_term += len(part.prints)
            first_doc += int(mask.sum())
        lengths = np.concatenate([part.lengths[mask] for part, mask in zip(parts, living, strict=True)])
        joined = np.concatenate(keys)
        order = np.argsort(joined)
        return cls._of_keys(prints, joined[order], np.concatenate(counts)[order], lengths)

    @classmethod
    def _of_keys(
        cls, prints: NDArray[np.uint64], keys: NDArray[np.int64], counts: NDArray[Any], lengths: NDArray[np.int32]
    ) -> "Postings":
        """Made of ascending keys, each the number of a term and of a document."""
        if len(lengths) > MAX_DOCUMENTS:
            raise OverflowError(f"there can be {MAX_DOCUMENTS} documents at most, not {len(lengths)}")
        terms = keys >> _DOC_BITS
        starts = np.flatnonzero(np.diff(terms, prepend=-1))
        return cls(
            prints[terms[starts]],
            np.append(starts, len(keys)).astype(np.int32),
            keys.astype(np.uint16),
            counts.astype(np.min_scalar_type(int(counts.max(initial=0)))),
            lengths,
        )

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def tokens(self) -> int:
        """How many terms the documents hold together, repetitions counted."""
        return int(self.lengths.sum(dtype=np.int64))

    @cached_property
    def longest(self) -> int:
        """The length of the longest document; 0 without documents."""
        return int(self.lengths.max(initial=0))

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Its arrays by name: all there is to it."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def find(self, term: str) -> slice:
        """Where a term's postings stand; `NOWHERE` if no document holds it."""
        wanted = np.uint64(fingerprint(term))
        at = int(self.prints.searchsorted(wanted))
        if at == len(self.prints) or self.prints[at] != wanted:
            return NOWHERE
        return slice(int(self.offsets[at]), int(self.offsets[at + 1]))


def _owners(sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    """The number of the run that each element belongs to, where run ``n`` has ``sizes[n]`` elements."""
    # A piece at a time: numpy lets no other thread go on while it repeats, for half a second over millions of elements.
    pieces = range(0, len(sizes), _PIECE)
    empty = np.empty(0, dtype=np.int64)
    return np.concatenate(
        [empty, *(np.repeat(np.arange(at, min(at + _PIECE, len(sizes))), sizes[at : at + _PIECE]) for at in pieces)]
    )
