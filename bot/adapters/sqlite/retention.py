"""Deletes what has been kept long enough."""

from datetime import timedelta

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment_text
from bot.ports import Clock

_SQL = queries("retention")


class SqliteRetention:
    """Deletes questions, answers and deliveries older than ``retention``."""

    def __init__(self, database: Database, clock: Clock, retention: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._retention = retention

    async def purge(self) -> int:
        """Deletes for good whatever is older than it may be kept; the number of records deleted."""
        before = moment_text(self._clock.now() - self._retention)
        async with self._database.writing() as connection:
            deleted: int = await _SQL.purge_turns(connection, before=before)
            deleted += await _SQL.purge_postings(connection, before=before)
            deleted += await _SQL.purge_deliveries(connection, before=before)
        if deleted:
            await self._database.compact()
        return deleted
