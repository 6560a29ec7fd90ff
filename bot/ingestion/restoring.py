"""Puts a line that was dropped back where it stood."""

from dataclasses import replace

from bot.domain.errors import UserError
from bot.ingestion.cleaning import DroppedLine
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
        raise UserError(f"line {number} isn't among the dropped ones: it may have been put back already")
    if _without(article.raw, article.dropped) != article.revision.text:
        raise UserError(f"the text was changed by hand since line {number} was dropped: type the line where it belongs")
    revision = replace(article.revision, text=_without(article.raw, remaining))
    return replace(article, revision=revision, dropped=remaining)


def _without(raw: str, dropped: tuple[DroppedLine, ...]) -> str:
    document = split_front_matter(raw)
    numbers = {line.number for line in dropped}
    lines = split_lines(document.body, document.first_line)
    return "".join(line.raw for line in lines if line.number not in numbers)
