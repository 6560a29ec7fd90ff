"""The servers' articles, suggestions and settings, changed only together with the entry that says who and why."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database, Row
from bot.adapters.sql.feeds import change_feed
from bot.adapters.sql.records import moment, moment_text, part, record, record_text
from bot.domain.article import Byline, Revision
from bot.domain.editing import Action, ArticleSummary, AuditEntry, History, Manuscript, Status, Subject
from bot.domain.errors import ChangedMeanwhileError
from bot.domain.feed import FeedChange
from bot.domain.server import ServerSettings
from bot.ports.editing import Ledger


class SqlLedger(Ledger):
    """Keeps every version of every article, and the log of changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("ledger")
        self._submissions = database.queries("submissions")
        self._servers = database.queries("servers")
        self._feeds = database.queries("feeds")

    @override
    async def record(self, entry: AuditEntry, seen: int, manuscript: Manuscript | None = None, note: str = "") -> int:
        # One after the other by whichever process: the next to change the same has to find this change, and whoever
        # reads the log on from an entry must have had all before it.
        async with self._database.writing("log of changes") as connection:
            latest = await self._latest(connection, entry.server_id, entry.subject, None)
            if (latest.entry_id if latest else 0) != seen:
                raise ChangedMeanwhileError("somebody else has just changed the same: look at it again, then decide")
            entry_id: int = await self._sql.add_entry(connection, **_columns(entry))
            await self._change(connection, entry, manuscript, note)
        return entry_id

    @override
    async def latest(self, server_id: int, subject: Subject, before: int | None = None) -> AuditEntry | None:
        async with self._database.reading() as connection:
            return await self._latest(connection, server_id, subject, before)

    @override
    async def entry(self, server_id: int, entry_id: int) -> AuditEntry | None:
        async with self._database.reading() as connection:
            row = await self._sql.entry(connection, server_id=server_id, entry_id=entry_id)
        return _entry(row) if row else None

    @override
    async def entries(self, server_id: int, before: int | None, limit: int) -> Sequence[AuditEntry]:
        async with self._database.reading() as connection:
            found = self._sql.entries(connection, server_id=server_id, before=before, most=limit)
            return [_entry(row) async for row in found]

    @override
    async def live(self, server_id: int, known: Iterable[Revision] = ()) -> Sequence[Revision]:
        by_version = {(revision.article_id, revision.number): revision for revision in known}
        async with self._database.reading() as connection:
            if not by_version:
                return [part(Revision, text) async for (text,) in self._sql.live(connection, server_id=server_id)]
            versions = [tuple(row) async for row in self._sql.live_versions(connection, server_id=server_id)]
            for article_id, number in versions:
                if (article_id, number) not in by_version:
                    version = {"server_id": server_id, "article_id": article_id, "number": number}
                    (text,) = await self._sql.revision(connection, **version)
                    by_version[article_id, number] = part(Revision, text)
            return [by_version[version] for version in versions]

    @override
    async def article_ids(self, server_id: int) -> frozenset[str]:
        async with self._database.reading() as connection:
            found = self._sql.article_ids(connection, server_id=server_id)
            return frozenset([article_id async for (article_id,) in found])

    @override
    async def summaries(self, server_id: int) -> Sequence[ArticleSummary]:
        async with self._database.reading() as connection:
            found = self._sql.summaries(connection, server_id=server_id)
            return [ArticleSummary(of, part(Byline, byline).title, *rest) async for of, byline, *rest in found]

    @override
    async def latest_revisions(self, server_id: int) -> Sequence[Revision]:
        async with self._database.reading() as connection:
            return [part(Revision, text) async for (text,) in self._sql.shown(connection, server_id=server_id)]

    @override
    async def history(self, server_id: int, article_id: str) -> History | None:
        which = {"server_id": server_id, "article_id": article_id}
        async with self._database.reading() as connection:
            entries = [_entry(row) async for row in self._sql.article_entries(connection, **which)]
            revisions = [part(Revision, text) async for (text,) in self._sql.revisions(connection, **which)]
        return History(tuple(entries), tuple(revisions)) if entries else None

    @override
    async def manuscript(self, server_id: int, article_id: str, number: int) -> Manuscript | None:
        async with self._database.reading() as connection:
            content = await self._sql.manuscript(connection, server_id=server_id, article_id=article_id, number=number)
        return record(Manuscript, content) if content else None

    async def _latest(
        self, connection: Connection, server_id: int, subject: Subject, before: int | None
    ) -> AuditEntry | None:
        row = await self._sql.latest_entry(connection, server_id=server_id, before=before, **asdict(subject))
        return _entry(row) if row else None

    async def _change(
        self, connection: Connection, entry: AuditEntry, manuscript: Manuscript | None, note: str
    ) -> None:
        """Bring every subject of the entry to how it stands after it."""
        server_id = entry.server_id
        if entry.article_id is not None:
            article = {"server_id": server_id, "article_id": entry.article_id}
            await self._sql.show_revision(connection, **article, live=entry.revision)
            if manuscript is not None:
                number = manuscript.revision.number
                await self._sql.add_revision(connection, **article, number=number, content=record_text(manuscript))
        if entry.submission_id is not None:
            await self._submissions.decide(
                connection,
                server_id=server_id,
                submission_id=entry.submission_id,
                status=entry.status,
                note=note,
                decided_at=moment_text(entry.at),
            )
        if entry.settings is not None:
            await self._servers.put_settings(connection, server_id=server_id, settings=record_text(entry.settings))
        if (change := entry.feed) is not None:
            found = await change_feed(
                self._feeds, connection, change.feed_id, lambda feed: feed.after(change, entry.at)
            )
            if found is None:
                raise ChangedMeanwhileError("that feed is gone: add it again")


def _columns(entry: AuditEntry) -> dict[str, Any]:
    written = {
        "at": moment_text(entry.at),
        "why": json.dumps(entry.why),
        "settings": None if entry.settings is None else record_text(entry.settings),
        "feed_id": entry.subject.feed_id,
        "feed": None if entry.feed is None else record_text(entry.feed),
    }
    return {field.name: getattr(entry, field.name) for field in fields(entry) if field.name != "entry_id"} | written


def _entry(row: Row) -> AuditEntry:
    status, settings, feed = row["status"], row["settings"], row["feed"]
    read = {
        "at": moment(row["at"]),
        "action": Action(row["action"]),
        "why": json.loads(row["why"]),
        "status": None if status is None else Status(status),
        "settings": None if settings is None else record(ServerSettings, settings),
        "feed": None if feed is None else record(FeedChange, feed),
    }
    return AuditEntry(**dict(row) | read)
