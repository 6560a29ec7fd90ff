"""Deletes what has been kept long enough: questions and answers after their time, a server after its grace period."""

from datetime import timedelta

import aiosqlite
from typing_extensions import override

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment_text
from bot.ports import Clock, Retention

GRACE = timedelta(days=30)
"""How long a server's articles and settings are kept after it removed the bot."""
_PURGED = ("delivery", "turn", "posting", "wrong_mark", "wait", "submission", "draft", "feed_card")
"""The tables from which something is deleted every day."""
_SQL = queries("retention")
_SERVERS = queries("servers")
_FEEDS = queries("feeds")


class SqliteRetention(Retention):
    """Deletes what is older than ``retention``, or than a server's own shorter one."""

    def __init__(self, database: Database, clock: Clock, retention: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._retention = retention

    @override
    async def purge(self) -> int:
        now = self._clock.now()
        async with self._database.writing() as connection:
            before = moment_text(now - self._retention)
            deleted: int = await _SQL.purge_deliveries(connection, before=before)
            deleted += await _purge(connection, before, None)
            for server_id, days in [row async for row in _SERVERS.retentions(connection)]:
                deleted += await _purge(connection, moment_text(now - timedelta(days=days)), server_id)
            gone = [row async for row in _SERVERS.gone(connection, before=moment_text(now - GRACE))]
            for (server_id,) in gone:
                deleted += await _purge_server(connection, server_id)
        if gone:
            # Its articles go, too: that is rare, and as long as all articles take.
            await self._database.compact()
        elif deleted:
            await self._database.renew(_PURGED)
        return deleted


async def _purge(connection: aiosqlite.Connection, before: str, server_id: int | None) -> int:
    purges = (_SQL.purge_turns, _SQL.purge_postings, _SQL.purge_submissions, _SQL.purge_drafts, _FEEDS.purge_cards)
    return sum([await purge(connection, before=before, server_id=server_id) for purge in purges])


async def _purge_server(connection: aiosqlite.Connection, server_id: int) -> int:
    names = (
        "turns",
        "postings",
        "articles",
        "submissions",
        "drafts",
        "feeds",
        "feed_cards",
        "audit",
        "choices",
        "settings",
    )
    return sum([await getattr(_SERVERS, f"purge_server_{name}")(connection, server_id=server_id) for name in names])
