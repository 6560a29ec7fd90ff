"""Fits the model of people's names to sentences in which names are tagged."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.answering.lexicon import NameWords
from bot.answering.names.name_model import BUCKETS, run_features
from bot.answering.names.people import without_titles
from bot.text.names import is_full_name, names
from bot.text.normalize import fold

STRENGTH = 0.3
_STEPS = 127
"""Steps of a weight on each side of zero."""


class FittedNames(NamedTuple):
    """The weights in steps, int8 ``(BUCKETS,)``, what a step counts, and the intercept."""

    weights: NDArray[np.int8]
    scale: float
    intercept: float


class Tagged(NamedTuple):
    """A sentence, its words joined by spaces, and the full names of people that are tagged in it."""

    text: str
    people: frozenset[str]


def read_tagged(path: Path, tag: str) -> Iterator[Tagged]:
    """The sentences of a file with a word and its tag a line, a blank line after each sentence.

    ``tag`` is what people are tagged with; a language code before a word ("en:Ann") is passed over.
    """
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            word, given = line.split("\t")[:2]
            words.append(fold(word.removeprefix("en:")))
            tags.append(given.removesuffix(tag))
        elif words:
            yield Tagged(" ".join(words), frozenset(_tagged(words, tags)))
            words, tags = [], []


def _tagged(words: Sequence[str], tags: Sequence[str]) -> Iterator[str]:
    name: list[str] = []
    for word, tag in [*zip(words, tags, strict=True), ("", "O")]:
        if tag != "I-" and name:
            yield " ".join(name)
            name = []
        if tag == "B-" or (tag == "I-" and name):
            name.append(word)


def fit_names(sentences: Sequence[Tagged], lexicon: NameWords) -> FittedNames:
    """Fits a logistic regression on whether a capitalised run is tagged as a person."""
    runs = [
        (run, run in sentence.people) for sentence in sentences for run in _runs(sentence, lexicon) if is_full_name(run)
    ]
    buckets = [run_features(run) for run, _ in runs]
    ends = np.cumsum([0, *map(len, buckets)])
    flat = np.concatenate([np.array(each, dtype=np.int64) for each in buckets])
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(runs), BUCKETS))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=500)
    model.fit(matrix, [is_person for _, is_person in runs])
    scale = float(np.abs(model.coef_).max()) / _STEPS
    return FittedNames(np.round(model.coef_[0] / scale).astype(np.int8), scale, float(model.intercept_[0]))


def _runs(sentence: Tagged, lexicon: NameWords) -> set[str]:
    """The runs of a sentence, and those tagged, which may be parts of longer runs."""
    found = {without_titles(name.text, lexicon) for name in names(sentence.text)}
    return found | sentence.people
