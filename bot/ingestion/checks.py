"""What a moderator should know about an article before it is published; none of it forbids anything.

Odd characters are never taken out: NULs, marks that turn the direction of text, zero-width characters and stacked
accents are kept as they came, because a quote has to match its source byte for byte. Whoever shows a text is to make
NULs and direction marks visible; that they are there is told here.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.ingestion.document import IngestedArticle
from bot.ingestion.same_text import KnownArticles
from bot.ingestion.wording import count_words, plain

ENGLISH = "English"
SHORT = 50
"""Articles of fewer words are told to be very short."""

_READ = 10_000  # characters, in which to count the words of a short article
_LONGEST_WALL = 20_000  # characters
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Concern(Enum):
    """What may be wrong with an article; beside each, what its `Finding` tells."""

    PAYWALL = "paywall teaser"
    COOKIE_WALL = "cookie wall"
    ERROR_PAGE = "error page"
    SAME_LINK = "same link"  # article_id
    SAME_TEXT = "same text"  # article_id
    NEAR_TEXT = "nearly the same text"  # article_id, share
    NO_DATE = "no date"
    UNREAD_DATE = "unreadable date"  # written
    GUESSED_DATE = "guessed date"  # written
    FUTURE_DATE = "date in the future"
    NO_ATHLETE = "no athlete"
    VERY_SHORT = "very short"  # count: its words
    OTHER_LANGUAGE = "another language"  # language, None where it can't be told
    GUESSED_CHARSET = "guessed charset"  # charset
    NULS = "NUL characters"  # count
    DIRECTION_MARKS = "direction marks"  # count


@dataclass(frozen=True, slots=True)
class Finding:
    """One concern, and what is to be told with it."""

    concern: Concern
    article_id: str | None = None
    share: float | None = None
    count: int | None = None
    language: str | None = None
    charset: str | None = None
    written: str | None = None


_WALLS = {
    Concern.ERROR_PAGE: (
        "page not found", "404 not found", "error 404", "404 error", "page you requested", "page you are looking for",
        "page you're looking for", "page can't be found", "page cannot be found", "no longer available",
        "access denied", "403 forbidden", "you don't have permission", "internal server error", "bad gateway",
        "service unavailable", "something went wrong", "verify you are human", "are you a robot", "not a robot",
        "checking your browser", "just a moment", "unusual traffic", "enable javascript", "javascript is disabled",
        "temporarily unavailable", "too many requests", "not available in your region", "not available in your country",
    ),
    Concern.PAYWALL: (
        "already a subscriber", "subscribe to continue", "subscribe to read", "subscribe now to", "to continue reading",
        "to keep reading", "sign in to continue", "log in to continue", "register to continue", "subscribers only",
        "for subscribers", "subscriber-only", "only available to subscribers", "unlock this article",
        "unlock the full", "read the full story", "start your free trial", "article limit", "last free article",
        "free articles", "become a member to", "premium content", "this article is exclusive",
    ),
    Concern.COOKIE_WALL: (
        "we use cookies", "uses cookies", "accept all cookies", "accept cookies", "manage cookies", "cookie settings",
        "cookie policy", "we value your privacy", "we and our partners", "consent to", "your privacy choices",
    ),
}  # fmt: skip
"""What a site shows in place of its article, as `bot.ingestion.wording.plain` writes it.

The same words stand at the foot of complete articles, too, so they count only where little else is left.
"""
_MOST_WORDS = {Concern.PAYWALL: 250, Concern.COOKIE_WALL: 120, Concern.ERROR_PAGE: 120}
_CUT_OFF = ("…", "...", "[…]", "[...]")
_TEASER_WORDS = 150


def check(
    article: IngestedArticle, known: KnownArticles, *, today: date, athletes: Collection[str], language: str | None
) -> tuple[Finding, ...]:
    """What there is to tell about ``article``, the gravest first.

    ``athletes`` are those recognised in it, ``language`` is the English name of its language, ``None`` where that
    can't be told. ``known`` may hold an earlier revision of the article: it isn't compared with itself.
    """
    return (*_walls(article), *_copies(article, known), *_facts(article, today, athletes, language), *_signs(article))


def _walls(article: IngestedArticle) -> list[Finding]:
    """What seems to stand in place of the article, if it doesn't read like a whole one."""
    text = article.revision.text
    if len(text) > _LONGEST_WALL:
        return []
    words = count_words(text)
    seen = plain(f"{article.revision.byline.title or ''}\n{article.raw[:_LONGEST_WALL]}")
    for wall, phrases in _WALLS.items():
        if words <= _MOST_WORDS[wall] and any(phrase in seen for phrase in phrases):
            return [Finding(wall)]
    is_cut_off = words <= _TEASER_WORDS and text.rstrip().endswith(_CUT_OFF)
    return [Finding(Concern.PAYWALL)] if is_cut_off else []


def _copies(article: IngestedArticle, known: KnownArticles) -> list[Finding]:
    revision = article.revision
    found = []
    if same := known.with_link(revision):
        found.append(Finding(Concern.SAME_LINK, article_id=same))
    if same := known.with_text(revision):
        found.append(Finding(Concern.SAME_TEXT, article_id=same))
    elif near := known.resembling(revision):
        found.append(Finding(Concern.NEAR_TEXT, article_id=near.article_id, share=near.share))
    return found


def _facts(article: IngestedArticle, today: date, athletes: Collection[str], language: str | None) -> list[Finding]:
    published = article.revision.byline.published
    words = count_words(article.revision.text[:_READ])
    found = [_of_date(article)] if published is None or published == article.guessed_date else []
    if published and published > today:
        found.append(Finding(Concern.FUTURE_DATE))
    if not athletes:
        found.append(Finding(Concern.NO_ATHLETE))
    if words < SHORT:
        found.append(Finding(Concern.VERY_SHORT, count=words))
    if language != ENGLISH:
        found.append(Finding(Concern.OTHER_LANGUAGE, language=language))
    return found


def _of_date(article: IngestedArticle) -> Finding:
    written = article.written_date
    if written is None:
        return Finding(Concern.NO_DATE)
    return Finding(Concern.GUESSED_DATE if article.guessed_date else Concern.UNREAD_DATE, written=written)


def _signs(article: IngestedArticle) -> list[Finding]:
    found = []
    if article.guessed_charset:
        found.append(Finding(Concern.GUESSED_CHARSET, charset=article.guessed_charset))
    if nuls := article.raw.count("\0"):
        found.append(Finding(Concern.NULS, count=nuls))
    if directions := len(_DIRECTIONS.findall(article.raw)):
        found.append(Finding(Concern.DIRECTION_MARKS, count=directions))
    return found
