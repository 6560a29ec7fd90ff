"""Shares with their uncertainty, and how well the confidence tells right answers from wrong ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

import numpy as np

from bot.lab.evaluation.outcomes import PASSAGES, QUOTES, Outcome

_Z = 1.959964  # two-sided 95%


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; ``low`` and ``high`` bound it with 95% confidence (Wilson's score interval)."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing."""
        return self.hits / self.total if self.total else 0.0

    @property
    def low(self) -> float:
        """Lower bound of the interval."""
        return max(0.0, self._centre() - self._radius()) if self.total else 0.0

    @property
    def high(self) -> float:
        """Upper bound of the interval."""
        return min(1.0, self._centre() + self._radius()) if self.total else 1.0

    def _centre(self) -> float:
        return (self.value + _Z * _Z / (2 * self.total)) / (1 + _Z * _Z / self.total)

    def _radius(self) -> float:
        spread = self.value * (1 - self.value) / self.total + _Z * _Z / (4 * self.total * self.total)
        return _Z * sqrt(spread) / (1 + _Z * _Z / self.total)


def share(hits: Iterable[bool]) -> Share:
    """The share of true values."""
    values = list(hits)
    return Share(sum(values), len(values))


def ranking_measures(outcomes: Sequence[Outcome]) -> dict[str, Share | float]:
    """Passage R@1, R@5 and MRR@10, quote@1 and quote@3, over the questions that have an answer.

    Passages count in the order in which their best sentences rank.
    """
    asked = [outcome for outcome in outcomes if outcome.gold.answerable]
    ranks = [outcome.passage_rank for outcome in asked]
    reciprocal = [1 / (1 + rank) for rank in ranks if rank is not None and rank < PASSAGES]
    return {
        "passage R@1": share(rank == 0 for rank in ranks),
        "passage R@5": share(rank is not None and rank < 5 for rank in ranks),  # noqa: PLR2004  # its name
        "passage MRR@10": sum(reciprocal) / len(asked) if asked else 0.0,
        "quote@1": share(outcome.quote_rank == 0 for outcome in asked),
        f"quote@{QUOTES}": share(outcome.quote_rank is not None for outcome in asked),
    }


def answer_measures(outcomes: Sequence[Outcome]) -> dict[str, Share | float]:
    """What a user sees: right answers, declined ones, and wrong ones among the answers given."""
    given = [outcome for outcome in outcomes if not outcome.declined]
    unanswerable = [outcome for outcome in outcomes if not outcome.gold.answerable]
    measures: dict[str, Share | float] = {
        "right (answered rightly, or rightly declined)": share(outcome.right for outcome in outcomes),
        "answered": share(not outcome.declined for outcome in outcomes),
        "wrong among the answers given": share(not outcome.right for outcome in given),
    }
    if unanswerable:
        measures["declined where there is no answer"] = share(outcome.declined for outcome in unanswerable)
        measures["AUC answerable"] = auc(
            [outcome.confidence for outcome in outcomes], [outcome.gold.answerable for outcome in outcomes]
        )
    measures["milliseconds an answer (median)"] = 1000 * median(outcome.seconds for outcome in outcomes)
    measures["AUC right quote"] = auc([o.confidence for o in outcomes], [o.quote_rank == 0 for o in outcomes])
    return measures


def auc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """The chance that a positive scores above a negative, ties counting half; 0.5 where one kind is missing."""
    values, labels = np.asarray(scores, dtype=float), np.asarray(positive, dtype=bool)
    positives, negatives = int(labels.sum()), int((~labels).sum())
    if not positives or not negatives:
        return 0.5
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float, float]]:
    """Points ``(share answered, share wrong among them, confidence reached)``, most confident first."""
    ordered = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    points, wrong = [], 0
    for count, outcome in enumerate(ordered, start=1):
        wrong += outcome.quote_rank != 0
        last_of_its_confidence = count == len(ordered) or ordered[count].confidence < outcome.confidence
        if last_of_its_confidence:
            points.append((count / len(ordered), wrong / count, outcome.confidence))
    return points
