"""Recognises what a site shows in place of its article: a paywall, a cookie wall or an error page.

Phrases are in lower case with straight quotes, as `bot.ingestion.wording.plain` writes them. The same words stand at
the foot of complete articles, too, so they count only where little else is left.
"""

from enum import Enum

from bot.ingestion.document import IngestedArticle
from bot.ingestion.wording import count_words, plain


class Wall(Enum):
    """What stands in front of an article."""

    PAYWALL = "paywall"
    COOKIES = "cookie wall"
    ERROR = "error page"


_PHRASES = {
    Wall.PAYWALL: (
        "already a subscriber", "subscribe to continue", "subscribe to read", "subscribe now to", "to continue reading",
        "to keep reading", "sign in to continue", "log in to continue", "register to continue", "subscribers only",
        "for subscribers", "subscriber-only", "only available to subscribers", "unlock this article",
        "unlock the full", "read the full story", "start your free trial", "article limit", "last free article",
        "free articles", "become a member to", "premium content", "this article is exclusive",
    ),
    Wall.COOKIES: (
        "we use cookies", "uses cookies", "accept all cookies", "accept cookies", "manage cookies", "cookie settings",
        "cookie policy", "we value your privacy", "we and our partners", "consent to", "your privacy choices",
    ),
    Wall.ERROR: (
        "page not found", "404 not found", "error 404", "404 error", "page you requested", "page you are looking for",
        "page you're looking for", "page can't be found", "page cannot be found", "no longer available",
        "access denied", "403 forbidden", "you don't have permission", "internal server error", "bad gateway",
        "service unavailable", "something went wrong", "verify you are human", "are you a robot", "not a robot",
        "checking your browser", "just a moment", "unusual traffic", "enable javascript", "javascript is disabled",
        "temporarily unavailable", "too many requests", "not available in your region", "not available in your country",
    ),
}  # fmt: skip
_MOST_WORDS = {Wall.PAYWALL: 250, Wall.COOKIES: 120, Wall.ERROR: 120}
_READ = 20_000  # characters; what is longer is no wall
_CUT_OFF = ("…", "...", "[…]", "[...]")
_TEASER_WORDS = 150


def wall(article: IngestedArticle) -> Wall | None:
    """What seems to stand in place of the article; ``None`` when it reads like a whole one."""
    text = article.revision.text
    if len(text) > _READ:
        return None
    words = count_words(text)
    seen = plain(f"{article.revision.byline.title or ''}\n{article.raw[:_READ]}")
    found = (kind for kind in (Wall.ERROR, Wall.PAYWALL, Wall.COOKIES) if words <= _MOST_WORDS[kind])
    shown = next((kind for kind in found if any(phrase in seen for phrase in _PHRASES[kind])), None)
    is_cut_off = words <= _TEASER_WORDS and text.rstrip().endswith(_CUT_OFF)
    return shown or (Wall.PAYWALL if is_cut_off else None)
