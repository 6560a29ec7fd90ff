"""Questions as rows of numbers, for fitting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from bot.lab.evaluation.outcomes import Outcome

Matrix = NDArray[np.float64]
FOLDS = 5


@dataclass(frozen=True)
class Sample:
    """One question.

    ``sentences`` holds a feature row each, best first as ranked when collected; ``right`` labels them; ``log_odds`` are
    what reading together says of each, not a number where it wasn't read. ``first`` and ``second`` are the signals of
    confidence before and after that. ``weight`` is what the question counts in ranking.
    """

    dataset: str
    group: str
    answerable: bool
    sentences: Matrix
    right: NDArray[np.bool_]
    log_odds: Matrix
    first: Mapping[str, float]
    second: Mapping[str, float]
    weight: float

    @property
    def first_is_right(self) -> bool:
        """Whether the sentence that ranks first answers."""
        return bool(self.right[:1].any())


class Columns:
    """Feature names in a fixed order."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self._position = {name: position for position, name in enumerate(self.names)}

    def row(self, values: Mapping[str, float]) -> Matrix:
        """The values in column order, shape ``(features,)``."""
        row = np.zeros(len(self.names))
        for name, value in values.items():
            row[self._position[name]] = value
        return row


def sample_of(dataset: str, outcome: Outcome, columns: Columns, weight: float) -> Sample:
    """What came of one question, as numbers."""
    ranked = outcome.ranked
    places = [(scored.evidence.sentence.revision, scored.evidence.sentence.span) for scored in ranked]
    right = [outcome.gold.answerable and outcome.gold.covers(revision, span) for revision, span in places]
    first, second = (*outcome.signals, {}, {})[:2]
    odds = [np.nan if scored.log_odds is None else scored.log_odds for scored in ranked]
    return Sample(
        dataset,
        outcome.group,
        outcome.gold.answerable,
        np.array([columns.row(scored.features) for scored in ranked]).reshape(-1, len(columns.names)),
        np.array(right, dtype=bool),
        np.array(odds, dtype=np.float64),
        first,
        second,
        weight,
    )


def folds(everything: Sequence[Sample]) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """What to fit on and what to judge, in turn: no article is in both."""
    groups = [sample.group for sample in everything]
    for fit_on, judge in GroupKFold(FOLDS).split(np.zeros(len(groups)), groups=groups):
        yield [everything[index] for index in fit_on], [everything[index] for index in judge]
