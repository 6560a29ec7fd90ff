"""Reads what a document's front matter says about it; what it doesn't say stays unknown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError

TITLE_PREFIXES = (
    "latest",
    "breaking",
    "breaking news",
    "just in",
    "watch",
    "watch live",
    "live",
    "video",
    "update",
)
"""What sites put in front of a title with a colon; it isn't part of the title."""

_UNKNOWN = frozenset({"", "~", "null", "none"})
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ISO_DAY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", re.ASCII)
_NAMED_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_ORDINAL_DAY = r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})\b"
_DAY_MONTH_YEAR = re.compile(rf"{_ORDINAL_DAY}(?: of)? {_NAMED_MONTH},? {_YEAR}", re.ASCII)
_MONTH_DAY_YEAR = re.compile(rf"\b{_NAMED_MONTH} {_ORDINAL_DAY},? {_YEAR}", re.ASCII)
_LIST_SEPARATOR = re.compile(r",\s+|\s*[;\n]\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself."""

    byline: Byline
    athletes: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]


def read_metadata(values: Mapping[str, object]) -> Metadata:
    """The metadata in front matter ``values``; keys that mean nothing here are ignored.

    Raises:
        UnreadableDocumentError: when a value has the wrong type or a date can't be read; it names the key.
    """
    title = _text(values, "title")
    byline = Byline(
        title=clean_title(title) if title else None,
        outlet=_text(values, "outlet") or _text(values, "publisher"),
        author=", ".join(_texts(values, "author")) or None,
        published=_date(values, "date"),
        url=web_address(_text(values, "url")),
        sources=_texts(values, "sources"),
    )
    return Metadata(byline, _texts(values, "athletes"), _texts(values, "categories"), _texts(values, "tags"))


def clean_title(title: str) -> str:
    """The title without what sites put in front of it, such as "Latest:"."""
    prefix, colon, rest = title.partition(":")
    if colon and rest.strip() and prefix.strip().casefold() in TITLE_PREFIXES and rest[:1].isspace():
        return clean_title(rest.strip())
    return title.strip()


def web_address(address: str | None) -> str | None:
    """The address if it is one for a browser (http or https, with a host), else ``None``."""
    try:
        parts = urlsplit(address or "")
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return address if is_web else None


def parse_date(text: str) -> date | None:
    """The day in ``text``, in ISO order or with an English month's name; ``None`` when it can't be told.

    03/04/2025 can't be told: half the world reads March in it.
    """
    match = _ISO_DAY.match(text) or _DAY_MONTH_YEAR.search(text) or _MONTH_DAY_YEAR.search(text)
    if match is None:
        return None
    try:
        return date(int(match["year"]), _month(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next((i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower())), 0)


def _text(values: Mapping[str, object], key: str) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        problem = f'"{key}" in the front matter should be one line of text, not {_kind(value)}'
        raise UnreadableDocumentError(problem, "matter_no_text", key=key)
    text = " ".join(value.split())
    return None if text.lower() in _UNKNOWN else text


def _texts(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = values.get(key)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        items = [" ".join(item.split()) for item in value]
    elif value is None or isinstance(value, str):
        items = [" ".join(item.split()) for item in _LIST_SEPARATOR.split(value or "")]
    else:
        problem = f'"{key}" in the front matter should be a list of texts, not {_kind(value)}'
        raise UnreadableDocumentError(problem, "matter_no_list", key=key)
    return tuple(dict.fromkeys(item for item in items if item.lower() not in _UNKNOWN))


def _date(values: Mapping[str, object], key: str) -> date | None:
    text = _text(values, key)
    if text is None:
        return None
    day = parse_date(text)
    if day is None:
        problem = f'"{key}" in the front matter is no date ("{text[:40]}"): write it like 2025-03-31'
        raise UnreadableDocumentError(problem, "matter_no_date", key=key, text=text)
    return day


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, list) and all(isinstance(item, str) for item in value) else "nested values"
