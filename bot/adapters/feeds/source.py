"""Fetches feeds and the pages of their entries: politely, one request a host at a time, through the guarded web."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from typing_extensions import override

from bot.adapters.article_reader import DRAFT_ID, read_web_page
from bot.adapters.documents import Kind, read_document
from bot.adapters.feeds.discovery import find_feed
from bot.adapters.feeds.parsing import parse_feed
from bot.adapters.feeds.robots_rules import RobotsRules
from bot.adapters.feeds.xml import decode_feed, not_a_feed
from bot.adapters.web.connection import AGENT
from bot.adapters.web.errors import LinkError
from bot.adapters.web.page import Download, WebPages
from bot.domain.article import Byline
from bot.domain.errors import FeedError, GoneFeedError, LastingFeedError, UnreadableDocumentError
from bot.domain.feed import Entry, FetchedFeed, Validators
from bot.feeds.ports import FeedSource
from bot.feeds.schedule import cache_seconds
from bot.feeds.text import words_of
from bot.ingestion.document import IngestedArticle, complete
from bot.ingestion.wording import count_words
from bot.ports.clock import Clock

_HEADERS = {
    "User-Agent": f"{AGENT} (reads feeds that moderators chose)",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
}
_REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})
_PROTECTION = ("cf-chl", "just a moment", "are you a robot", "verify you are human")
"""What the answers of sites hold that keep programs out."""
_MORE_PROTECTION = (*_PROTECTION, "captcha")
"""The same in what is an error; a page that is none may have a form with one."""
_NOWHERE = frozenset(
    "no_link link_scheme link_password link_port link_number link_nowhere link_astray page_certificate".split()
)
"""What is wrong with a link that leads to no site one may go to."""
_WHOLE = 150
"""From how many words a feed's own text is taken for the whole article; else the page is read."""
_CUT_OFF = ("…", "...", "[…]", "[...]")


class WebFeeds(FeedSource):
    """Feeds of the public web."""

    def __init__(self, pages: WebPages, clock: Clock) -> None:
        self._pages = pages
        self._robots = RobotsRules(pages, clock)
        self._hosts: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @override
    async def find(self, link: str) -> str:
        download = await self._download(link, Validators())
        _check(download)
        named = _header(download, "content-type").partition(";")[0].strip().lower()
        start = download.content[:1000].lstrip().lower()
        if named != "text/html" and not start.startswith((b"<!doctype html", b"<html")):
            return download.moved_to or link
        html = decode_feed(download.content, download.charset)
        found = await asyncio.to_thread(find_feed, html, download.url)
        if found is None:
            _check_protection(download)
            raise LastingFeedError(
                "the page names no feed: look for its RSS link, and give that address", "feed_not_found"
            )
        return found

    @override
    async def fetch(self, url: str, validators: Validators) -> FetchedFeed:
        download = await self._download(url, validators)
        ttl = cache_seconds(_header(download, "cache-control"))
        if download.status == HTTPStatus.NOT_MODIFIED:
            return FetchedFeed(validators=validators, moved_to=download.moved_to, ttl=ttl, unchanged=True)
        _check(download)
        try:
            parsed = await asyncio.to_thread(parse_feed, download.content, download.charset, download.url)
        except UnreadableDocumentError as error:
            raise not_a_feed() from error
        except FeedError:
            _check_protection(download)
            raise
        return FetchedFeed(
            title=parsed.title,
            entries=parsed.entries,
            validators=Validators(_header(download, "etag") or None, _header(download, "last-modified") or None),
            moved_to=download.moved_to,
            ttl=max(filter(None, (ttl, parsed.ttl)), default=None),
        )

    @override
    async def read(self, entry: Entry) -> IngestedArticle:
        words = words_of(entry)
        if not entry.link or (count_words(words) >= _WHOLE and not words.endswith(_CUT_OFF)):
            return await asyncio.to_thread(_article_of, entry)
        async with self._turn(entry.link):
            await self._robots.check(entry.link)
            page = await self._pages.fetch(entry.link)
        article = await asyncio.to_thread(read_web_page, page)
        return _with_byline(article, complete(article.revision.byline, _byline(entry)))

    async def _download(self, url: str, validators: Validators) -> Download:
        known = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        headers = _HEADERS | {name: value for name, value in known.items() if value}
        async with self._turn(url):
            try:
                await self._robots.check(url)
                return await self._pages.download(url, headers)
            except LinkError as error:
                raise _explained(error) from error

    @asynccontextmanager
    async def _turn(self, link: str) -> AsyncIterator[None]:
        """Waits until nothing else is asked of the host."""
        host = (urlsplit(link).hostname or "").removeprefix("www.")
        async with self._hosts.setdefault(host, asyncio.Lock()):
            yield


def _article_of(entry: Entry) -> IngestedArticle:
    """The article of an entry that holds all of it; what the feed says of it counts before any guess."""
    known = _byline(entry)
    kind, content = Kind.TEXT, entry.content
    if not entry.is_plain:
        kind, content = Kind.HTML, f"<html><body><article>{entry.content}</article></body></html>"
    article = read_document("the entry", DRAFT_ID, content, kind, None, known)
    return _with_byline(article, complete(known, article.revision.byline))


def _byline(entry: Entry) -> Byline:
    published = entry.published.date() if entry.published else None
    return Byline(entry.title or None, entry.outlet or None, entry.author or None, published, entry.link or None)


def _with_byline(article: IngestedArticle, byline: Byline) -> IngestedArticle:
    return replace(article, revision=replace(article.revision, byline=byline))


def _check(download: Download) -> None:
    """Lets an answer through that holds what was asked for."""
    if download.status == HTTPStatus.OK:
        return
    error = _refusal(download)
    error.retry_after = _header(download, "retry-after") or None
    raise error


def _refusal(download: Download) -> FeedError:
    status = download.status
    if status == HTTPStatus.GONE:
        return GoneFeedError("the site says that the feed is gone for good: remove it, or add its new one", "feed_gone")
    if _is_protected(download):
        return _protected()
    if status in _REFUSALS:
        problem = "the site doesn't let this bot read the feed: ask its owner, or choose another feed"
        return LastingFeedError(problem, "feed_refused", status=status)
    if status == HTTPStatus.NOT_FOUND:
        problem = "there is no feed at that address any more: look on the site for its new address, and add that"
        return LastingFeedError(problem, "feed_missing")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return FeedError("the site gets too many requests: it is asked less often from now on", "feed_busy")
    problem = f"the site answers with an error ({status}): it is tried again; if it lasts, tell its owner"
    return FeedError(problem, "feed_down", status=status)


def _check_protection(download: Download) -> None:
    if _is_protected(download):
        raise _protected()


def _is_protected(download: Download) -> bool:
    start = download.content[:20_000].decode("utf-8", "replace").lower()
    marks = _PROTECTION if download.status == HTTPStatus.OK else _MORE_PROTECTION
    return "cf-mitigated" in download.headers or any(mark in start for mark in marks)


def _protected() -> LastingFeedError:
    problem = "the site keeps programs out (bot protection): ask its owner to let PressboxBot read the feed"
    return LastingFeedError(problem, "feed_protected")


def _explained(error: LinkError) -> FeedError:
    """What is wrong with a link, as it is told of a feed."""
    if error.code in _NOWHERE:
        problem = "the feed's address leads to no site on the public internet that can be trusted: check its spelling"
        return LastingFeedError(problem, "feed_nowhere")
    if error.code == "page_too_large":
        return LastingFeedError("the feed is too large to be read: choose a shorter one", "feed_too_large")
    if error.code == "page_robots":
        problem = "the site's robots.txt asks that this isn't read, and that is respected: choose another feed"
        return LastingFeedError(problem, "feed_robots")
    return FeedError("the site doesn't answer as it should: it is tried again", "feed_fails")


def _header(download: Download, name: str) -> str:
    return download.headers.get(name, "")
