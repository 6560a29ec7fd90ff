"""Takes what is new for followers out of the log of changes."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.article import Revision
from bot.domain.following import Address, LogEntry, NewArticle, Renaming
from bot.domain.job import Gather, MakeDigest
from bot.domain.schedule import Rhythm
from bot.following.ports import FollowStore, JobStore, NewsLog
from bot.following.times import Times
from bot.newsroom import Newsroom
from bot.ports.servers import ServerStore

_log = logging.getLogger(__name__)
AT_ONCE = 20
"""How many entries are read at a time; each can hold a long article."""
MOST_PARTS = 25


class LogReader:
    """Reads the log from where it was read last, by this or an earlier run of the program."""

    def __init__(
        self,
        news: NewsLog,
        follows: FollowStore,
        jobs: JobStore,
        servers: ServerStore,
        newsroom: Newsroom,
        times: Times,
    ) -> None:
        self._news = news
        self._follows = follows
        self._jobs = jobs
        self._servers = servers
        self._newsroom = newsroom
        self._times = times
        self._read_upto = -1
        self._turn = asyncio.Lock()

    async def read(self, parts: int = MOST_PARTS) -> None:
        """Reads the log to its end, or as much of it as keeps nobody waiting who is to be told already.

        One process does; there, whoever asks for news while a round reads has to wait for no more than a part.
        """
        for _ in range(parts):
            async with self._turn:
                if not await self._read_on():
                    return

    async def _read_on(self) -> bool:
        entries, upto = await self._news.unread(AT_ONCE)
        if upto == self._read_upto:
            return False
        changed = {entry.server_id: entry for entry in entries if entry.revision is None}
        for entry in changed.values():
            await self._reschedule(entry)
        followed = {each: await self._follows.athletes(each) for each in {e.server_id for e in entries if e.revision}}
        read = [
            await self._new_article(entry, entry.revision, followed[entry.server_id])
            for entry in entries
            if entry.revision
        ]
        articles, called = [article for article, _ in read], [each for _, renamed in read for each in renamed]
        # Everything that the part of the log leads to is kept with how far it was read: all of it, or nothing.
        await self._news.take(upto, articles, await self._due(articles), called, await self._own_due(articles, called))
        self._read_upto = upto
        return True

    async def _new_article(
        self, entry: LogEntry, revision: Revision, followed: Sequence[str]
    ) -> tuple[NewArticle, list[Renaming]]:
        day, server_id = revision.byline.published or entry.at.date(), entry.server_id
        named, awaited = await self._named_in(revision, server_id, followed)
        athletes = tuple(dict.fromkeys([*named, *awaited.values()]))
        renamed = [Renaming(server_id, followed, name) for followed, name in awaited.items() if followed != name]
        return NewArticle(entry.entry_id, server_id, revision.article_id, entry.at, day, athletes), renamed

    async def _named_in(
        self, revision: Revision, server_id: int, followed: Sequence[str]
    ) -> tuple[tuple[str, ...], Mapping[str, str]]:
        """Whom an article names, and those who were followed before any article named them, by what they go by."""
        try:
            named = await self._newsroom.named_in(revision, server_id=server_id)
            return named, await self._newsroom.awaited_in(revision, named, followed, server_id=server_id)
        except Exception:  # noqa: BLE001  # one article that can't be read mustn't keep all that follow from being told
            _log.exception("nobody is recognised in an article", extra={"article": revision.article_id})
            return revision.athletes, {}

    async def _due(self, articles: Sequence[NewArticle]) -> dict[tuple[int, Rhythm], datetime]:
        """When the followers of each server are to be told of what is new there now."""
        due = {server_id: await self._times.due(server_id) for server_id in {each.server_id for each in articles}}
        return {(server_id, rhythm): at for server_id, times in due.items() for rhythm, at in times.items()}

    async def _own_due(self, articles: Sequence[NewArticle], called: Sequence[Renaming]) -> dict[Gather, datetime]:
        """When those are who have times of their own."""
        named: dict[int, set[str]] = defaultdict(set)
        for article in articles:
            named[article.server_id].update(article.athletes)
        for renaming in called:
            named[renaming.server_id].add(renaming.followed)
        found = [await self._times.own_due(server_id, athletes) for server_id, athletes in named.items()]
        return {work: at for each in found for work, at in each.items()}

    async def _reschedule(self, entry: LogEntry) -> None:
        """Moves a server's jobs to where its settings want them now."""
        server_id = entry.server_id
        settings = await self._servers.settings(server_id)
        schedule, channel_id = settings.schedule, settings.digest_channel
        await self._jobs.reschedule(server_id, await self._times.due(server_id))
        planned = await self._jobs.digest(server_id)
        since = planned.since if planned else entry.at
        due = schedule.next_open(schedule.next_summary(Rhythm.WEEKLY, max(since, entry.at)))
        work = MakeDigest(Address(server_id, channel_id), since) if channel_id else None
        await self._jobs.plan_digest(server_id, work, due)
