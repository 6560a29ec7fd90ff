"""Learned weights: a dot product anyone can read, kept in a data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any


@dataclass(frozen=True)
class Weights:
    """What each named feature counts for.

    ``ranking`` orders sentences; ``confidence`` with ``intercept`` gives the log-odds that the best one answers;
    below ``threshold`` (0 to 1) nothing is quoted.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    intercept: float
    threshold: float

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Weights":
        """Weights from parsed JSON."""
        return cls(data["ranking"], data["confidence"]["weights"], data["confidence"]["intercept"], data["threshold"])

    def score(self, features: Mapping[str, float]) -> float:
        """The ranking score of a sentence's features; higher is better, the scale means nothing."""
        return dot(self.ranking, features)

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely an answer with these features is right, 0 to 1."""
        return 1 / (1 + exp(-max(-50.0, min(50.0, self.intercept + dot(self.confidence, features)))))


def dot(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The sum of each feature's value times its weight; an unknown feature counts for nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
