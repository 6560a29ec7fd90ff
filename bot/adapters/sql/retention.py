"""Deletes what has been kept long enough: questions and answers after their time, a server after its grace period."""

from datetime import timedelta

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database
from bot.adapters.sql.records import moment_text
from bot.ports.clock import Clock
from bot.ports.servers import Retention

GRACE = timedelta(days=30)
"""How long a server's articles and settings are kept after it removed the bot."""
_PURGED = (
    "delivery",
    "turn",
    "posting",
    "wrong_mark",
    "wait",
    "submission",
    "draft",
    "feed_card",
    "follow",
    "member_schedule",
)
"""The tables from which something is deleted every day."""


class SqlRetention(Retention):
    """Deletes what is older than ``retention``, or than a server's own shorter one."""

    def __init__(self, database: Database, clock: Clock, retention: timedelta) -> None:
        self._database = database
        self._sql = database.queries("retention")
        self._servers = database.queries("servers")
        self._feeds = database.queries("feeds")
        self._clock = clock
        self._retention = retention

    @override
    async def purge(self) -> int:
        now = self._clock.now()
        async with self._database.writing() as connection:
            before = moment_text(now - self._retention)
            deleted: int = await self._sql.purge_deliveries(connection, before=before)
            deleted += await self._purge(connection, before, None)
            for server_id, days in [row async for row in self._servers.retentions(connection)]:
                deleted += await self._purge(connection, moment_text(now - timedelta(days=days)), server_id)
            gone = [row async for row in self._servers.gone(connection, before=moment_text(now - GRACE))]
            for (server_id,) in gone:
                deleted += await self._purge_server(connection, server_id)
            deleted += await self._sql.purge_schedules(connection)
        if gone:
            # Its articles go, too: that is rare, and as long as all articles take.
            await self._database.compact()
        elif deleted:
            await self._database.renew(_PURGED)
        return deleted

    async def _purge(self, connection: Connection, before: str, server_id: int | None) -> int:
        purges = (
            self._sql.purge_turns,
            self._sql.purge_postings,
            self._sql.purge_submissions,
            self._sql.purge_drafts,
            self._sql.purge_refused,
            self._feeds.purge_cards,
        )
        return sum([await purge(connection, before=before, server_id=server_id) for purge in purges])

    async def _purge_server(self, connection: Connection, server_id: int) -> int:
        names = (
            "turns",
            "postings",
            "articles",
            "submissions",
            "drafts",
            "feeds",
            "feed_cards",
            "audit",
            "follows",
            "jobs",
            "choices",
            "settings",
        )
        return sum(
            [await getattr(self._servers, f"purge_server_{name}")(connection, server_id=server_id) for name in names]
        )
