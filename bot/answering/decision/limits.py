"""Words that limit what is asked: "first", "before", "most", "not".

Two sentences about different things often share all other words: who won last says nothing of who won first.
"""

import re

from bot.domain.question import AnswerType, Question
from bot.text.normalize import fold_lower

_MOST = 3
"""How many of them count."""
_LIMITS = re.compile(
    r"\b(?:first|last|only|most|least|best|worst|second|third|fourth|fifth|next|previous|another|other|before|after|"
    r"besides|since|until|more|less|fewer|few|same|different|main|"
    r"(?!(?:ar|for|har|inter|con|pro|requ|conqu|hon|pri|di|sugg|inv|man|temp)est\b)\w{3,}est)\b"
)
_DENIED = re.compile(r"\b(?:not|never|no|none|cannot|without|neither)\b|n't\b")
_DENIES = re.compile(r"\b(?:not|no|never|none|nor|neither|without|cannot|fail(?:ed|s)?|lack\w*|un\w{4,}able)\b|n't\b")
_PAST = re.compile(r"\b(?:was|were)\b")
_YEAR = re.compile(r"(?:1\d|20)\d\d")


def limits_unmet(question: Question, sentence: str) -> float:
    """How many of the question's limiting words the sentence lacks, as a share of three."""
    return _share(_limits(question.meant) - _limits(sentence))


def limits_added(question: Question, sentence: str) -> float:
    """How many limiting words the sentence has that nobody asked for, as a share of three."""
    return _share(_limits(sentence) - _limits(question.meant))


def denial_unmet(question: Question, sentence: str) -> float:
    """Whether the question denies something ("who did not …") and the sentence doesn't."""
    return float(bool(_DENIED.search(fold_lower(question.meant))) and not _DENIES.search(fold_lower(sentence)))


def only_years(question: Question, answers: list[str]) -> float:
    """Whether a number is wanted, and all that was found are years."""
    counted = question.wanted is AnswerType.COUNT and bool(answers)
    return float(counted and all(_YEAR.fullmatch(answer.strip()) for answer in answers))


def only_births(question: Question, answers: list[str]) -> bool:
    """Whether the age that somebody had is wanted, and all that was found is when they were born."""
    past = question.wanted is AnswerType.AGE and _PAST.search(fold_lower(question.meant)) is not None
    return past and bool(answers) and all(fold_lower(answer).startswith("born") for answer in answers)


def _limits(text: str) -> set[str]:
    return set(_LIMITS.findall(fold_lower(text)))


def _share(words: set[str]) -> float:
    return min(len(words), _MOST) / _MOST
