"""What changed between two versions of an article."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain, pairwise, takewhile
from typing import TypeVar

from bot.domain.article import Byline, Revision

_WORDS = re.compile(r"\s*\S+|\s+$")
"""Words with the blanks before them; by themselves, blanks would count as words that stayed amid a change."""

_SENTENCE_END = re.compile(r"(?<=[.!?])(?=\s)")
MOST_WORK = 40_000_000
"""How much comparing is done at most at a time, in pairs of words or lines looked at; a second's at worst."""
_MOST_PLACES = 50
"""The part of it for each place at which paragraphs differ."""
_Unit = TypeVar("_Unit", str, tuple[str, ...])


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
    """The lines, compared paragraph by paragraph first: blank lines are everywhere and tell of no place."""
    for same, before, after in _steps(_paragraphs(old), _paragraphs(new), MOST_WORK):
        lines, others = list(chain.from_iterable(before)), list(chain.from_iterable(after))
        if same:
            yield from (DifferenceLine(Sign.SAME, line) for line in lines)
            continue
        for kept, went, came in _steps(lines, others, MOST_WORK // _MOST_PLACES):
            yield from (DifferenceLine(Sign.SAME if kept else Sign.REMOVED, line) for line in went)
            yield from (DifferenceLine(Sign.ADDED, line) for line in came if not kept)


def _paragraphs(lines: list[str]) -> list[tuple[str, ...]]:
    """Each line with the blank ones after it."""
    starts = [place for place, line in enumerate(lines) if line.strip() or not place]
    return [tuple(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def compare_words(old: str, new: str) -> tuple[DifferenceLine, ...]:
    """What it takes to come from one line to another: runs that stayed, went or came, with all white space.

    The runs are of words; of sentences, or the whole line, where comparing so many words would take seconds.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if _work(before, after) > MOST_WORK:
        before, after = ([*filter(None, _SENTENCE_END.split(line))] for line in (old, new))
    return tuple(_runs(before, after))


def _runs(before: list[str], after: list[str]) -> Iterator[DifferenceLine]:
    for same, went, came in _steps(before, after, MOST_WORK):
        if went:
            yield DifferenceLine(Sign.SAME if same else Sign.REMOVED, "".join(went))
        if came and not same:
            yield DifferenceLine(Sign.ADDED, "".join(came))


def _steps(old: list[_Unit], new: list[_Unit], most: int) -> Iterator[tuple[bool, list[_Unit], list[_Unit]]]:
    """In order, whether something stayed, what it was, and what it is; a middle too large to compare is one change."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    yield True, old[:start], new[:start]
    if _work(before, after) > most:
        yield False, before, after
    else:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
            yield tag == "equal", before[old_from:old_to], after[new_from:new_to]
    yield True, old[len(old) - end :], new[len(new) - end :]


def _alike(one: list[_Unit], other: list[_Unit]) -> int:
    """How many units both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _work(before: list[_Unit], after: list[_Unit]) -> int:
    """At most how many pairs of units difflib looks at: each pass looks at all equal pairs, and finds one at least."""
    there = Counter(after)
    pairs = sum(there[unit] for unit in before)
    return (len(before) + pairs) * (min(pairs, len(before), len(after)) + 1)
