"""Fits the confidence: how likely it is that the sentence which ranks first answers.

One model for the first stage, and one for what was read together with the question. Every set counts the same, for
what makes an answer wrong differs from one to the next.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.answering.ranking.weights import Logistic
from bot.lab.training.samples import Matrix, Sample, folds

C = 0.05
"""How freely a model may follow the questions it is fitted on, where each set weighs ``EVENLY``."""
EVENLY = 1000.0

Signals = Callable[[Sample], Mapping[str, float]]


class Judged(NamedTuple):
    """One question judged by weights that haven't seen its article."""

    confidence: float
    right: bool
    answerable: bool


def fit_confidence(fitted_on: Sequence[Sample], signals: Signals) -> Logistic:
    """A model of the first sentence being right, from the questions for which anything was found."""
    found = [sample for sample in fitted_on if sample.weight and signals(sample)]
    names = sorted(signals(found[0]))
    rows = np.array([[signals(sample)[name] for name in names] for sample in found])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=C, max_iter=5000)
    model.fit((rows - mean) / scale, [sample.first_is_right for sample in found], sample_weight=_evenly(found))
    weights = model.coef_[0] / scale
    intercept = float(model.intercept_[0] - weights @ mean)
    return Logistic(dict(zip(names, weights.round(4).tolist(), strict=True)), round(intercept, 4))


def held_out_confidence(everything: Sequence[Sample], signals: Signals) -> dict[str, list[Judged]]:
    """Every question judged by weights fitted on other articles, by set."""
    judged: dict[str, list[Judged]] = {}
    for fit_on, judge in folds(everything):
        model = fit_confidence(fit_on, signals)
        for sample in judge:
            values = signals(sample)
            confidence = model.probability(values) if values else 0.0
            judged.setdefault(sample.dataset, []).append(Judged(confidence, sample.first_is_right, sample.answerable))
    return judged


def _evenly(samples: Sequence[Sample]) -> Matrix:
    """What each question counts, so that every set counts the same; shape ``(samples,)``."""
    sizes = Counter(sample.dataset for sample in samples)
    return np.array([EVENLY / sizes[sample.dataset] for sample in samples])
