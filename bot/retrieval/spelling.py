"""Mistyped words of a question, brought to words that the articles use."""

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LONG = 8


class Spelling:
    """Corrects words towards a vocabulary.

    Args:
        words: folded lower-case words that are spelled right.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= _SHORTEST and word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def corrected(self, word: str) -> str:
        """The nearest word of the vocabulary within one edit, two for eight letters and more; else the word itself.

        The first letter is taken to be right: people rarely mistype it.
        """
        if word in self._words or len(word) < _SHORTEST or not word.isalpha():
            return word
        allowed = 2 if len(word) >= _LONG else 1
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        near = [other for length in lengths for other in self._by_length.get(length, ()) if other[0] == word[0]]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=allowed)
        return found[0] if found else word
