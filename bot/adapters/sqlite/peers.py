"""Notices what other programs change in the file, such as the host's commands while the bot runs."""

from collections.abc import Callable, Collection
from datetime import timedelta

from typing_extensions import override

from bot.adapters.sqlite.database import SqliteDatabase
from bot.ports.servers import Peers


class SqlitePeers(Peers):
    """Compares the number that SQLite counts up for a connection whenever another one has changed the file.

    One process runs the bot on a file, so that all jobs and turns are its own.
    """

    every = timedelta(minutes=1)

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._seen: int | None = None

    @override
    async def changed_elsewhere(self, server_ids: Callable[[], Collection[int]]) -> Collection[int]:
        # Asked of the connection that writes, for which what this program writes doesn't count.
        async with self._database.writing() as connection, connection.execute("PRAGMA data_version") as cursor:
            row = await cursor.fetchone()
        version = int(row[0]) if row else 0
        changed, self._seen = self._seen not in {None, version}, version
        return server_ids() if changed else ()

    @override
    async def has_duty(self) -> bool:
        return True

    @override
    async def take_turn(self, name: str, seconds: float) -> None:
        pass
