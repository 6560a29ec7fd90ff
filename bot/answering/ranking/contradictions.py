"""What in a sentence speaks against its being the answer: another year, another event, the other sex, another time.

Each tells only what the sentence states itself; one that says nothing of the year contradicts no year.
"""

import re
from functools import lru_cache

from bot.domain.question import Question
from bot.text.analyzer import tokens
from bot.text.normalize import fold_lower

_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?! ?(?:m|km|met(?:re|er)s?)\b)")
_DISTANCE = re.compile(r"(?:\dx)?\d{2,6}m")
_WHERE_ON_THE_WAY = re.compile(r" (?:to go|left|remaining|from|out|mark)\b")
_DISCIPLINE = re.compile(
    r"\b(?:half[- ]marathon|marathon|mile|steeplechase|hurdles|long jump|high jump|triple jump|pole vault|javelin|"
    r"discus|shot put|hammer|decathlon|heptathlon|backstroke|breaststroke|butterfly|freestyle|medley)\b"
)
_WOMEN = re.compile(r"\b(?:women|woman|female|girls|ladies)(?:'s|s')?\b")
_MEN = re.compile(r"\b(?:men|man|male|boys)(?:'s|s')?\b")
_ASKED_OF_THE_PAST = re.compile(r"\b(?:did|was|were|had|won|ran|beat|set|finished)\b")
_SOON = (
    r"(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|next \w+|tomorrow|(?:this|in the) coming \w+|"
    r"in \w+ (?:days|weeks|months|years))"
)
_FUTURE = re.compile(
    r"\b(?:will|could|might|(?:is|are) (?:set|due|expected|hoping|planning|tipped|scheduled|aiming|to)\b|"
    r"(?:plans|hopes|aims|wants|bids|looks|expects|intends) to|would be)\b"
    rf"|\b(?:goes|heads|travels|returns|lines up|starts|begins|faces|meets|takes on|races|runs|defends)\b.*\b{_SOON}\b"
)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|did|won|ran|beat|took|set|finished|said|told|"
    r"(?!(?:expect|hop|plan|tipp|schedul|bill|favour|suppos|need|inde|spe|injur|nam)ed\b)\w{3,}ed)\b"
)
_RECORD = re.compile(r"\b(?:record|best)\b")
_MARK = r"(?:that|the|this|his|her|their) (?:[\w-]+ ){0,2}(?:record|best|mark)"
_BROKEN = re.compile(
    rf"\b(?:broke|beat|bettered|improved|lowered|surpassed|topped|raised|smashed|took) (?:it|that|{_MARK})\b"
    rf"|\b(?:it|{_MARK}) (?:fell|(?:was|has (?:since )?been) (?:broken|beaten|lowered|bettered|improved|raised))\b"
)
_EARLIER = re.compile(
    r"\b(?:previous|former|old|earlier|before|until|from|br[eo]ak\w*|broke|beat\w*|t[ao]ke|took|whose)\b"
)


def rules_out(question: Question, sentence: str, following: str = "") -> bool:
    """Whether a sentence can't answer, by what it states itself and the one ``following`` states of it."""
    stated = any(kind(question, sentence) for kind in (other_year, other_event, other_sex, not_yet))
    return stated or (_RECORD.search(fold_lower(sentence)) is not None and surpassed(question, following))


def other_year(question: Question, sentence: str) -> bool:
    """Whether years are asked about, and the sentence has only others."""
    return _disjoint(_YEAR.findall(question.meant), _YEAR.findall(sentence))


def other_event(question: Question, sentence: str) -> bool:
    """Whether an event is asked about, and the sentence has only others."""
    asked = _asked_events(question.meant)
    return bool(asked) and _disjoint(asked, _events(fold_lower(sentence)))


def other_sex(question: Question, sentence: str) -> bool:
    """Whether one sex's event is asked about, and the sentence has only the other's."""
    return _disjoint(_sexes(fold_lower(question.meant)), _sexes(fold_lower(sentence)))


def not_yet(question: Question, sentence: str) -> bool:
    """Whether the question is about what was, and the sentence about nothing but what will be."""
    told = fold_lower(sentence)
    past = _ASKED_OF_THE_PAST.search(fold_lower(question.meant)) is not None
    return past and _FUTURE.search(told) is not None and _HAPPENED.search(told) is None


def surpassed(question: Question, following: str) -> bool:
    """Whether a record is asked about, not an earlier one, and the sentence following tells that it was broken."""
    asked = fold_lower(question.meant)
    stands = _RECORD.search(asked) is not None and _EARLIER.search(asked) is None
    return stands and _BROKEN.search(fold_lower(following)) is not None


@lru_cache(maxsize=64)
def _asked_events(meant: str) -> list[str]:
    """The events of a question, which every sentence is held against."""
    return _events(fold_lower(meant))


def _events(text: str) -> list[str]:
    distances = (
        token.term
        for token in tokens(text)
        if _DISTANCE.fullmatch(token.term) and not _WHERE_ON_THE_WAY.match(text, token.end)
    )
    return [*distances, *_DISCIPLINE.findall(text)]


def _sexes(text: str) -> list[str]:
    return [*("women" for _ in _WOMEN.findall(text)), *("men" for _ in _MEN.findall(text))]


def _disjoint(asked: list[str], told: list[str]) -> bool:
    return bool(asked and told) and not set(asked) & set(told)
