"""Sentences in the order of the dates they state.

Only a date with its year counts: "12 September 2025", "September 12, 2025", "September 2025", "2025". A day without a
year is left out, because nothing is guessed.
"""

import re
from collections.abc import Iterable
from datetime import date

from bot.answering.article.reading import ArticleReading, Sentence
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.text.normalize import fold_lower

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_DATES = (
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}"),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}"),
    re.compile(rf"\b{_MONTH} (?:of )?{_YEAR}"),
    re.compile(rf"\b(?<![-–.,:]){_YEAR}(?![-–.,:]\d)"),
)

_OF_WHOM = re.compile(r",? (?:in|on) (?:\w+ )?")
_LISTED = re.compile(r"\b(?:since|after|before|than|and|like) $")

_NEWS = 31
"""In how many days after it happened something is reported."""

When = tuple[int, int, int]
"""Year, month and day; 0 where a date doesn't say, so that a bare year comes before its months."""


def dated(sentence: Sentence) -> tuple[When, Span] | None:
    """The most exact date a sentence states, the first of equals, and where it stands in the article."""
    folded = fold_lower(sentence.folded)
    for pattern in _DATES:
        match = pattern.search(folded)
        if match:
            parts = match.groupdict()
            month = _MONTHS.index(parts["month"][:3]) + 1 if parts.get("month") else 0
            when = (int(parts["year"]), month, int(parts.get("day") or 0))
            return when, Span(sentence.span.start + match.start(), sentence.span.start + match.end())
    return None


def happened(sentence: Sentence, reading: ArticleReading) -> When:
    """When what a sentence tells happened: the date that it states, or the nearest one that its paragraph does.

    Else that which a report begins with, or the day of publication, which also counts for what is still to come; before
    all dates without one.
    """
    published = sentence.revision.byline.published
    latest = (published.year, published.month, published.day) if published else (9999, 0, 0)
    own = dated(sentence)
    if own:
        return min(own[0], latest)
    near = (dated(each) for step in (-1, 1) for each in reading.beside(sentence, step))
    stated = next((date[0] for date in near if date and date[0] <= latest), None)
    return stated or _reported(reading) or (latest if published else (0, 0, 0))


def _reported(reading: ArticleReading) -> When | None:
    """The day that a report's first paragraph states, if that was shortly before it was published."""
    published, first = reading.revision.byline.published, reading.sentences[0]
    stated = next(filter(None, map(dated, (first, *reading.beside(first, 1)))), None)
    if published is None or stated is None or not stated[0][2]:
        return None
    try:
        days = (published - date(*stated[0])).days
    except ValueError:  # the 31st of a shorter month
        return None
    return stated[0] if 0 <= days <= _NEWS else None


def in_order(sentences: Iterable[Sentence], athlete: str) -> tuple[Quote, ...]:
    """Quotes of the sentences that state a date of the athlete, the earliest first, the date marked."""
    stated = ((sentence, dated(sentence)) for sentence in sentences)
    found = [
        (sentence, *date) for sentence, date in stated if date and not _is_somebody_elses(sentence, date[1], athlete)
    ]
    found.sort(key=lambda entry: (entry[1], entry[0].revision.article_id, entry[0].span.start))
    return tuple(Quote(sentence.revision, sentence.span, span, sentence.speaker) for sentence, _, span in found)


def _is_somebody_elses(sentence: Sentence, date: Span, athlete: str) -> bool:
    """Whether the name before a date is another person's: "the first since Ann Packer in 1964"."""
    before = [name for name in sentence.names if name.end <= date.start]
    own = fold_lower(athlete).split()
    others = {fold_lower(person).split()[-1] for person in sentence.people} - set(own)
    for name in reversed(before):
        surname = name.words[-1].lower()
        if surname in own:
            return False
        if surname in others:
            return True
        between = sentence.folded[name.end - sentence.span.start : date.start - sentence.span.start]
        lead = sentence.folded[: name.start - sentence.span.start]
        if _OF_WHOM.fullmatch(between) and _LISTED.search(lead):
            return True
    return False
