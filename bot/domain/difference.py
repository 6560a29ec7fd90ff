"""What changed between two versions of an article."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum

from bot.domain.article import Byline, Revision

_WORDS = re.compile(r"\s*\S+|\s+$")
"""Words with the blanks before them; by themselves, blanks would count as words that stayed amid a change."""


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
class Difference:
    """The fields of the byline that changed, and all lines of both texts in order."""

    byline: tuple[str, ...]
    lines: tuple[DifferenceLine, ...]


def difference(old: Revision, new: Revision) -> Difference:
    """What it takes to come from ``old`` to ``new``."""
    changed = (f.name for f in fields(Byline) if getattr(old.byline, f.name) != getattr(new.byline, f.name))
    return Difference(tuple(changed), tuple(_lines(old.text.splitlines(), new.text.splitlines())))


def _lines(old: list[str], new: list[str]) -> Iterator[DifferenceLine]:
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (DifferenceLine(Sign.SAME, line) for line in old[old_from:old_to])
        else:
            yield from (DifferenceLine(Sign.REMOVED, line) for line in old[old_from:old_to])
            yield from (DifferenceLine(Sign.ADDED, line) for line in new[new_from:new_to])


def reworded(old: str, new: str) -> tuple[DifferenceLine, ...]:
    """What it takes to come from one line to another: runs of words that stayed, went or came, with all white space."""
    before, after = (_WORDS.findall(line) for line in (old, new))
    runs: list[DifferenceLine] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(DifferenceLine(Sign.SAME, "".join(before[old_from:old_to])))
            continue
        if old_from < old_to:
            runs.append(DifferenceLine(Sign.REMOVED, "".join(before[old_from:old_to])))
        if new_from < new_to:
            runs.append(DifferenceLine(Sign.ADDED, "".join(after[new_from:new_to])))
    return tuple(runs)
