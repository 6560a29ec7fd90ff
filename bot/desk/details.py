"""What is known about an article as a form shows it, and the article with what was typed in its place."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.domain.article import Byline
from bot.domain.errors import UserError
from bot.ingestion.dates import read_date
from bot.ingestion.document import IngestedArticle
from bot.ingestion.restoring import with_text

LONGEST_DETAIL = 500
"""Characters of a detail that a form shows."""


def shown_details(byline: Byline) -> Mapping[str, str]:
    """What is known about an article as the form shows it."""
    published = byline.published.isoformat() if byline.published else ""
    known = {"title": byline.title, "outlet": byline.outlet, "author": byline.author, "date": published}
    return {name: (value or "")[:LONGEST_DETAIL] for name, value in known.items()}


def shown_text(text: str) -> str:
    """A text as the form shows it: NULs, which no form can hold, are made visible, and blanks at its ends left out."""
    return text.strip().replace("\0", "␀")


def correct_details(
    article: IngestedArticle, typed: Mapping[str, str], read_text: Callable[[str], IngestedArticle]
) -> IngestedArticle:
    """The article with what was typed; a field that still says what the form showed changes nothing."""
    if "text" in typed and _lines(typed["text"]) != _lines(shown_text(article.revision.text)):
        article = with_text(article, read_text(typed["text"]))
    byline = _corrected(article.revision.byline, typed)
    return replace(article, revision=replace(article.revision, byline=byline))


def _corrected(byline: Byline, typed: Mapping[str, str]) -> Byline:
    shown = shown_details(byline)
    differing = {name: value for name, value in typed.items() if value.strip() != shown.get(name, value).strip()}
    changed = {name: " ".join(value.split()) for name, value in differing.items()}
    changes: dict[str, str | date | None] = {
        name: value or None for name, value in changed.items() if name in {"title", "outlet", "author"}
    }
    if "date" in changed:
        changes["published"] = _day(changed["date"])
    return replace(byline, **changes)  # type: ignore[arg-type]  # each has the type of its field


def _day(text: str) -> date | None:
    if not text:
        return None
    # Where it could be another day, too, the preview shows how it was read.
    day = read_date(text).day
    if day is None:
        raise UserError("the date can't be read", "unreadable_date", text=text)
    return day


def _lines(text: str) -> list[str]:
    """What has to differ for a text to count as changed; a form changes line ends and drops blanks at the ends."""
    return [line.rstrip() for line in text.strip().splitlines()]
