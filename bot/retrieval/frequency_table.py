"""Counted words in a few plain arrays: about as large as the words themselves, however many there are.

Words of one length (in characters, and in UTF-8 bytes, so that each takes the same room) stand together in order. To
look a word up is a binary search, and the words of one length that begin with one letter are a slice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_AFTER_ALL = b"\xff"
"""Comes after every byte of UTF-8."""

ARRAYS = ("letters", "lengths", "widths", "sizes", "counts")
"""What its arrays are called."""

Numbers = NDArray[np.int32]
Words = NDArray[np.bytes_]
Shape = tuple[int, int]
"""The length of a word, in characters and in bytes."""


class Group(NamedTuple):
    """The words of one shape, ascending, and how often each is counted, int32."""

    words: Words
    counts: Numbers


@dataclass(frozen=True, eq=False)
class FrequencyTable:
    """How often each of ``W`` words is counted; a mapping for machines, as it were. It never changes.

    ``letters``: uint8, the words' UTF-8, one after the other, by length in characters, then in bytes, then in order.
    ``lengths``, ``widths``, ``sizes``: int32 ``(G,)``, of each group of equal shape the length in characters, that in
    bytes, and how many words it has. ``counts``: int32 ``(W,)``. ``gone``: what is to be taken off the counts, if
    anything; a word of which nothing is left isn't there.
    """

    letters: NDArray[np.uint8]
    lengths: Numbers
    widths: Numbers
    sizes: Numbers
    counts: Numbers
    gone: "FrequencyTable | None" = None

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "FrequencyTable":
        """The tally of some words."""
        shaped: defaultdict[Shape, list[tuple[bytes, int]]] = defaultdict(list)
        for word, count in counts.items():
            raw = _raw(word)
            shaped[len(word), len(raw)].append((raw, count))
        groups = {}
        for shape, pairs in shaped.items():
            raws, numbers = zip(*sorted(pairs), strict=True)
            groups[shape] = Group(np.array(raws, dtype=f"S{shape[1]}"), np.array(numbers, dtype=np.int32))
        return cls._of_groups(groups)

    @classmethod
    def merged(cls, tallies: Iterable["FrequencyTable"]) -> "FrequencyTable":
        """All counts added up."""
        pieces: defaultdict[Shape, list[Group]] = defaultdict(list)
        for tally in tallies:
            for shape, group in tally.groups.items():
                pieces[shape].append(group)
            for shape, group in tally.gone.groups.items() if tally.gone else ():
                pieces[shape].append(Group(group.words, -group.counts))
        return cls._of_groups({shape: _added(groups) for shape, groups in pieces.items()})

    @classmethod
    def _of_groups(cls, groups: Mapping[Shape, Group]) -> "FrequencyTable":
        ordered = sorted((shape, group) for shape, group in groups.items() if len(group.words))
        shapes = np.array([shape for shape, _ in ordered], dtype=np.int32).reshape(-1, 2)
        none = np.empty(0, dtype=np.int32)
        return cls(
            np.concatenate([np.empty(0, dtype=np.uint8), *(group.words.view(np.uint8) for _, group in ordered)]),
            np.ascontiguousarray(shapes[:, 0]),
            np.ascontiguousarray(shapes[:, 1]),
            np.array([len(group.words) for _, group in ordered], dtype=np.int32),
            np.concatenate([none, *(group.counts for _, group in ordered)]),
        )

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Its arrays by name: all there is to it, but for what is gone."""
        return {name: getattr(self, name) for name in ARRAYS}

    @property
    def nbytes(self) -> int:
        """Size of its arrays in bytes."""
        return sum(array.nbytes for array in self.arrays().values())

    def without(self, counts: Mapping[str, int]) -> "FrequencyTable":
        """The same with something taken off; the arrays are shared."""
        less = FrequencyTable.of(counts)
        return replace(self, gone=FrequencyTable.merged([self.gone, less]) if self.gone else less)

    def items(self) -> Iterable[tuple[str, int]]:
        """The words that are left, each with its count."""
        return self.left.items()

    @cached_property
    def left(self) -> Mapping[str, int]:
        """The same as a mapping, which stays: names are asked for with every article that comes."""
        gone = self.gone.left if self.gone else {}
        counted = (
            (_word(raw), count)
            for group in self.groups.values()
            for raw, count in zip(group.words.tolist(), group.counts.tolist(), strict=True)
        )
        return {word: left for word, count in counted if (left := count - gone.get(word, 0)) > 0}

    def beginning(self, first: str, length: int) -> list[str]:
        """The words of so many characters that begin with ``first``."""
        lowest, highest = _raw(first), _raw(first) + _AFTER_ALL
        found: list[str] = []
        for shape in self._shapes.get(length, ()):
            words = self.groups[shape].words
            # Cut to the words' own width: numpy would copy all of them to compare them with wider ones.
            low = words.searchsorted(np.array(lowest, dtype=words.dtype))
            high = words.searchsorted(np.array(highest, dtype=words.dtype), "right")
            found += map(_word, words[low:high].tolist())
        return [word for word in found if word not in self._lost]

    def among(self, words: Iterable[str]) -> set[str]:
        """Which of some words are counted."""
        words = set(words)
        if len(self.counts) < len(words):
            return words.intersection(word for word, _ in self.items())
        shaped: defaultdict[Shape, list[bytes]] = defaultdict(list)
        for word in words:
            raw = _raw(word)
            shaped[len(word), len(raw)].append(raw)
        found = set[str]()
        for shape, raws in shaped.items():
            asked = np.array(raws, dtype=f"S{shape[1]}")
            found.update(map(_word, asked[self._counts(shape, asked) > 0].tolist()))
        return found - self._lost

    @cached_property
    def groups(self) -> dict[Shape, Group]:
        """Its words by shape, in order of shape."""
        groups, letter, word = {}, 0, 0
        shapes = zip(self.lengths.tolist(), self.widths.tolist(), self.sizes.tolist(), strict=True)
        for length, width, size in shapes:
            words = self.letters[letter : letter + width * size].view(f"S{width}")
            groups[length, width] = Group(words, self.counts[word : word + size])
            letter += width * size
            word += size
        return groups

    @cached_property
    def _shapes(self) -> dict[int, list[Shape]]:
        """The shapes of each length in characters."""
        shapes: defaultdict[int, list[Shape]] = defaultdict(list)
        for shape in self.groups:
            shapes[shape[0]].append(shape)
        return dict(shapes)

    @cached_property
    def _lost(self) -> frozenset[str]:
        """The words of which nothing is left."""
        groups = self.gone.groups if self.gone else {}
        return frozenset(
            _word(raw)
            for shape, (words, counts) in groups.items()
            for raw in words[self._counts(shape, words) <= counts].tolist()
        )

    def _counts(self, shape: Shape, words: Words) -> Numbers:
        """How often words of one shape are counted, int32, before anything is taken off."""
        group = self.groups.get(shape)
        if group is None:
            return np.zeros(len(words), dtype=np.int32)
        at = np.minimum(group.words.searchsorted(words), len(group.words) - 1)
        return np.where(group.words[at] == words, group.counts[at], 0)


def _added(groups: Sequence[Group]) -> Group:
    words, places = np.unique(np.concatenate([group.words for group in groups]), return_inverse=True)
    counts = np.bincount(places, weights=np.concatenate([group.counts for group in groups])).astype(np.int32)
    return Group(words[counts > 0], counts[counts > 0])


def _raw(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def _word(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")
