"""Recognises the lines of a page that belong to the site and not to the story, and names why."""

import re
from collections.abc import Callable, Iterable

from bot.ingestion import shapes
from bot.ingestion.furniture_table import AGENCIES, NETWORKS, TABLE, Furniture
from bot.ingestion.lines import Line, Structure
from bot.ingestion.wording import count_words, is_finished, plain
from bot.text.lead_phrases import LEAD_PHRASES

_MAX_PROMPT_WORDS = 25
_LABELLED_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS_BEFORE = re.compile(r"[^\w\"'(\[{<©@$£€]*")
_MARKS_AFTER = re.compile(r"[^\w\"')\]}>%?]*$")
_OUTER_BRACKETS = re.compile(r"[(\[{](?P<inside>[^()\[\]{}]*)[)\]}]")

_ANYWHERE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("web page code", shapes.is_code),
    ("link to another page", shapes.is_link),
    ("separator", shapes.is_separator),
)
_ON_PLAIN_LINES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("web page token", shapes.is_token),
    ("breadcrumb", shapes.is_breadcrumb),
    ("image credit", shapes.is_credit),
    ("publication time", shapes.is_time),
    ("share or newsletter prompt", shapes.is_counter),
    ("byline", shapes.is_byline),
    ("promotion", shapes.is_republication_notice),
)


def furniture_reason(line: Line) -> str | None:
    """Why ``line`` is no part of a story, in a short phrase for people; ``None`` where it may well be one.

    A lead phrase that a republishing site put in front doesn't save a line.
    """
    if line.is_long or line.structure is Structure.TABLE_ROW:
        return None
    content = _without_lead_phrase(line.content)
    return _shape_reason(content, line.structure) or _wording_reason(content)


def _without_lead_phrase(content: str) -> str:
    for phrase in LEAD_PHRASES:
        if content[: len(phrase)].casefold() == phrase.casefold():
            return content[len(phrase) :].lstrip(" ,:\u00a0") or content
    return content


def _shape_reason(content: str, structure: Structure) -> str | None:
    predicates = _ANYWHERE + (_ON_PLAIN_LINES if structure is Structure.PLAIN else ())
    return next((reason for reason, fits in predicates if fits(content)), None)


def _wording_reason(content: str) -> str | None:
    subject = _subject(content)
    if subject in _WHOLE:
        return _WHOLE[subject]
    words = count_words(content)
    if words <= shapes.MAX_NOTICE_WORDS and (reason := _reason_by_start(subject, _NOTICES)):
        return reason
    if words <= _MAX_PROMPT_WORDS and not is_finished(content):
        return _reason_by_start(subject, _PROMPTS)
    return None


def _reason_by_start(subject: str, phrases: dict[str, str]) -> str | None:
    if not subject.startswith(tuple(phrases)):
        return None
    return next((reason for phrase, reason in phrases.items() if _begins(subject, phrase)), None)


def _begins(subject: str, phrase: str) -> bool:
    following = subject[len(phrase) : len(phrase) + 1]
    inside_word = phrase[-1].isalpha() and following.isalnum()
    return subject.startswith(phrase) and not inside_word


def _subject(content: str) -> str:
    """What the table is asked for: plain words, names replaced by their kind, marks at the ends removed."""
    text = _MARKS_AFTER.sub("", _MARKS_BEFORE.sub("", plain(_LABELLED_LINK.sub(r"\1", content)), count=1))
    brackets = _OUTER_BRACKETS.fullmatch(text)
    text = brackets["inside"] if brackets else text
    return _NETWORK.sub("{network}", _AGENCY.sub("{agency}", text))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _reasons(phrases_of: Callable[[Furniture], tuple[str, ...]]) -> dict[str, str]:
    return {phrase: furniture.reason for furniture in TABLE for phrase in phrases_of(furniture)}


_AGENCY = _any_of(AGENCIES)
_NETWORK = _any_of(NETWORKS)
_WHOLE = _reasons(lambda furniture: furniture.whole)
_PROMPTS = _reasons(lambda furniture: furniture.prompts)
_NOTICES = _reasons(lambda furniture: furniture.notices)
