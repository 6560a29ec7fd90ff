"""Links to the very words on the page a quote comes from."""

from urllib.parse import quote as percent
from urllib.parse import urlsplit

from bot.domain.article import Revision
from bot.domain.quote import Quote

LONGEST = 512
"""The most characters a link may have."""
_WORDS = 6
"""How many words mark the beginning and the end of a long quote."""


def link_to(*quotes: Quote) -> str | None:
    """The page that quotes come from with their words marked, as many as fit; ``None`` without a page."""
    page = page_of(quotes[0])
    if page is None:
        return None
    link = page
    for quote in quotes:
        joint = "&text=" if link != page else ":~:text=" if "#" in page else "#:~:text="
        link = next((longer for mark in _marks(quote) if len(longer := f"{link}{joint}{mark}") <= LONGEST), link)
    return link


def origin_of(quote: Quote) -> str | None:
    """Where the facts of an article without a page of its own come from, as far as it says."""
    return None if page_of(quote) else next(filter(None, map(web_page, quote.revision.byline.sources)), None)


def page_of(quote: Quote) -> str | None:
    """The web page of the article, if it has one that can be linked to."""
    return web_page(quote.revision.byline.url)


def source_links(revision: Revision) -> dict[str, str | list[str] | None]:
    """The links of an article: to its own page, and to those that its facts come from."""
    byline = revision.byline
    return {"href": web_page(byline.url), "pages": [*filter(None, map(web_page, byline.sources))]}


def web_page(url: str | None) -> str | None:
    """A link that can stand in Markdown's pointed brackets, or ``None`` for what is no web address."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    address = percent(url.strip(), safe="%/:?#[]@!$&'*+,;=~-._").replace("(", "%28").replace(")", "%29")
    usable = parts.scheme in {"http", "https"} and parts.netloc and len(address) <= LONGEST
    return address if usable else None


def _marks(quote: Quote) -> list[str]:
    """What marks a quote's words on its page, the most exact first."""
    words = quote.text.split()
    head, tail = words[:_WORDS], words[-_WORDS:]
    whole = [_fragment(words)] if len(words) <= 2 * _WORDS else []
    return [*whole, f"{_fragment(head)},{_fragment(tail)}", _fragment(head)]


def _fragment(words: list[str]) -> str:
    # A hyphen and a comma separate the parts of a text fragment; quote() leaves the hyphen alone.
    return percent(" ".join(words), safe="").replace("-", "%2D")
