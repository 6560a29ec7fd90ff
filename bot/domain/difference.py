"""What changed between two versions of an article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from rapidfuzz.distance import Indel

from bot.domain.article import Byline, Revision

_WORDS = re.compile(r"\s*\S+|\s+$")
"""Words with the blanks before them; by themselves, blanks would count as words that stayed amid a change."""

MOST_PAIRS = 400_000_000
"""How many pairs of words or lines are compared at most, of which eight take a byte."""


class Sign(StrEnum):
    """Whether a line stayed, came or went."""

    SAME = " "
    ADDED = "+"
    REMOVED = "-"


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One line of either version, without its line end."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class DetailChange:
    """A field of the byline that changed, and how it was and is written; empty where it isn't known."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in the byline, and all lines of both texts in order."""

    byline: tuple[DetailChange, ...]
    lines: tuple[DifferenceLine, ...]


def difference(old: Revision, new: Revision) -> Difference:
    """What it takes to come from ``old`` to ``new``."""
    details = (DetailChange(f.name, *(_detail(each.byline, f.name) for each in (old, new))) for f in fields(Byline))
    changed = tuple(each for each in details if each.old != each.new)
    return Difference(changed, tuple(_lines(old.text.splitlines(), new.text.splitlines())))


def _detail(byline: Byline, name: str) -> str:
    value = getattr(byline, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _lines(old: list[str], new: list[str]) -> Iterator[DifferenceLine]:
    for same, went, came in _steps(old, new):
        yield from (DifferenceLine(Sign.SAME if same else Sign.REMOVED, line) for line in went)
        yield from (DifferenceLine(Sign.ADDED, line) for line in came if not same)


def compare_words(old: str, new: str) -> tuple[DifferenceLine, ...]:
    """What it takes to come from one line to another: runs of words that stayed, went or came, with all white space."""
    return tuple(_runs(_WORDS.findall(old), _WORDS.findall(new)))


def _runs(before: list[str], after: list[str]) -> Iterator[DifferenceLine]:
    for same, went, came in _steps(before, after):
        if went:
            yield DifferenceLine(Sign.SAME if same else Sign.REMOVED, "".join(went))
        if came and not same:
            yield DifferenceLine(Sign.ADDED, "".join(came))


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    """In order, whether something stayed, what it was, and what it is; what is too large to compare is one change."""
    if len(old) * len(new) > MOST_PAIRS:
        yield old == new, old, new
        return
    was, now = 0, 0
    for block in Indel.opcodes(old, new).as_matching_blocks():
        yield False, old[was : block.a], new[now : block.b]
        was, now = block.a + block.size, block.b + block.size
        yield True, old[block.a : was], new[block.b : now]
