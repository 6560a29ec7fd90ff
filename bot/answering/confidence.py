"""How sure the bot is that its best sentence answers."""

from collections.abc import Sequence

from bot.answering.evidence import Scored
from bot.answering.weights import Weights
from bot.domain.question import Question


def answer_features(question: Question, ranked: Sequence[Scored]) -> dict[str, float]:
    """What speaks for the best sentence being an answer at all; empty where nothing was found.

    The sentence's own features, its lead over the next one, and what the passages as a whole have of the question.
    """
    if not ranked:
        return {}
    best = ranked[0]
    runner_up = ranked[1].score if len(ranked) > 1 else best.score - 1
    values = dict(best.features)
    values["margin"] = min(best.score - runner_up, 3.0) / 3
    values["score"] = best.score / 10
    values["few_terms"] = 1 / (1 + len(question.terms))
    unmet = [term for term, strength in best.evidence.match.strengths.items() if not strength]
    values["unmet_terms"] = float(len(unmet)) / 4
    return values


def confidence(question: Question, ranked: Sequence[Scored], weights: Weights) -> float:
    """The calibrated probability, 0 to 1, that the best sentence answers the question."""
    values = answer_features(question, ranked)
    return weights.probability(values) if values else 0.0
