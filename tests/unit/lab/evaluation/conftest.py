"""Outcomes made up for measuring."""

from bot.domain.span import Span
from bot.lab.evaluation.datasets import Gold
from bot.lab.evaluation.outcomes import Outcome


def outcome(
    *,
    passage_rank: int | None = None,
    quote_rank: int | None = None,
    confidence: float = 0.5,
    answerable: bool = True,
) -> Outcome:
    """One outcome of a question that has an answer, unless it hasn't."""
    return Outcome(
        question="who won?",
        group="race",
        gold=Gold((("race", Span(0, 1)),)) if answerable else Gold(),
        first_turn=True,
        passage_rank=passage_rank,
        quote_rank=quote_rank,
        confidence=confidence,
        declined=False,
        right=quote_rank == 0,
        quoted="",
        seconds=0.01,
    )
