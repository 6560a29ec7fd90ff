"""Ids of a server's articles, and their numbered versions."""

import re
from collections.abc import Container
from dataclasses import replace
from itertools import count

from bot.domain.editing import Manuscript
from bot.domain.errors import UserError
from bot.ingestion.document import IngestedArticle
from bot.text.normalize import fold

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40  # ids go into buttons, where Discord has room for 100 characters in all
_OWN_ID = re.compile(rf"[a-z0-9-]{{1,{_LONGEST_SLUG}}}\.[0-9]{{1,6}}")


def free_id(article: IngestedArticle, taken: Container[str]) -> str:
    """An id that isn't taken: the title and a number, with a dot between, which no bundled article's id has."""
    title = fold(article.revision.byline.title or "").lower()
    slug = _NOT_IN_SLUG.sub("-", title)[:_LONGEST_SLUG].strip("-") or "article"
    return next(name for number in count(1) if (name := f"{slug}.{number}") not in taken)


def is_own_id(article_id: str) -> bool:
    """Whether the id is one that `free_id` could have given."""
    return _OWN_ID.fullmatch(article_id) is not None


def numbered(article: IngestedArticle, article_id: str, number: int) -> Manuscript:
    """The article as version ``number`` under ``article_id``.

    Raises:
        UserError: when it holds half a character, which could be neither sent nor written into a file.
    """
    byline = article.revision.byline
    for text in (article.raw, article.revision.text, byline.title, byline.outlet, byline.author, byline.url):
        _check_characters(text or "")
    return Manuscript(replace(article.revision, article_id=article_id, number=number), article.raw)


def _check_characters(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        number = error.start + 1
        broken = f"character {number} of the text is broken: paste it again as UTF-8"
        raise UserError(broken, "broken_character", number=number) from error
