"""Text as numbered lines that keep their exact ends, the blocks that blank lines set apart, and wrapped sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from bot.ingestion.wording import (
    breaks_off,
    count_words,
    dangles,
    ends_like_post,
    is_finished,
    starts_lower,
    states_fact,
)

MAX_HEADING_WORDS = 15
_MAX_HEADING_CHARACTERS = 120
_MIN_WRAPPED = 20
_FULL_LINE = 0.75

# Only these end a line: str.splitlines would also cut at form feeds and U+2028, inside a sentence.
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n)|([^\r\n]+)")
_QUOTE_MARKER = re.compile(r"\s*(?:>\s?)+")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_LIST_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+\S")
_COLUMN_GAP = re.compile(r"(?<=\S)(?:\t+| {2,})(?=\S)")
_RESULT = re.compile(r"\d{1,3}[.)]?\s.*\d[.:]\d+\S*")
_DIGIT = re.compile(r"\d")
_MIN_GAPS = 2
_LONG = 2000  # characters; patterns that look ahead and back would take minutes on a line of megabytes


class Structure(Enum):
    """What a line's marks make of it."""

    PLAIN = auto()
    HEADING = auto()
    LIST_ITEM = auto()
    TABLE_ROW = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number counted from 1, its text, and the exact characters that end it."""

    number: int
    text: str
    end: str = ""

    @property
    def raw(self) -> str:
        """The line as it stands in the source, its end included."""
        return self.text + self.end

    @property
    def content(self) -> str:
        """The text without surrounding space and block quote markers."""
        marker = _QUOTE_MARKER.match(self.text)
        return self.text[marker.end() :].strip() if marker else self.text.strip()

    @property
    def is_long(self) -> bool:
        """Whether it is longer than any heading, table row or boilerplate; such a line is plain story."""
        return len(self.text) > _LONG

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see on the line; zero-width characters can't be seen."""
        return not self.text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\u00a0\f\v") or self.text.isspace()

    @property
    def structure(self) -> Structure:
        """A Markdown heading, a list item, a row of a table, or plain text."""
        if self.is_long:
            return Structure.PLAIN
        content = self.content
        if _HEADING.match(content):
            return Structure.HEADING
        if _is_table_row(content):
            return Structure.TABLE_ROW
        return Structure.LIST_ITEM if _LIST_ITEM.match(content) else Structure.PLAIN


def _is_table_row(content: str) -> bool:
    if content.startswith("|") or _RESULT.fullmatch(content):
        return True
    return len(_COLUMN_GAP.findall(content)) >= _MIN_GAPS and _DIGIT.search(content) is not None


def split_lines(text: str, first_number: int = 1) -> tuple[Line, ...]:
    """The lines of ``text``; joining their ``raw`` gives ``text`` back."""
    matches = enumerate(_LINE.finditer(text), start=first_number)
    return tuple(Line(number, match[1] or match[3] or "", match[2] or "") for number, match in matches)


def blocks(lines: Iterable[Line]) -> tuple[tuple[Line, ...], ...]:
    """The runs of lines between blank lines, in order."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if not line.is_blank:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return tuple(tuple(block) for block in found if block)


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines of one block that read on from one to the next; most often a single line."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines' words, joined by spaces."""
        return " ".join(line.content for line in self.lines)

    @property
    def structure(self) -> Structure:
        """The structure of the first line, which the others continue."""
        return self.lines[0].structure

    @property
    def is_bare_heading(self) -> bool:
        """Whether this is a heading without marks: plain, short, and not ending like a sentence."""
        text = self.text
        return (
            self.structure is Structure.PLAIN
            and not is_finished(text)
            and not breaks_off(text)
            and not states_fact(text)
            and not ends_like_post(text)
            and len(text) <= _MAX_HEADING_CHARACTERS
            and count_words(text) <= MAX_HEADING_WORDS
        )


def reads_on(line: Line, following: Line, width: int) -> bool:
    """Whether a sentence runs from ``line`` into the next; ``width`` is that of the block, in characters."""
    if following.structure is not Structure.PLAIN or is_finished(line.content):
        return False
    if line.structure in (Structure.HEADING, Structure.TABLE_ROW):
        return False
    if states_fact(line.content) and states_fact(following.content):
        return False
    # A line about as long as the longest was ended by the margin, and so was one that the next word had no room on;
    # a shorter one was ended on purpose.
    length = len(line.content)
    next_word = following.content.split(maxsplit=1)[0]
    cut_by_margin = length >= max(_MIN_WRAPPED, _FULL_LINE * width) or length + 1 + len(next_word) > width
    return cut_by_margin or dangles(line.content) or starts_lower(following.content)


def width_of(lines: Sequence[Line]) -> int:
    """The length of the longest line, in characters."""
    return max((len(line.content) for line in lines), default=0)


def units(lines: Sequence[Line]) -> tuple[Unit, ...]:
    """The lines of one block, those of a hard-wrapped sentence together."""
    width = width_of(lines)
    runs: list[list[Line]] = []
    for line in lines:
        if runs and reads_on(runs[-1][-1], line, width):
            runs[-1].append(line)
        else:
            runs.append([line])
    return tuple(unit for run in runs for unit in _units_of_run(run))


def _units_of_run(run: Sequence[Line]) -> tuple[Unit, ...]:
    # Headings of similar length stacked without blank lines look wrapped, but lead to no full stop.
    continued = any(starts_lower(line.content) or dangles(before.content) for before, line in pairwise(run))
    if continued or is_finished(run[-1].content):
        return (Unit(tuple(run)),)
    return tuple(Unit((line,)) for line in run)
