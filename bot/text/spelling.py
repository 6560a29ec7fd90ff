"""Mistyped words of a question, brought to words that the articles use."""

from collections.abc import Collection
from functools import lru_cache, partial
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LONG = 8
_KEPT = 64
"""How many lists of words stay sorted, each of one length and one first letter."""


class Vocabulary(Protocol):
    """Folded lower-case words that are spelled right."""

    def beginning(self, first: str, length: int) -> Collection[str]:
        """Its words of so many characters that begin with ``first``."""


class Spelling:
    """Corrects words towards a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # Not a method of this object: one that held itself would be kept, with all articles, until it is looked for.
        self._candidates = lru_cache(maxsize=_KEPT)(partial(_sort_words, vocabulary))

    def correct(self, word: str) -> str:
        """The nearest word of the vocabulary within one edit, two for eight letters and more; else the word itself.

        The first letter is taken to be right: people rarely mistype it.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return word
        allowed = 2 if len(word) >= _LONG else 1
        lengths = range(max(_SHORTEST, len(word) - allowed), len(word) + allowed + 1)
        near = [other for length in lengths for other in self._candidates(word[0], length)]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=allowed)
        return found[0] if found else word


def _sort_words(vocabulary: Vocabulary, first: str, length: int) -> list[str]:
    return sorted(word for word in vocabulary.beginning(first, length) if word.isalpha())
