"""Notices what other programs write into the database."""

from bot.adapters.sqlite.database import Database


class SqliteWatch:
    """Compares the number that SQLite counts up for a connection whenever another one has changed the file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: int | None = None

    async def changed_elsewhere(self) -> bool:
        """Whether another program has changed the database since this was asked last; at first, that is unknown."""
        # Asked of the connection that writes, for which what this program writes doesn't count.
        async with self._database.writing() as connection, connection.execute("PRAGMA data_version") as cursor:
            row = await cursor.fetchone()
        version = int(row[0]) if row else 0
        changed, self._seen = self._seen not in {None, version}, version
        return changed
