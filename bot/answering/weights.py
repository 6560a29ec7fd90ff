"""Learned weights: dot products anyone can read, kept in a data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Any

ANSWERABLE = 0.7
"""What the probability of there being an answer counts, beside that of this being the one: the first tells less."""
SURETY = "surety"
"""The one feature of the calibration: the logarithm of both probabilities taken together."""


@dataclass(frozen=True)
class Logistic:
    """A logistic model: the probability of something, from named features."""

    weights: Mapping[str, float]
    intercept: float

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Logistic":
        """A model from parsed JSON."""
        return cls(data["weights"], data["intercept"])

    def to_data(self) -> dict[str, Any]:
        """The model as JSON has it."""
        return {"intercept": self.intercept, "weights": dict(self.weights)}

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely it is, above 0 and below 1."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.intercept + dot(self.weights, features)))))


@dataclass(frozen=True)
class Weights:
    """What each named feature counts for.

    ``ranking`` orders sentences. ``answerable`` is the model of there being an answer in the articles, ``right`` that
    of the best sentence being the answer if there is one; ``calibration`` makes a probability of both. Below
    ``threshold`` (0 to 1) nothing is quoted.
    """

    ranking: Mapping[str, float]
    answerable: Logistic
    right: Logistic
    calibration: Logistic
    threshold: float

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Weights":
        """Weights from parsed JSON."""
        answerable, right, calibration = (Logistic.from_data(data["confidence"][name]) for name in _MODELS)
        return cls(data["ranking"], answerable, right, calibration, data["threshold"])

    def to_data(self) -> dict[str, Any]:
        """The weights as JSON has them."""
        models = (self.answerable, self.right, self.calibration)
        confidence = {name: model.to_data() for name, model in zip(_MODELS, models, strict=True)}
        return {"ranking": dict(self.ranking), "confidence": confidence, "threshold": self.threshold}

    def score(self, features: Mapping[str, float]) -> float:
        """The ranking score of a sentence's features; higher is better, the scale means nothing."""
        return dot(self.ranking, features)

    def score_alone(self, features: Mapping[str, float]) -> float:
        """The same, with half of what the conversation adds."""
        added = {name: features[name] for name in _CONVERSATION if name in features}
        return self.score(features) - self.score(added) / 2

    def probability(self, features: Mapping[str, float]) -> float:
        """How likely an answer with these features is right, 0 to 1."""
        answerable, right = self.answerable.probability(features), self.right.probability(features)
        return self.calibration.probability({SURETY: surety(answerable, right)})


_CONVERSATION = ("quoted_article", "carried_terms")
"""Features that tell where the conversation is, and so where to look; much less whether anything there answers."""
_MODELS = ("answerable", "right", "calibration")


def surety(answerable: float, right: float) -> float:
    """The logarithm of both probabilities together, 0 at most: an answer must be there, and be this one."""
    return ANSWERABLE * log(answerable) + log(right)


def dot(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The sum of each feature's value times its weight; an unknown feature counts for nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())
