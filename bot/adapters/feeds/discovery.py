"""Finds the feed of a web page."""

from urllib.parse import urljoin

import lxml.etree
import lxml.html

_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json"}
)
_ASIDE = ("comment", "kommentar")
"""What the titles and addresses of feeds say that aren't the site's news."""


def find_feed(html: str, url: str) -> str | None:
    """The address of the first feed that a page names, one of its readers' comments only where there is no other."""
    try:
        page = lxml.html.document_fromstring(
            html.replace("\0", "").encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.LxmlError, ValueError):
        return None
    links = [each for each in page.iter("link") if _names_feed(each.get("rel"), each.get("type"))]
    told = [(f"{each.get('href')} {each.get('title')}".lower(), urljoin(url, each.get("href"))) for each in links]
    ranked = sorted(told, key=lambda pair: any(word in pair[0] for word in _ASIDE))
    return next((address for _, address in ranked if address != url), None)


def _names_feed(relation: str | None, media_type: str | None) -> bool:
    is_alternate = "alternate" in (relation or "").lower().split()
    return is_alternate and (media_type or "").partition(";")[0].strip().lower() in _TYPES
