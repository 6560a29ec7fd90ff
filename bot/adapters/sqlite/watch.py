"""Notices what other programs change in the file."""

from typing_extensions import override

from bot.adapters.sqlite.database import SqliteDatabase
from bot.ports import Watch


class SqliteWatch(Watch):
    """Compares the number that SQLite counts up for a connection whenever another one has changed the file."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._seen: int | None = None

    @override
    async def changed_elsewhere(self) -> bool:
        # Asked of the connection that writes, for which what this program writes doesn't count.
        async with self._database.writing() as connection, connection.execute("PRAGMA data_version") as cursor:
            row = await cursor.fetchone()
        version = int(row[0]) if row else 0
        changed, self._seen = self._seen not in {None, version}, version
        return changed
