"""Reads the document of a feed, of whatever kind it is."""

import calendar
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from bot.adapters.feeds.xml import decode_feed, not_a_feed, parse_xml
from bot.domain.feed import Entry, FetchedFeed

MOST_ENTRIES = 1000
"""Of a longer feed, the first; it is what a news sitemap may have at most."""
_LONGEST = {"guid": 2000, "link": 2000, "title": 500, "content": 500_000, "author": 200, "outlet": 200}
_MOST_CATEGORIES = 30
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_MINUTE = 60.0
_PERIODS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}


def parse_feed(content: bytes, charset: str | None, url: str) -> FetchedFeed:
    """The feed that ``content`` from ``url`` is; large ones take a second, so run it beside the event loop.

    Raises:
        FeedError: when it is none, or not safe to be read.
        UnreadableDocumentError: when it is no text.
    """
    text = decode_feed(content, charset)
    if text.lstrip()[:1] == "{":
        return _json_feed(text, url)
    root = parse_xml(text)
    if root.tag == f"{_SITEMAP}urlset":
        return FetchedFeed(entries=tuple(_news(root)))
    return _syndicated(root, url)


def _syndicated(root: Any, url: str) -> FetchedFeed:  # noqa: ANN401  # lxml publishes no types
    """RSS, Atom or RDF, of which feedparser knows every way they are written."""
    import feedparser  # noqa: PLC0415  # loads only where there are feeds

    whole = io.BytesIO(etree.tostring(root))  # bytes by themselves could be taken for a file's name
    parsed = feedparser.parse(
        whole, response_headers={"content-location": url}, sanitize_html=False, resolve_relative_uris=True
    )
    if not parsed.version:
        raise not_a_feed()
    title = _text(parsed.feed.get("title"))
    entries = tuple(_syndicated_entry(each, title, url) for each in parsed.entries[:MOST_ENTRIES])
    return FetchedFeed(title=title, entries=entries, ttl=_ttl(parsed.feed))


def _syndicated_entry(entry: Mapping[str, Any], outlet: str, url: str) -> Entry:
    written = max(
        [(each.get("value") or "", each.get("type")) for each in entry.get("content", [])]
        + [(entry.get("summary") or "", entry.get("summary_detail", {}).get("type"))],
        key=lambda pair: len(pair[0]),
    )
    published = entry.get("published_parsed") or entry.get("updated_parsed")
    tags = [each.get("label") or each.get("term") for each in entry.get("tags", [])]
    return _entry(
        guid=entry.get("id"),
        link=urljoin(url, entry["link"]) if entry.get("link") else "",
        title=entry.get("title"),
        published=_moment(published),
        content=written[0],
        is_plain=written[1] == "text/plain" and "<" not in written[0],
        author=entry.get("author"),
        outlet=entry.get("source", {}).get("title") or outlet,
        categories=tags,
    )


def _moment(parsed: Any) -> datetime | None:  # noqa: ANN401  # a time.struct_time in UTC, or nothing
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _ttl(feed: Mapping[str, Any]) -> float | None:
    """Seconds for which a feed says that it stays the same."""
    ttl = str(feed.get("ttl") or "").strip()
    if ttl.isascii() and ttl.isdecimal():
        return int(ttl[:8]) * _MINUTE
    period = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    frequency = str(feed.get("sy_updatefrequency") or "1").strip()
    return period / max(int(frequency[:6]), 1) if period and frequency.isdecimal() else period


def _json_feed(text: str, url: str) -> FetchedFeed:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise not_a_feed() from None
    if not str(document.get("version", "")).startswith("https://jsonfeed.org/version/"):
        raise not_a_feed()
    title, items = _text(document.get("title")), document.get("items")
    found = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return FetchedFeed(title=title, entries=tuple(_json_entry(each, title, url) for each in found[:MOST_ENTRIES]))


def _json_entry(item: Mapping[str, Any], outlet: str, url: str) -> Entry:
    link = item.get("url") or item.get("external_url")
    html = item.get("content_html")
    authors = item.get("authors") or [item.get("author")]
    names = [each.get("name") for each in authors if isinstance(each, dict)] if isinstance(authors, list) else []
    tags = item.get("tags")
    return _entry(
        guid=item.get("id"),
        link=urljoin(url, link) if isinstance(link, str) else "",
        title=item.get("title"),
        published=_iso_moment(item.get("date_published") or item.get("date_modified")),
        content=html or item.get("content_text") or item.get("summary"),
        is_plain=not html,
        author=", ".join(filter(None, map(_text, names))),
        outlet=outlet,
        categories=tags if isinstance(tags, list) else [],
    )


def _news(root: Any) -> Iterator[Entry]:  # noqa: ANN401  # lxml publishes no types
    """The news of a sitemap, of which the first articles are the first."""
    pages = (page for page in root.iterchildren(f"{_SITEMAP}url") if page.find(f"{_NEWS}news") is not None)
    for page, _ in zip(pages, range(MOST_ENTRIES), strict=False):
        yield _entry(
            link=page.findtext(f"{_SITEMAP}loc"),
            title=page.findtext(f".//{_NEWS}title"),
            published=_iso_moment(page.findtext(f".//{_NEWS}publication_date")),
            outlet=page.findtext(f".//{_NEWS}name"),
            categories=(page.findtext(f".//{_NEWS}keywords") or "").split(","),
        )


def _iso_moment(written: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(written or "").strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _entry(
    *, published: datetime | None = None, is_plain: bool = False, categories: Iterable[object] = (), **texts: object
) -> Entry:
    """An entry, each of its texts cut where no honest one is longer."""
    cut = {name: _text(value, spaced=name != "content")[: _LONGEST[name]] for name, value in texts.items()}
    named = [_text(each) for each in categories]
    kept = tuple(dict.fromkeys(each[:100] for each in named if each))[:_MOST_CATEGORIES]
    return Entry(published=published, is_plain=is_plain, categories=kept, **cut)


def _text(value: object, *, spaced: bool = True) -> str:
    if isinstance(value, int | float):
        value = str(value)
    text = value if isinstance(value, str) else ""
    return " ".join(text.split()) if spaced else text
