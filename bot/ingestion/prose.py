"""Puts hard-wrapped sentences back together, so that no line of a paragraph is mistaken for a heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ingestion.lines import Line, Structure
from bot.ingestion.wording import (
    breaks_off,
    count_words,
    dangles,
    ends_like_post,
    is_finished,
    starts_lower,
    states_fact,
)

_MIN_WRAPPED = 20
_FULL_LINE = 0.75
MAX_HEADING_WORDS = 15
_MAX_HEADING_CHARACTERS = 120


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
