"""Learned weights: dot products anyone can read, kept in a data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, Self

DOUBTFUL = "doubtful"
"""The signal that a sentence lacks what an answer can't do without."""
ELSEWHERE = "elsewhere"
"""The signal that a sentence tells of something else."""
DAMPING = {DOUBTFUL: 0.5, ELSEWHERE: 0.2}
"""What is left of the confidence in such sentences: the former may be shown, the latter hardly ever."""
_CONVERSATION = ("quoted_article", "carried_terms")
"""Features that tell where the conversation is, and so where to look; much less whether anything there answers."""
_BOUNDS = ("threshold", "sure", "certain")


@dataclass(frozen=True)
class Logistic:
    """A logistic model: the probability of something, from named signals."""

    weights: Mapping[str, float]
    intercept: float

    def probability(self, values: Mapping[str, float]) -> float:
        """How likely it is, above 0 and below 1; less where the values are doubtful."""
        likely = 1 / (1 + exp(-max(-30.0, min(30.0, self.intercept + dot(self.weights, values)))))
        return likely * min((left for signal, left in DAMPING.items() if values.get(signal)), default=1.0)


@dataclass(frozen=True)
class Weights:
    """What each named feature counts for.

    ``ranking`` orders sentences; ``reranking`` those that were read together with the question. ``first`` and
    ``second`` tell how likely the first sentence answers, before and after that was done. Below ``threshold`` (0 to 1)
    nothing is quoted, from ``sure`` on what is quoted is said to be the answer, and from ``certain`` on no passage is
    read together with the question. ``models`` are the SHA-256 of the networks they were fitted with, by name.
    """

    ranking: Mapping[str, float]
    reranking: Mapping[str, float]
    first: Logistic
    second: Logistic
    threshold: float
    sure: float
    certain: float
    models: Mapping[str, str]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Weights from parsed JSON."""
        first, second = (Logistic(**data["confidence"][stage]) for stage in ("first", "second"))
        bounds = {name: float(data[name]) for name in _BOUNDS}
        return cls(data["ranking"], data["reranking"], first, second, models=data["models"], **bounds)

    def to_data(self) -> dict[str, Any]:
        """The weights as JSON has them."""
        stages = {"first": self.first, "second": self.second}
        return {
            "ranking": dict(self.ranking),
            "reranking": dict(self.reranking),
            "confidence": {name: {"intercept": m.intercept, "weights": dict(m.weights)} for name, m in stages.items()},
            **{name: getattr(self, name) for name in _BOUNDS},
            "models": dict(self.models),
        }

    def score(self, features: Mapping[str, float]) -> float:
        """The ranking score of a sentence's features; higher is better, the scale means nothing."""
        return dot(self.ranking, features)

    def score_alone(self, features: Mapping[str, float]) -> float:
        """The same, with half of what the conversation adds."""
        added = {name: features[name] for name in _CONVERSATION if name in features}
        return self.score(features) - self.score(added) / 2

    def reranked(self, score: float, log_odds: float) -> float:
        """The ranking score of a sentence whose passage was read together with the question."""
        return dot(self.reranking, {"score": score, "log_odds": log_odds})

    def confidence(self, signals: Mapping[str, float], *, read: bool = False) -> float:
        """How likely the first sentence answers, 0 to 1; ``read`` tells that it was read with the question."""
        if not signals:
            return 0.0
        return (self.second if read else self.first).probability(signals)


def dot(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The sum of each value times its weight; an unknown name counts for nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in values.items())
