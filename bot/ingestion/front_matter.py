"""Splits a document into its front matter, in YAML or TOML, and its body, and reads what it says about the article."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit

import yaml

from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.dates import read_date
from bot.ingestion.lines import Line, split_lines

TITLE_PREFIXES = ("latest", "breaking", "breaking news", "just in", "watch", "watch live", "live", "video", "update")
"""What sites put in front of a title with a colon; it isn't part of the title."""

_UNKNOWN = frozenset({"", "~", "null", "none"})
_LIST_SEPARATOR = re.compile(r",\s+|\s*[;\n]\s*")
_RULE = re.compile("-{3,}")
_TOML = "+++"
_TOML_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class Document:
    """The values of the front matter, the body, and the number of the body's first line."""

    values: dict[str, object]
    body: str
    first_line: int = 1


def split_front_matter(raw: str) -> Document:
    """Take the front matter off ``raw``; the body keeps every character, and an error names what is broken."""
    lines = split_lines(raw)
    start = next((i for i, line in enumerate(lines) if not line.is_blank), len(lines))
    boundary = _boundary(lines[start]) if start < len(lines) else None
    if boundary is None:
        return Document({}, raw)
    end = next((i for i in range(start + 1, len(lines)) if _boundary(lines[i]) == boundary), None)
    if end is None:
        return _read_unclosed(raw, lines[start:], boundary)
    # A line that only says --- inside the matter would close it, exactly as it does for python-frontmatter.
    load = _load_toml if boundary == _TOML else _load_yaml
    values = load("".join(line.raw for line in lines[start + 1 : end]), lines[start].number + 1)
    return Document(values, "".join(line.raw for line in lines[end + 1 :]), lines[end].number + 1)


def _boundary(line: Line) -> str | None:
    """``---`` or ``+++`` if a line is one, which begins and ends a document's front matter."""
    text = line.text.lstrip("\ufeff").rstrip()
    if text == _TOML:
        return _TOML
    return "---" if _RULE.fullmatch(text) else None


def _read_unclosed(raw: str, lines: Sequence[Line], boundary: str) -> Document:
    """A lone --- is a rule drawn above a story, unless a key follows it."""
    key, sign, _ = lines[1].text.partition("=" if boundary == _TOML else ":") if len(lines) > 1 else ("", "", "")
    if not sign or not key.strip().isidentifier():
        return Document({}, raw)
    number = lines[0].number
    problem = f"the front matter that begins on line {number} never ends: end it with a line {boundary}"
    raise UnreadableDocumentError(problem, "matter_open", line=number, boundary=boundary)


def _load_toml(matter: str, first_line: int) -> dict[str, object]:
    try:
        values = tomllib.loads(matter.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError as error:
        named = _TOML_LINE.search(str(error))
        line = first_line + int(named[1]) - 1 if named else first_line
        problem = str(error).partition(" (at")[0]
        broken = f"the front matter is broken on line {line} ({problem}): correct it, or put quotes around the value"
        raise UnreadableDocumentError(broken, "matter_broken", line=line) from error
    return {key.strip().lower(): _as_written(value) for key, value in values.items()}


def _as_written(value: object) -> object:
    """A value as text, as YAML gives them all; days and times in ISO order."""
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value if isinstance(value, dict) else str(value)


def _load_yaml(matter: str, first_line: int) -> dict[str, object]:
    try:
        # Every value stays the text it is: YAML would read the title 3:26 as 206 and the name No as False.
        values: object = yaml.load(matter, Loader=yaml.BaseLoader)  # noqa: S506  # makes nothing but text, lists and dicts
    except (yaml.YAMLError, RecursionError) as error:
        raise _explain(error, first_line) from error
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        without = f'the front matter from line {first_line} on has no "key: value" lines'
        problem = f"{without}: write them, or remove the --- lines"
        raise UnreadableDocumentError(problem, "matter_without_keys", line=first_line)
    return {str(key).strip().lower(): value for key, value in values.items()}


def _explain(error: Exception, first_line: int) -> UnreadableDocumentError:
    if isinstance(error, RecursionError):
        nested = f"the front matter from line {first_line} on is nested too deeply: use plain values and lists"
        return UnreadableDocumentError(nested, "matter_nested", line=first_line)
    mark = getattr(error, "problem_mark", None)
    line = first_line + mark.line if mark else first_line
    problem = getattr(error, "problem", None) or "there is a character YAML doesn't allow"
    broken = f"the front matter is broken on line {line} ({problem}): correct it, or put quotes around the value"
    return UnreadableDocumentError(broken, "matter_broken", line=line)


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
