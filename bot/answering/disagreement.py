"""Do two articles give different answers to the same question?

Only types whose answers can be compared are: an exact time, a place in a race, an age, a number, a year. Two answers
disagree when both sentences meet the question almost equally well, stand in different articles and are about the same
athletes, and their answering words mean different things once they are written the same way.
"""

import re
from collections.abc import Sequence
from itertools import islice

from bot.answering.ranking.answer_patterns import STRONG
from bot.answering.ranking.evidence import Scored
from bot.answering.ranking.features import SETTING
from bot.answering.ranking.matching import SAME_STEM
from bot.domain.question import AnswerType, Question
from bot.text.analyzer import terms

_YEAR = re.compile(r"(?:19|20)\d\d")
_RELATIVE = re.compile(r"\b(?:(?:same|next|last|previous|following|that|this) \w+|earlier|later|ago)\b", re.IGNORECASE)
"""What makes a time relative to another one, so that it can't be compared: "January of the same year"."""

COMPARABLE = frozenset(
    {AnswerType.MARK, AnswerType.RANK, AnswerType.AGE, AnswerType.DATE, AnswerType.COUNT, AnswerType.DURATION}
)
LOOKED_AT = 8
"""How many of the best sentences are compared with the best one."""
AS_GOOD = 0.75
"""The share of the best sentence's score that the other one must reach."""


def disagreeing(question: Question, ranked: Sequence[Scored]) -> Scored | None:
    """The best sentence of another article that contradicts the best sentence; ``None`` where none does."""
    if question.wanted not in COMPARABLE or not ranked:
        return None
    best = ranked[0]
    value = _value(best)
    if value is None:
        return None
    for other in islice(ranked, 1, LOOKED_AT):
        if _comparable(best, other):
            theirs = _value(other)
            # Either sentence may hold the other's answer too, in other words or less exactly.
            held = theirs is None or theirs <= best.evidence.sentence.terms or value <= other.evidence.sentence.terms
            held = held or _less_exact(value, theirs)
            return None if held else other
    return None


def _comparable(best: Scored, other: Scored) -> bool:
    ours, theirs = best.evidence.sentence, other.evidence.sentence
    return (
        ours.revision.article_id != theirs.revision.article_id
        and other.score >= best.score - abs(best.score) * (1 - AS_GOOD)
        and _value(other) is not None
        and not _of_different_years(best, other)
        and set(best.evidence.query.question.athletes) <= set(theirs.about) == set(ours.about)
        and _as_much_met(best, other)
    )


def _as_much_met(best: Scored, other: Scored) -> bool:
    """Whether the other sentence meets every term that the best one does: else it answers something else."""
    theirs = other.evidence.match.strengths
    return all(theirs[term] >= min(met, SAME_STEM) for term, met in best.evidence.match.strengths.items())


def _of_different_years(best: Scored, other: Scored) -> bool:
    """Whether two sentences tell of different years: then they tell of different events."""
    ours, theirs = _years(best), _years(other)
    return bool(ours and theirs) and not ours & theirs


def _years(scored: Scored) -> frozenset[str]:
    """The years that the sentence names, or else the sentences before it that set its scene."""
    evidence = scored.evidence
    before = evidence.context.reading.terms_before(evidence.sentence, SETTING)
    return _named_years(evidence.sentence.terms) or _named_years(before)


def _named_years(found: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in found if _YEAR.fullmatch(term))


def _less_exact(value: frozenset[str], other: frozenset[str] | None) -> bool:
    """Whether two marks are one, given to different parts of a second: 3:29 and 3:29.38."""
    if other is None or len(value) != 1 or len(other) != 1:
        return False
    (shorter, longer) = sorted((*value, *other), key=len)
    return longer.startswith(f"{shorter}.") or (("." in shorter) and longer.startswith(shorter))


def _value(scored: Scored) -> frozenset[str] | None:
    answer = scored.evidence.answer
    if answer is None or answer.strength < STRONG:
        return None
    words = answer.span.slice(scored.evidence.sentence.revision.text)
    return None if _RELATIVE.search(words) else frozenset(terms(words)) or None
