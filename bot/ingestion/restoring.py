"""Puts a line that was dropped back where it stood."""

from collections import deque
from dataclasses import replace

from bot.domain.article import DroppedLine
from bot.domain.errors import UserError
from bot.ingestion.cleaning import clean
from bot.ingestion.document import IngestedArticle
from bot.ingestion.front_matter import split_front_matter
from bot.ingestion.lines import split_lines


def put_back(article: IngestedArticle, number: int) -> IngestedArticle:
    """The article with the dropped line of this number in its text again, and all else as it was.

    Raises:
        UserError: when no line of this number was dropped, or the text was changed by hand since.
    """
    remaining = tuple(line for line in article.dropped if line.number != number)
    if len(remaining) == len(article.dropped):
        missing = f"line {number} isn't among the dropped ones: it may have been put back already"
        raise UserError(missing, "not_dropped", number=number)
    if _without(article.raw, article.dropped) != article.revision.text:
        changed = f"the text was changed by hand since line {number} was dropped: type the line where it belongs"
        raise UserError(changed, "changed_by_hand")
    revision = replace(article.revision, text=_without(article.raw, remaining))
    return replace(article, revision=revision, dropped=remaining)


def dropped_from(raw: str, text: str) -> tuple[DroppedLine, ...]:
    """The lines that were dropped from ``raw`` so that ``text`` was left, and not put back.

    None where the text was changed by hand, so that it isn't what is left of ``raw``.
    """
    document = split_front_matter(raw)
    dropped = {line.number: line for line in clean(document.body, document.first_line).dropped}
    if _without(raw, tuple(dropped.values())) == text:
        return tuple(dropped.values())
    left = deque(line.raw for line in split_lines(text))
    missing = []
    for line in split_lines(document.body, document.first_line):
        if left and left[0] == line.raw:
            left.popleft()
        elif line.number in dropped:
            missing.append(dropped[line.number])
    found = tuple(missing)
    return found if _without(raw, found) == text else ()


def with_text(article: IngestedArticle, read: IngestedArticle) -> IngestedArticle:
    """The article with the text of another reading, in which lines that had been put back are put back again."""
    document = split_front_matter(article.raw)
    missing = {line.number for line in article.dropped}
    dropped = clean(document.body, document.first_line).dropped
    returned = {line.text for line in dropped if line.number not in missing}
    for line in read.dropped:
        if line.text in returned:
            read = put_back(read, line.number)
    return replace(read, revision=replace(article.revision, text=read.revision.text))


def _without(raw: str, dropped: tuple[DroppedLine, ...]) -> str:
    document = split_front_matter(raw)
    numbers = {line.number for line in dropped}
    lines = split_lines(document.body, document.first_line)
    return "".join(line.raw for line in lines if line.number not in numbers)
