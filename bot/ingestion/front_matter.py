"""Splits a document into its front matter, in YAML or TOML, and its body, neither of them altered."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import yaml

from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.lines import Line, split_lines

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
    """Take the front matter off ``raw``; the body keeps every character, blank lines and line ends included.

    Raises:
        UnreadableDocumentError: when the front matter isn't closed, or isn't YAML of ``key: value`` lines.
    """
    lines = split_lines(raw)
    start = next((i for i, line in enumerate(lines) if not line.is_blank), len(lines))
    boundary = _boundary(lines[start]) if start < len(lines) else None
    if boundary is None:
        return Document({}, raw)
    end = next((i for i in range(start + 1, len(lines)) if _boundary(lines[i]) == boundary), None)
    if end is None:
        return _unclosed(raw, lines[start:], boundary)
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


def _unclosed(raw: str, lines: Sequence[Line], boundary: str) -> Document:
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
        raise _explained(error, first_line) from error
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        without = f'the front matter from line {first_line} on has no "key: value" lines'
        problem = f"{without}: write them, or remove the --- lines"
        raise UnreadableDocumentError(problem, "matter_without_keys", line=first_line)
    return {str(key).strip().lower(): value for key, value in values.items()}


def _explained(error: Exception, first_line: int) -> UnreadableDocumentError:
    if isinstance(error, RecursionError):
        nested = f"the front matter from line {first_line} on is nested too deeply: use plain values and lists"
        return UnreadableDocumentError(nested, "matter_nested", line=first_line)
    mark = getattr(error, "problem_mark", None)
    line = first_line + mark.line if mark else first_line
    problem = getattr(error, "problem", None) or "there is a character YAML doesn't allow"
    broken = f"the front matter is broken on line {line} ({problem}): correct it, or put quotes around the value"
    return UnreadableDocumentError(broken, "matter_broken", line=line)
