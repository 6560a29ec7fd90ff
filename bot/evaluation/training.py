"""Fits the ranking: which features tell a right sentence from a wrong one.

Ranking is pairwise: logistic regression on the differences between right and wrong sentences of the same question, the
wrong ones being those that rank highest so far. It is cross-validated by article: no question about an article is
judged by weights that have seen another one. The confidence is fitted beside it, in `confidence_training`.
scikit-learn does the regressions; it is needed for fitting only.
"""

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


@dataclass(frozen=True)
class Sample:
    """One question: ``sentences`` holds a feature row each, best first as ranked when collected; ``right`` labels them.

    ``answer`` holds what `answer_features` gave; ``ranking_weight`` is what the question counts
    in ranking.
    """

    dataset: str
    group: str
    answerable: bool
    sentences: Matrix
    right: NDArray[np.bool_]
    answer: Mapping[str, float]
    ranking_weight: float


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


def samples(dataset: str, outcomes: Sequence[Outcome], columns: Columns, ranking_weight: float) -> list[Sample]:
    """The samples of one question set, of which each counts ``ranking_weight`` in ranking."""
    return [
        Sample(
            dataset,
            outcome.group,
            outcome.gold.answerable,
            np.array([columns.row(scored.features) for scored in outcome.ranked]).reshape(-1, len(columns.names)),
            np.array([_is_right(outcome, index) for index in range(len(outcome.ranked))], dtype=bool),
            outcome.answer_features,
            ranking_weight,
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


def held_out_ranking(
    everything: Sequence[Sample], prior: Mapping[int, float], without: Sequence[int] = ()
) -> dict[str, tuple[float, float]]:
    """Quote@1 and quote@3 a question set, each question ranked by weights fitted without its article.

    The columns ``without`` are taken away, to tell what they are worth.
    """
    everything = [_reduced(sample, without) for sample in everything] if without else everything
    hits: dict[str, list[tuple[bool, bool]]] = {}
    for fit_on, judge in folds(everything):
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


def folds(everything: Sequence[Sample]) -> Iterable[tuple[list[Sample], list[Sample]]]:
    """What to fit on and what to judge, in turn: no article is in both."""
    groups = [sample.group for sample in everything]
    for fit_on, judge in GroupKFold(FOLDS).split(np.zeros(len(groups)), groups=groups):
        yield [everything[index] for index in fit_on], [everything[index] for index in judge]
