"""The newest articles, page by page."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

from bot.domain.article import Revision
from bot.domain.quote import Quote
from bot.following.ports import NewsLog
from bot.newsroom import Newsroom
from bot.ports.servers import ServerStore

PER_PAGE = 4


@dataclass(frozen=True, slots=True)
class NewsPage:
    """One page: a telling quote of each article, newest first; pages are numbered from 0."""

    quotes: tuple[Quote, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article in the order of its day; a bundled one has its ``revision`` at hand."""

    day: date
    entry_id: int
    article_id: str
    athlete: str | None
    revision: Revision | None = None

    @property
    def order(self) -> tuple[date, int, str]:
        return self.day, self.entry_id, self.article_id


class Newest:
    """Lists a server's own articles and those that answer everywhere, by the day they were published or else added."""

    def __init__(self, news: NewsLog, newsroom: Newsroom, servers: ServerStore) -> None:
        self._news = news
        self._newsroom = newsroom
        self._servers = servers

    async def page(self, server_id: int | None, athlete: str | None, number: int) -> NewsPage:
        """One page of all articles, or of those that name an athlete; the last in place of one that isn't there."""
        bundled = await self._bundled(server_id, athlete)
        own = await self._news.count(server_id, athlete) if server_id else 0
        pages = -(-(own + len(bundled)) // PER_PAGE)
        number = max(0, min(number, pages - 1))
        wanted = (number + 1) * PER_PAGE
        added = await self._news.newest(server_id, athlete, wanted) if server_id else ()
        entries = [
            *(_Entry(each.day, each.entry_id, each.article_id, next(iter(each.athletes), None)) for each in added),
            *bundled,
        ]
        newest = await asyncio.to_thread(nlargest, wanted, entries, key=lambda entry: entry.order)
        return NewsPage(await self._quotes(server_id, athlete, newest[wanted - PER_PAGE :]), number, pages)

    async def _bundled(self, server_id: int | None, athlete: str | None) -> Sequence[_Entry]:
        if server_id and not (await self._servers.settings(server_id)).bundled:
            return ()
        return await asyncio.to_thread(_naming, self._newsroom.library.bundled.revisions, athlete)

    async def _quotes(self, server_id: int | None, athlete: str | None, entries: Sequence[_Entry]) -> tuple[Quote, ...]:
        own = [entry.article_id for entry in entries if entry.revision is None]
        live = await self._news.live(server_id, own) if server_id and own else {}
        found = [
            await self._newsroom.telling(revision, athlete or entry.athlete, server_id=server_id)
            for entry in entries
            if (revision := entry.revision or live.get(entry.article_id))
        ]
        return tuple(filter(None, found))


def _naming(revisions: Sequence[Revision], athlete: str | None) -> Sequence[_Entry]:
    """The articles that name an athlete in full."""
    return [
        _Entry(each.byline.published or date.min, 0, each.article_id, next(iter(each.athletes), None), each)
        for each in revisions
        if athlete is None or athlete in each.athletes or athlete in each.text
    ]
