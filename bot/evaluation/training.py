"""Fits the weights: which features tell a right sentence from a wrong one, and a right answer from none.

Ranking is pairwise: logistic regression on the differences between right and wrong sentences of the same question, the
wrong ones being those that rank highest so far. Confidence is logistic regression on the best sentence's features.
Both are cross-validated by article: no question about an article is judged by weights that have seen another one.
Confidence blends two regressions, that the best sentence is right and that the articles answer at all: a wrong sentence
for a question that has an answer is a lesser fault than any answer to one that has none.
scikit-learn does the regressions; it is needed for fitting only.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bot.evaluation.outcomes import Outcome

Matrix = NDArray[np.float64]

FOLDS = 5
ROUNDS = 2
HARDEST = 6
"""How many wrong sentences each right one is compared with."""
EASIEST = 2
"""How many right sentences of one question are compared."""
RANKING_C = 2.0
CONFIDENCE_C = 0.5
ANSWERABLE = 0.4
"""What the model of "there is an answer" counts in the confidence, beside that of "this is the answer"."""


@dataclass(frozen=True)
class Sample:
    """One question: ``sentences`` holds a feature row each, best first as ranked when collected; ``right`` labels them.

    ``answer`` holds the confidence model's features of the best sentence; ``counts`` is the weight of the question.
    """

    dataset: str
    group: str
    answerable: bool
    sentences: Matrix
    right: NDArray[np.bool_]
    answer: Matrix
    ranking_weight: float
    confidence_weight: float


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


def samples(
    dataset: str, outcomes: Sequence[Outcome], columns: Columns, answers: Columns, weights: tuple[float, float]
) -> list[Sample]:
    """The samples of one question set; ``weights`` are those of ranking and of confidence."""
    return [
        Sample(
            dataset,
            outcome.group,
            outcome.gold.answerable,
            np.array([columns.row(scored.features) for scored in outcome.ranked]).reshape(-1, len(columns.names)),
            np.array([_is_right(outcome, index) for index in range(len(outcome.ranked))], dtype=bool),
            answers.row(outcome.answer_features),
            *weights,
        )
        for outcome in outcomes
    ]


def _is_right(outcome: Outcome, index: int) -> bool:
    sentence = outcome.ranked[index].evidence.sentence
    return outcome.gold.answerable and outcome.gold.covers(sentence.revision, sentence.span)


def fit_ranking(fitted_on: Sequence[Sample], prior: Mapping[int, float]) -> Matrix:
    """Ranking weights, shape ``(features,)``; ``prior`` counts extra comparisons that only one column decides."""
    weights: Matrix | None = None
    comparable = [sample for sample in fitted_on if sample.right.any() and not sample.right.all()]
    for _ in range(ROUNDS):
        pairs = [_comparisons(sample, weights) for sample in comparable]
        counts = [np.full(len(p), s.ranking_weight / len(p)) for p, s in zip(pairs, comparable, strict=True)]
        unit = np.eye(fitted_on[0].sentences.shape[1])
        rows = np.vstack([*pairs, *(unit[[column]] for column in prior)])
        weight = np.concatenate([*counts, np.array(list(prior.values()))])
        # Half of the comparisons are turned round, so that both classes occur.
        sign = np.where(np.arange(len(rows)) % 2 == 0, 1.0, -1.0)
        model = LogisticRegression(C=RANKING_C, fit_intercept=False, max_iter=1000)
        model.fit(rows * sign[:, None], sign, sample_weight=weight)
        weights = model.coef_[0]
    assert weights is not None  # noqa: S101  # ROUNDS is positive
    return weights


def _comparisons(sample: Sample, weights: Matrix | None) -> Matrix:
    """Right minus wrong sentences, shape ``(pairs, features)``."""
    right, wrong = sample.sentences[sample.right], sample.sentences[~sample.right]
    if weights is not None:
        right = right[np.argsort(-(right @ weights), kind="stable")]
        wrong = wrong[np.argsort(-(wrong @ weights), kind="stable")]
    differences = right[:EASIEST, None] - wrong[None, :HARDEST]
    return differences.reshape(-1, sample.sentences.shape[1])


def fit_confidence(fitted_on: Sequence[Sample]) -> tuple[Matrix, float]:
    """Confidence weights, shape ``(features,)``, and intercept: the log-odds that the best sentence is right."""
    right = np.array([bool(sample.right[:1].any()) for sample in fitted_on])
    rows = np.array([sample.answer for sample in fitted_on])
    counts = np.array([sample.confidence_weight for sample in fitted_on])
    weights = _regression(rows, right, counts)[0]
    # A set whose questions all have answers would only teach what marks that set.
    datasets = {sample.dataset for sample in fitted_on if not sample.answerable}
    mixed = np.array([sample.dataset in datasets for sample in fitted_on])
    if mixed.any():
        answerable = np.array([sample.answerable for sample in fitted_on])
        sizes = Counter(sample.dataset for sample in fitted_on)
        # Every set counts the same here: what makes a question unanswerable differs from one to the next.
        evenly = np.array([mixed.sum() / len(datasets) / sizes[sample.dataset] for sample in fitted_on])
        blend = _regression(rows[mixed], answerable[mixed], evenly[mixed])[0]
        weights = (1 - ANSWERABLE) * weights + ANSWERABLE * blend
    slope, intercept = _regression((rows @ weights)[:, None], right, counts)
    return slope[0] * weights, intercept


def _regression(rows: Matrix, labels: NDArray[np.bool_], counts: Matrix) -> tuple[Matrix, float]:
    model = LogisticRegression(C=CONFIDENCE_C, max_iter=5000)
    model.fit(rows, labels, sample_weight=counts)
    return model.coef_[0], float(model.intercept_[0])


def held_out_ranking(
    everything: Sequence[Sample], prior: Mapping[int, float], without: Sequence[int] = ()
) -> dict[str, tuple[float, float]]:
    """Quote@1 and quote@3 a question set, each question ranked by weights fitted without its article.

    The columns ``without`` are taken away, to tell what they are worth.
    """
    everything = [_reduced(sample, without) for sample in everything] if without else everything
    hits: dict[str, list[tuple[bool, bool]]] = {}
    for fit_on, judge in _folds(everything):
        weights = fit_ranking(fit_on, prior)
        for sample in judge:
            if sample.answerable:
                order = np.argsort(-(sample.sentences @ weights), kind="stable")
                hit = bool(sample.right[order[:1]].any()), bool(sample.right[order[:3]].any())
                hits.setdefault(sample.dataset, []).append(hit)
    return {name: (float(np.mean([h[0] for h in of])), float(np.mean([h[1] for h in of]))) for name, of in hits.items()}


def _reduced(sample: Sample, without: Sequence[int]) -> Sample:
    sentences = sample.sentences.copy()
    sentences[:, list(without)] = 0.0
    return replace(sample, sentences=sentences)


def held_out_confidence(everything: Sequence[Sample]) -> dict[str, tuple[list[float], list[bool], list[bool]]]:
    """Confidence, whether the best sentence was right, and whether there was an answer; by set, weights held out."""
    judged: dict[str, tuple[list[float], list[bool], list[bool]]] = {}
    for fit_on, judge in _folds(everything):
        weights, intercept = fit_confidence(fit_on)
        for sample in judge:
            scores, right, answerable = judged.setdefault(sample.dataset, ([], [], []))
            scores.append(float(1 / (1 + np.exp(-(intercept + sample.answer @ weights)))))
            right.append(bool(sample.right[:1].any()))
            answerable.append(sample.answerable)
    return judged


def _folds(everything: Sequence[Sample]) -> Iterable[tuple[list[Sample], list[Sample]]]:
    groups = [sample.group for sample in everything]
    for fit_on, judge in GroupKFold(FOLDS).split(np.zeros(len(groups)), groups=groups):
        yield [everything[index] for index in fit_on], [everything[index] for index in judge]
