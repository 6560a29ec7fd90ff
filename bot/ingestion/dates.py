"""Reads the day an article was published, however people write it, and says where that is a guess."""

import re
from datetime import date, datetime
from typing import NamedTuple

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO_DAY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", re.ASCII)
_COMPACT_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)", re.ASCII)
_NAMED_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_ORDINAL_DAY = r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})\b"
_DAY_MONTH_YEAR = re.compile(rf"{_ORDINAL_DAY}(?: of)? {_NAMED_MONTH},? {_YEAR}", re.ASCII)
_MONTH_DAY_YEAR = re.compile(rf"\b{_NAMED_MONTH} {_ORDINAL_DAY},? {_YEAR}", re.ASCII)
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-]) ?(\d{1,2})\2 ?((?:19|20)\d\d)(?![\d/-])", re.ASCII)
_SOME_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.ASCII)
_LONGEST = 60
_MONTHS_A_YEAR = 12
_BY_PARTS = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}


class ReadDate(NamedTuple):
    """A day as read; ``is_guess`` where the text could mean another one, too: 03/04/2025."""

    day: date | None
    is_guess: bool = False


def read_date(text: str, beside: str = "") -> ReadDate:
    """The day in ``text``; no day where it can't be told, as by a year alone.

    Of 03/04/2025 the first number is the day, unless dates like it in ``beside`` (the rest of the document) can only
    have the month first; a dot always follows the day.
    """
    found = parse_date(text)
    if found:
        return ReadDate(found)
    numbers = _NUMBERS.search(text)
    if numbers is None:
        return ReadDate(_in_another_language(text))
    first, mark, second, year = int(numbers[1]), numbers[2], int(numbers[3]), int(numbers[4])
    either_way = first != second and max(first, second) <= _MONTHS_A_YEAR and mark != "."
    month_first = second > _MONTHS_A_YEAR or (either_way and _has_month_first(beside))
    day, month = (second, first) if month_first else (first, second)
    return ReadDate(_day(year, month, day), either_way)


def parse_date(text: str) -> date | None:
    """The day in ``text``, in ISO order or with an English month's name; ``None`` when it can't be told."""
    match = (
        _ISO_DAY.match(text) or _COMPACT_DAY.match(text) or _DAY_MONTH_YEAR.search(text) or _MONTH_DAY_YEAR.search(text)
    )
    return _day(int(match["year"]), _month(match["month"]), int(match["day"])) if match else None


def _has_month_first(text: str) -> bool:
    """Whether dates in a text have the month first: one at least can't be read otherwise, and none only otherwise."""
    pairs = [(int(first), int(second)) for first, mark, second, _ in _NUMBERS.findall(text) if mark != "."]
    return any(day > _MONTHS_A_YEAR for _, day in pairs) and not any(day > _MONTHS_A_YEAR for day, _ in pairs)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next((i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower())), 0)


def _in_another_language(text: str) -> date | None:
    """A day with a month's name in any language that dateparser knows."""
    if len(text) > _LONGEST or not _SOME_YEAR.search(text) or not any(map(str.isalpha, text)):
        return None
    import dateparser  # noqa: PLC0415  # rarely needed, and slow to load

    found: datetime | None = dateparser.parse(text, settings=_BY_PARTS)
    return found.date() if found else None
