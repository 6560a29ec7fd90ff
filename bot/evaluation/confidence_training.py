"""Fits the confidence: that the articles answer at all, and that the best sentence is the answer if they do.

The first is fitted on the sets that hold questions without an answer, the second on the questions that have one. Every
set counts the same, for what makes an answer wrong differs from one to the next. The confidence is judged in two ways:
by weights that have seen other articles only, and by weights that have seen other sets only, which is how it will do on
questions and articles of a kind that nobody has seen.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.answering.confidence import ANSWERABLE, DOUBTED, DOUBTFUL, RIGHT
from bot.answering.weights import SURETY, Logistic, surety
from bot.evaluation.training import Matrix, Sample, folds

C = 0.01
"""How freely a model may follow the questions it is fitted on, where each set weighs ``EVENLY``."""
EVENLY = 1000.0
FREELY = 1e6
"""The same for the calibration, which has two numbers to find."""

Split = Callable[[Sequence[Sample]], Iterable[tuple[list[Sample], list[Sample]]]]
"""What to fit on and what to judge, in turn."""


class Confidence(NamedTuple):
    """The fitted models, as `Weights` holds them."""

    answerable: Logistic
    right: Logistic
    calibration: Logistic

    def of(self, sample: Sample) -> float:
        """The confidence in the best sentence of a question, 0 to 1; 0 where nothing was found."""
        if not sample.answer:
            return 0.0
        doubt = DOUBTED if sample.answer[DOUBTFUL] else 1.0
        return doubt * self.calibration.probability({SURETY: self.surety(sample)})

    def surety(self, sample: Sample) -> float:
        """Both models' probabilities as one number."""
        return surety(self.answerable.probability(sample.answer), self.right.probability(sample.answer))


class Judged(NamedTuple):
    """One question judged by weights that haven't seen it."""

    confidence: float
    right: bool
    answerable: bool


def fit_confidence(fitted_on: Sequence[Sample]) -> Confidence:
    """The models fitted on the questions for which anything was found."""
    found = [sample for sample in fitted_on if sample.answer]
    # A set whose questions all have answers would only teach what marks that set.
    mixed = {sample.dataset for sample in found if not sample.answerable}
    both = [sample for sample in found if sample.dataset in mixed]
    answerable = _model(ANSWERABLE, both, [sample.answerable for sample in both])
    answered = [sample for sample in found if sample.answerable]
    right = _model(RIGHT, answered, [_is_right(sample) for sample in answered])
    uncalibrated = Confidence(answerable, right, Logistic({}, 0.0))
    sureties = np.array([[uncalibrated.surety(sample)] for sample in found])
    slope, intercept = _regression(sureties, [_is_right(sample) for sample in found], _evenly(found), FREELY)
    return Confidence(answerable, right, Logistic({SURETY: round(float(slope[0]), 3)}, round(intercept, 3)))


def held_out_confidence(everything: Sequence[Sample], split: Split = folds) -> dict[str, list[Judged]]:
    """Every question judged by weights fitted on the other part of its split, by set."""
    judged: dict[str, list[Judged]] = {}
    for fit_on, judge in split(everything):
        fitted = fit_confidence(fit_on)
        for sample in judge:
            outcome = Judged(fitted.of(sample), _is_right(sample), sample.answerable)
            judged.setdefault(sample.dataset, []).append(outcome)
    return judged


def by_set(everything: Sequence[Sample]) -> Iterable[tuple[list[Sample], list[Sample]]]:
    """Each set judged in turn, to be fitted on the others, less what they have of its articles."""
    for name in dict.fromkeys(sample.dataset for sample in everything):
        judge = [sample for sample in everything if sample.dataset == name]
        articles = {sample.group for sample in judge}
        fit_on = [sample for sample in everything if sample.dataset != name and sample.group not in articles]
        if fit_on:
            yield fit_on, judge


def _is_right(sample: Sample) -> bool:
    return bool(sample.right[:1].any())


def _model(features: Sequence[str], fitted_on: Sequence[Sample], labels: Sequence[bool]) -> Logistic:
    """A model of the labels; one that says nothing where they are all the same."""
    if len(set(labels)) < 2:  # noqa: PLR2004  # yes and no
        return Logistic({}, 0.0)
    rows = np.array([[sample.answer[name] for name in features] for sample in fitted_on])
    scale = rows.std(axis=0) + 1e-6
    weights, intercept = _regression(rows / scale, labels, _evenly(fitted_on), C)
    named = zip(features, weights / scale, strict=True)
    return Logistic({name: round(float(weight), 3) for name, weight in named}, round(intercept, 3))


def _evenly(samples: Sequence[Sample]) -> Matrix:
    """What each question counts, so that every set counts the same; shape ``(samples,)``."""
    sizes = Counter(sample.dataset for sample in samples)
    return np.array([EVENLY / sizes[sample.dataset] for sample in samples])


def _regression(rows: Matrix, labels: Sequence[bool], counts: Matrix, c: float) -> tuple[NDArray[np.float64], float]:
    model = LogisticRegression(C=c, max_iter=5000)
    model.fit(rows, np.array(labels), sample_weight=counts)
    return model.coef_[0], float(model.intercept_[0])
