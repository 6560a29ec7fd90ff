"""The new articles, read out of the log of changes."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database
from bot.adapters.sql.jobs import READ, put_job
from bot.adapters.sql.records import moment, moment_text, part
from bot.domain.article import Revision
from bot.domain.following import LogEntry, NewArticle, Period, Renaming
from bot.domain.job import Gather
from bot.domain.schedule import Rhythm
from bot.following.ports import NewsLog


class SqlNewsLog(NewsLog):
    """Keeps new articles with whom they name, and jobs to tell of them, in the same transaction as how far it read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("following")
        self._jobs = database.queries("jobs")
        self._facts = database.queries("facts")

    @override
    async def unread(self, most: int) -> tuple[Sequence[LogEntry], int]:
        async with self._database.reading() as connection:
            after = int(await self._facts.fact(connection, key=READ) or 0)
            rows = [row async for row in self._sql.unread(connection, after=after, most=most)]
            last = rows[-1][0] if len(rows) == most else await self._sql.last_entry(connection)
        return await asyncio.to_thread(lambda: [_log_entry(row) for row in rows]), max(after, last)

    @override
    async def take(
        self,
        upto: int,
        articles: Sequence[NewArticle],
        due: Mapping[tuple[int, Rhythm], datetime],
        called: Sequence[Renaming] = (),
        own: Mapping[Gather, datetime] = {},
    ) -> None:
        async with self._database.writing() as connection:
            for renaming in called:
                whom = {"server_id": renaming.server_id, "followed": renaming.followed}
                await self._sql.forget_refused_as(connection, **whom, athlete=renaming.athlete)
                await self._sql.rename_follows(connection, **whom, athlete=renaming.athlete)
                await self._sql.end_follows_of(connection, **whom)
            # Before those of all others: a member has one such job at a time.
            for work, due_at in own.items():
                await put_job(self._jobs, connection, work, due_at)
            for each in articles:
                news = {"server_id": each.server_id, "article_id": each.article_id, "day": each.day.isoformat()}
                await self._sql.add_news(connection, entry_id=each.entry_id, at=moment_text(each.at), **news)
                athletes = json.dumps(each.athletes)
                await self._sql.add_athletes(connection, entry_id=each.entry_id, athletes=athletes)
            await self._put_gatherings(connection, articles, due)
            await self._facts.put_fact(connection, key=READ, value=str(upto))

    async def _put_gatherings(
        self, connection: Connection, articles: Sequence[NewArticle], due: Mapping[tuple[int, Rhythm], datetime]
    ) -> None:
        named: dict[int, set[str]] = defaultdict(set)
        for each in articles:
            named[each.server_id].update(each.athletes)
        # In the same order as when members choose their times, lest each wait for a job that the other holds.
        for server_id, athletes in sorted(named.items()):
            for rhythm in sorted(Rhythm):
                await self._jobs.put_gathering(
                    connection,
                    server_id=server_id,
                    athletes=json.dumps(sorted(athletes)),
                    rhythm=rhythm,
                    due_at=moment_text(due[server_id, rhythm]),
                )

    @override
    async def newest(self, server_id: int, athlete: str | None, most: int) -> Sequence[NewArticle]:
        async with self._database.reading() as connection:
            found = self._sql.newest(connection, server_id=server_id, athlete=athlete, most=most)
            return [_new_article(row) async for row in found]

    @override
    async def count(self, server_id: int, athlete: str | None) -> int:
        async with self._database.reading() as connection:
            count: int = await self._sql.count_news(connection, server_id=server_id, athlete=athlete)
        return count

    @override
    async def added(self, server_id: int, period: Period) -> Sequence[NewArticle]:
        when = {"since": moment_text(period.since), "until": moment_text(period.until)}
        async with self._database.reading() as connection:
            rows = [row async for row in self._sql.added(connection, server_id=server_id, **when)]
        return await asyncio.to_thread(lambda: [_new_article(row) for row in rows])

    @override
    async def live(self, server_id: int, article_ids: Collection[str]) -> Mapping[str, Revision]:
        ids = json.dumps([*article_ids])
        async with self._database.reading() as connection:
            texts = [text async for (text,) in self._sql.live_among(connection, server_id=server_id, article_ids=ids)]
        revisions = await asyncio.to_thread(lambda: [part(Revision, text) for text in texts])
        return {revision.article_id: revision for revision in revisions}


def _log_entry(row: Sequence[Any]) -> LogEntry:
    entry_id, server_id, at, revision = row
    return LogEntry(entry_id, server_id, moment(at), part(Revision, revision) if revision else None)


def _new_article(row: Sequence[Any]) -> NewArticle:
    entry_id, server_id, article_id, at, day, athletes = row
    named = tuple(json.loads(athletes))
    return NewArticle(entry_id, server_id, article_id, moment(at), date.fromisoformat(day), named)
