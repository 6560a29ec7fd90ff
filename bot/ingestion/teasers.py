"""Finds the teasers that only their surroundings give away: questions between headings, lists of links."""

from collections.abc import Mapping, Sequence

from bot.ingestion.lines import Line, Structure
from bot.ingestion.wording import count_words, is_finished, is_question

BARE_HEADING = "bare heading"
"""The reason for dropping a heading without marks, which announces another story or a part of this one."""

_PROMOTION = "promotion"
_NAVIGATION = "navigation"
_MAX_QUESTION_WORDS = 15
_MAX_LABEL_WORDS = 5

Block = Sequence[Line]


def teaser_questions(page: Sequence[Block], reasons: Mapping[int, str]) -> dict[int, str]:
    """The short questions whose neighbours on both sides are dropped headings or promotions, with the reason.

    A question between two advertisements may well be the story's own, and stays.
    """
    triples = zip(page, page[1:], page[2:], strict=False)
    return {
        block[0].number: _PROMOTION
        for before, block, after in triples
        if _is_short_question(block, reasons) and _is_teaser(before, reasons) and _is_teaser(after, reasons)
    }


def _is_short_question(block: Block, reasons: Mapping[int, str]) -> bool:
    first = block[0]
    is_alone = len(block) == 1 and first.structure is Structure.PLAIN and first.number not in reasons
    return is_alone and is_question(first.content) and count_words(first.content) <= _MAX_QUESTION_WORDS


def _is_teaser(block: Block, reasons: Mapping[int, str]) -> bool:
    return all(reasons.get(line.number) in (BARE_HEADING, _PROMOTION) for line in block)


def linked_lists(page: Sequence[Block], reasons: Mapping[int, str]) -> dict[int, str]:
    """The items of a list that follows a dropped label such as "Related articles", with the reason."""
    found: dict[int, str] = {}
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
