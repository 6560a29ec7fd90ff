"""What is known of the servers the bot is in, and was in."""

from collections.abc import Collection, Sequence

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database
from bot.adapters.sql.records import moment_text, record
from bot.domain.server import EVERY_SHARD, ServerSettings, Shards
from bot.ports.clock import Clock
from bot.ports.servers import ServerChoices, ServerStore


class SqlServers(ServerStore):
    """Keeps each server's choices, and since when the bot isn't in it any more."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._sql = database.queries("servers")
        self._clock = clock

    @override
    async def settings(self, server_id: int) -> ServerSettings:
        async with self._database.reading() as connection:
            settings = await self._sql.settings(connection, server_id=server_id)
        return record(ServerSettings, settings) if settings else ServerSettings()

    @override
    async def mark_present(self, server_ids: Collection[int], shards: Shards = EVERY_SHARD) -> None:
        async with self._database.writing() as connection:
            known = [server_id async for (server_id,) in self._sql.known(connection) if shards.serve(server_id)]
            for server_id in set(known) - set(server_ids):
                await self._leave(connection, server_id)
            for server_id in server_ids:
                await self._sql.joined(connection, server_id=server_id)

    @override
    async def mark_left(self, server_id: int) -> None:
        async with self._database.writing() as connection:
            await self._leave(connection, server_id)

    @override
    async def mark_joined(self, server_id: int) -> None:
        async with self._database.writing() as connection:
            await self._sql.joined(connection, server_id=server_id)

    async def _leave(self, connection: Connection, server_id: int) -> None:
        await self._sql.left(connection, server_id=server_id, left_at=moment_text(self._clock.now()))


class SqlServerChoices(ServerChoices):
    """Keeps from which server's articles each member wants to be answered in direct messages."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("server_choices")

    @override
    async def chosen(self, member_id: int) -> int | None:
        async with self._database.reading() as connection:
            server_id: int | None = await self._sql.chosen(connection, member_id=member_id)
        return server_id

    @override
    async def choose(self, member_id: int, server_id: int) -> None:
        async with self._database.writing() as connection:
            await self._sql.choose(connection, member_id=member_id, server_id=server_id)

    @override
    async def used_by(self, member_id: int) -> Sequence[int]:
        async with self._database.reading() as connection:
            return [server_id async for (server_id,) in self._sql.used_by(connection, member_id=member_id)]
