"""Text as numbered lines that keep their exact ends, and the blocks that blank lines set apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

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
        """Whether it is longer than any heading, table row or furniture; such a line is plain story."""
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
