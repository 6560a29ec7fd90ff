"""Counted words in a few plain arrays: about as large as the words themselves, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_AFTER_ALL = b"\xff"
"""Comes after every byte of UTF-8."""
_WIDEST = 4
"""Bytes of a character in UTF-8, at most."""


class Group(NamedTuple):
    """Words that take equally many bytes, ascending, and how often each is counted, int32."""

    words: NDArray[np.bytes_]
    counts: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class FrequencyTable:
    """How often words are counted, once for all: groups of words by the number of their bytes in UTF-8."""

    groups: Mapping[int, Group]

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "FrequencyTable":
        """The table of some counts."""
        return cls(_group(counts))

    @classmethod
    def sum(cls, tables: Iterable["FrequencyTable"], counts: Iterable[Mapping[str, int]] = ()) -> "FrequencyTable":
        """The table of all counts added up, negative ones among them; what isn't counted then isn't in it."""
        pieces: defaultdict[int, list[Group]] = defaultdict(list)
        for groups in [*(table.groups for table in tables), *map(_group, counts)]:
            for width, group in groups.items():
                pieces[width].append(group)
        groups = {width: _add(pieces[width]) for width in sorted(pieces)}
        return cls({width: group for width, group in groups.items() if len(group.words)})

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is to it in three arrays.

        ``letters``: uint8, all words, one after the other. ``sizes``: int32 ``(groups, 2)``, flat: the width and the
        number of each group's words. ``counts``: int32, of all words.
        """
        groups = self.groups.values()
        return {
            "letters": np.concatenate([np.empty(0, np.uint8), *(group.words.view(np.uint8) for group in groups)]),
            "sizes": np.array([(width, len(group.words)) for width, group in self.groups.items()], np.int32).ravel(),
            "counts": np.concatenate([np.empty(0, np.int32), *(group.counts for group in groups)]),
        }

    @classmethod
    def of_arrays(
        cls, letters: NDArray[np.uint8], sizes: NDArray[np.int32], counts: NDArray[np.int32]
    ) -> "FrequencyTable":
        """The table that gave these `arrays`."""
        groups, letter, word = {}, 0, 0
        for width, size in sizes.reshape(-1, 2).tolist():
            words = letters[letter : letter + width * size].view(f"S{width}")
            groups[width] = Group(words, counts[word : word + size])
            letter += width * size
            word += size
        return cls(groups)

    def items(self) -> Iterator[tuple[str, int]]:
        """Each word with its count."""
        for words, counts in self.groups.values():
            yield from zip(map(_decode, words.tolist()), counts.tolist(), strict=True)

    def count(self, words: Iterable[str]) -> dict[str, int]:
        """The counts of some words; what isn't counted is left out."""
        found = dict[str, int]()
        for width, asked in _by_width(words).items():
            if width in self.groups:
                group, wanted = self.groups[width], np.array(asked, dtype=f"S{width}")
                at = np.minimum(group.words.searchsorted(wanted), len(group.words) - 1)
                there = group.words[at] == wanted
                found.update(zip(map(_decode, wanted[there].tolist()), group.counts[at[there]].tolist(), strict=True))
        return found

    def beginning(self, first: str, length: int) -> list[str]:
        """The words of so many characters that begin with ``first``."""
        found: list[str] = []
        for width in range(length, _WIDEST * length + 1):
            if width in self.groups:
                words = self.groups[width].words
                # Cut to the words' own width: numpy would copy all of them to compare them with wider ones.
                low = words.searchsorted(np.array(_encode(first), dtype=words.dtype))
                high = words.searchsorted(np.array(_encode(first) + _AFTER_ALL, dtype=words.dtype), "right")
                found += (word for word in map(_decode, words[low:high].tolist()) if len(word) == length)
        return found


def _group(counts: Mapping[str, int]) -> dict[int, Group]:
    groups = {}
    for width, words in sorted(_by_width(counts).items()):
        words.sort()
        numbers = np.array([counts[_decode(word)] for word in words], dtype=np.int32)
        groups[width] = Group(np.array(words, dtype=f"S{width}"), numbers)
    return groups


def _add(groups: Iterable[Group]) -> Group:
    words, places = np.unique(np.concatenate([group.words for group in groups]), return_inverse=True)
    counts = np.bincount(places, weights=np.concatenate([group.counts for group in groups])).astype(np.int32)
    return Group(words[counts > 0], counts[counts > 0])


def _by_width(words: Iterable[str]) -> dict[int, list[bytes]]:
    found: defaultdict[int, list[bytes]] = defaultdict(list)
    for word in words:
        encoded = _encode(word)
        found[len(encoded)].append(encoded)
    return found


def _encode(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def _decode(word: bytes) -> str:
    return word.decode("utf-8", "surrogatepass")
