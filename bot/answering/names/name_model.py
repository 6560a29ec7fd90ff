"""How much a run of capitalised words looks like a person's name, by the letters of its words.

A linear model over words and runs of two to four letters, by whether they stand in the first name, the last or between
(the hashing trick, https://arxiv.org/abs/0902.2206), fitted to tagged sentences by `bot.lab.training.fit_names`.
"""

from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.text.names import PARTICLES
from bot.text.normalize import fold_lower, plain_letters

BUCKETS = 1 << 15
"""How many weights there are; what falls together counts alike."""
_LETTERS = range(2, 5)
_WORDS = 1 << 16


class NameModel:
    """The fitted model.

    Args:
        weights: int8 ``(BUCKETS,)``.
        scale: what one step of a weight counts, in log-odds.
        intercept: the log-odds of a run that nothing is known of.
    """

    def __init__(self, weights: NDArray[np.int8], scale: float, intercept: float) -> None:
        self._intercept = intercept
        values = (weights.astype(np.float32) * scale).tolist()

        @lru_cache(maxsize=_WORDS)
        def of_word(word: str, place: str) -> float:
            return float(sum(values[bucket] for bucket in _buckets(word_features(word, place))))

        self._of_word = of_word
        self._values = values

    def score(self, run: str) -> float:
        """The log-odds that a run of words is somebody's full name, by its letters alone."""
        length, placed = places(run)
        counted = self._values[_bucket(f"words={length}")]
        return self._intercept + float(counted) + sum(self._of_word(word, place) for word, place in placed)


def places(run: str) -> tuple[int, list[tuple[str, str]]]:
    """How many words a run has, particles left out, and each with its place: first, middle or last."""
    words = [word for word in run.split() if word.lower() not in PARTICLES]
    marks = ["first", *["middle"] * (len(words) - 2), "last"]
    return len(words), list(zip(words, marks, strict=False))


def word_features(word: str, place: str) -> Iterator[str]:
    """What is looked at of one word."""
    plain = plain_letters(fold_lower(word)).rstrip(".")
    bounded = f"^{plain}$"
    yield f"{place}={plain}"
    for length in _LETTERS:
        for start in range(len(bounded) - length + 1):
            yield f"{place}:{bounded[start : start + length]}"
    if word.isupper():
        yield f"{place}:{'initial' if len(plain) == 1 else 'capitals'}"
    if "-" in word:
        yield f"{place}:hyphen"


def run_features(run: str) -> list[int]:
    """The buckets of everything that is looked at of a run."""
    length, placed = places(run)
    return [_bucket(f"words={length}"), *(b for word, place in placed for b in _buckets(word_features(word, place)))]


def _buckets(features: Iterator[str]) -> Iterator[int]:
    return map(_bucket, features)


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) % BUCKETS
