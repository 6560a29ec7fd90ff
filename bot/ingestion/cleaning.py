"""Drops the lines of a page that are no story, whole lines only, and says why each one went.

A kept line is never altered, its end included, so every sentence of the clean text is in the source byte for
byte. In doubt a line stays: a stray heading costs less than a lost sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import DroppedLine
from bot.ingestion.boilerplate import boilerplate_reason
from bot.ingestion.lines import Line, Structure, Unit, blocks, reads_on, split_lines, units, width_of
from bot.ingestion.wording import count_words, is_finished, is_question, starts_lower

BARE_HEADING = "bare heading"
"""The reason for dropping a heading without marks, which announces another story or a part of this one."""

_PROMOTION = "promotion"
_NAVIGATION = "navigation"
_MAX_QUESTION_WORDS = 15
_MAX_LABEL_WORDS = 5
_MIN_DUPLICATE_WORDS = 3
_MIN_PROSE_CHARACTERS = 30
# Dropping a line can uncover another. A second pass nearly always finds nothing; this bounds the worst case.
_MAX_PASSES = 10
_NEVER_SAID = frozenset({"web page token", "web page code", "separator", "video placeholder", "breadcrumb"})

Reasons = dict[int, str]
"""Why lines are dropped, by their numbers."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """What is left of a source, and what was dropped from it, in order."""

    text: str
    dropped: tuple[DroppedLine, ...]
    has_sentences: bool


def clean(text: str, first_line: int = 1) -> CleanText:
    """Leave out the lines of ``text`` that are no story; ``first_line`` is the number of its first line."""
    lines = split_lines(text, first_line)
    reasons: Reasons = {}
    kept = lines
    for _ in range(_MAX_PASSES):
        found = _reasons(kept)
        if not found:
            break
        reasons |= found
        kept = tuple(line for line in kept if line.number not in found)
    if not any(map(_may_hold_sentence, kept)):
        kept, reasons = _with_only_line(lines, reasons)
    dropped = tuple(DroppedLine(n, line.text, reasons[n]) for line in lines if (n := line.number) in reasons)
    return CleanText("".join(line.raw for line in kept), dropped, any(map(_may_hold_sentence, kept)))


def _with_only_line(lines: Sequence[Line], reasons: Reasons) -> tuple[tuple[Line, ...], Reasons]:
    """Where a single headline was dropped and no sentence is left, the headline is the news."""
    headlines = [number for number, reason in reasons.items() if reason == BARE_HEADING]
    if len(headlines) == 1:
        reasons = {number: reason for number, reason in reasons.items() if number != headlines[0]}
    return tuple(line for line in lines if line.number not in reasons), reasons


def _may_hold_sentence(line: Line) -> bool:
    return not line.is_blank and line.structure is not Structure.HEADING


def _reasons(lines: Sequence[Line]) -> Reasons:
    page = blocks(lines)
    reasons: Reasons = {}
    seen: set[str] = set()
    for block in page:
        boilerplate = _boilerplate(block)
        reasons |= boilerplate
        for unit in units([line for line in block if line.number not in boilerplate]):
            if reason := _unit_reason(unit, seen):
                reasons |= dict.fromkeys((line.number for line in unit.lines), reason)
    return reasons | _teaser_questions(page, reasons) | _linked_lists(page, reasons)


def _boilerplate(block: Sequence[Line]) -> Reasons:
    """The block's boilerplate, but not a line that only looks like it in the middle of a wrapped sentence."""
    suspects = {line.number: reason for line in block if (reason := boilerplate_reason(line))}
    words = [None if line.number in suspects else line for line in block]
    width = width_of([line for line in words if line])
    embedded = {
        line.number
        for before, line, after in zip([None, *words], block, [*words[1:], None], strict=False)
        if _could_be_said(line, suspects.get(line.number)) and _is_embedded(before, line, after, width)
    }
    return {number: reason for number, reason in suspects.items() if number not in embedded}


def _could_be_said(line: Line, reason: str | None) -> bool:
    """Whether the words of this boilerplate might also stand on a line of a wrapped sentence."""
    return reason is not None and reason not in _NEVER_SAID and not line.content.isupper()


def _is_embedded(before: Line | None, line: Line, after: Line | None, width: int) -> bool:
    leads_on = after is not None and not is_finished(line.content) and starts_lower(after.content)
    if before is not None and reads_on(before, line, width):
        return leads_on or line.content.endswith(".")
    return leads_on and len(line.content) >= _MIN_PROSE_CHARACTERS


def _unit_reason(unit: Unit, seen: set[str]) -> str | None:
    if unit.lines[0].is_long:
        return None
    if unit.is_bare_heading:
        return BARE_HEADING
    words = " ".join(unit.text.split())
    # Items and rows repeat for a reason: "- 1500 m: gold" under two championships are two facts.
    if unit.structure is not Structure.PLAIN or count_words(words) < _MIN_DUPLICATE_WORDS:
        return None
    if words in seen:
        return "duplicate line"
    seen.add(words)
    return None


def _teaser_questions(page: Sequence[Sequence[Line]], reasons: Mapping[int, str]) -> Reasons:
    """The short questions whose neighbours on both sides are dropped headings or promotions, with the reason.

    A question between two advertisements may well be the story's own, and stays.
    """
    triples = zip(page, page[1:], page[2:], strict=False)
    return {
        block[0].number: _PROMOTION
        for before, block, after in triples
        if _is_short_question(block, reasons) and _is_teaser(before, reasons) and _is_teaser(after, reasons)
    }


def _is_short_question(block: Sequence[Line], reasons: Mapping[int, str]) -> bool:
    first = block[0]
    is_alone = len(block) == 1 and first.structure is Structure.PLAIN and first.number not in reasons
    return is_alone and is_question(first.content) and count_words(first.content) <= _MAX_QUESTION_WORDS


def _is_teaser(block: Sequence[Line], reasons: Mapping[int, str]) -> bool:
    return all(reasons.get(line.number) in (BARE_HEADING, _PROMOTION) for line in block)


def _linked_lists(page: Sequence[Sequence[Line]], reasons: Mapping[int, str]) -> Reasons:
    """The items of a list that follows a dropped label such as "Related articles", with the reason."""
    found: Reasons = {}
    under_label = False
    for block in page:
        before = len(found)
        for line in block:
            if (reason := reasons.get(line.number)) is not None:
                under_label = under_label or _is_label(line, reason)
            elif under_label and _is_link_text(line):
                found[line.number] = _NAVIGATION
            else:
                under_label = False
        # A blank line ends the list: what comes after it may be the story's own.
        under_label = under_label and len(found) == before
    return found


def _is_label(line: Line, reason: str) -> bool:
    return reason in (_NAVIGATION, _PROMOTION) and count_words(line.content) <= _MAX_LABEL_WORDS


def _is_link_text(line: Line) -> bool:
    return line.structure is Structure.LIST_ITEM and (not is_finished(line.content) or is_question(line.content))
