"""Reads what a document's front matter says about it; what it doesn't say stays unknown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.dates import read_date

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
_LIST_SEPARATOR = re.compile(r",\s+|\s*[;\n]\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself."""

    byline: Byline
    athletes: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]


def read_metadata(values: Mapping[str, object], body: str = "") -> Metadata:
    """The metadata in front matter ``values``; keys that mean nothing here are ignored.

    A date that can't be read is unknown. How the dates in ``body`` are written tells how to read one of numbers alone.

    Raises:
        UnreadableDocumentError: when a value has the wrong type; it names the key.
    """
    title = _text(values, "title")
    byline = Byline(
        title=clean_title(title) if title else None,
        outlet=_text(values, "outlet") or _text(values, "publisher"),
        author=", ".join(_texts(values, "author")) or None,
        published=read_date(_text(values, "date") or "", body).day,
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


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    return "a list" if isinstance(value, list) and all(isinstance(item, str) for item in value) else "nested values"
