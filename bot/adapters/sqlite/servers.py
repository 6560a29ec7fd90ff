"""What is known of the servers the bot is in, and was in."""

from collections.abc import Collection

import aiosqlite
from typing_extensions import override

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment_text, record
from bot.domain.server import ServerSettings
from bot.ports import Clock, ServerChoices, ServerStore

_SQL = queries("servers")
_CHOICES = queries("server_choices")


class SqliteServers(ServerStore):
    """Keeps each server's choices, and since when the bot isn't in it any more."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @override
    async def settings(self, server_id: int) -> ServerSettings:
        async with self._database.reading() as connection:
            settings = await _SQL.settings(connection, server_id=server_id)
        return record(ServerSettings, settings) if settings else ServerSettings()

    @override
    async def mark_present(self, server_ids: Collection[int]) -> None:
        async with self._database.writing() as connection:
            known = [server_id async for (server_id,) in _SQL.known(connection)]
            for server_id in set(known) - set(server_ids):
                await self._leave(connection, server_id)
            for server_id in server_ids:
                await _SQL.joined(connection, server_id=server_id)

    @override
    async def mark_left(self, server_id: int) -> None:
        async with self._database.writing() as connection:
            await self._leave(connection, server_id)

    @override
    async def mark_joined(self, server_id: int) -> None:
        async with self._database.writing() as connection:
            await _SQL.joined(connection, server_id=server_id)

    async def _leave(self, connection: aiosqlite.Connection, server_id: int) -> None:
        await _SQL.left(connection, server_id=server_id, left_at=moment_text(self._clock.now()))


class SqliteServerChoices(ServerChoices):
    """Keeps from which server's articles each member wants to be answered in direct messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def chosen(self, member_id: int) -> int | None:
        async with self._database.reading() as connection:
            server_id: int | None = await _CHOICES.chosen(connection, member_id=member_id)
        return server_id

    @override
    async def choose(self, member_id: int, server_id: int) -> None:
        async with self._database.writing() as connection:
            await _CHOICES.choose(connection, member_id=member_id, server_id=server_id)
