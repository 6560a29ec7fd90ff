"""The other processes at the same database: what they change, which of them does the jobs, and whose turn it is.

All of it hangs on one connection besides the pool's. When it breaks, PostgreSQL gives its locks to whoever asks next,
and what was announced meanwhile is missed: so all servers count as changed once it is there again, and their last
entries in the log tell which have.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import asyncpg
from typing_extensions import override

from bot.adapters.postgres.database import AWAY, PostgresDatabase
from bot.ports.servers import Peers

_log = logging.getLogger(__name__)
_CHANNEL = "pressbox_changed"
_DUTY = "pressbox duty"
_TRY = "SELECT pg_try_advisory_lock(hashtextextended($1, 1))"
_LET_GO = "SELECT pg_advisory_unlock(hashtextextended($1, 1))"
RETRY = 0.25
"""Seconds between two tries to take a turn."""


class PostgresPeers(Peers):
    """Listens for changes, and holds locks that end with the process."""

    every = timedelta(seconds=0.5)

    def __init__(self, database: PostgresDatabase, connection: "asyncpg.Connection[Any]") -> None:
        self._database = database
        self._connection = connection
        self._lock = asyncio.Lock()
        self._changed: set[int] = set()
        self._has_missed = self._has_duty = False
        self._taking: dict[str, asyncio.Lock] = {}
        self._turns: dict[str, asyncio.Task[None]] = {}

    @override
    async def changed_elsewhere(self, server_ids: Callable[[], Collection[int]]) -> Collection[int]:
        if await self._ask("SELECT 1") is None:
            return ()
        servers = set(server_ids())
        changed = servers if self._has_missed else self._changed & servers
        self._has_missed = False
        self._changed.clear()
        return changed

    @override
    async def has_duty(self) -> bool:
        if self._has_duty:
            await self._ask("SELECT 1")
        else:
            self._has_duty = bool(await self._ask(_TRY, _DUTY))
        return self._has_duty

    @override
    async def take_turn(self, name: str, seconds: float) -> None:
        async with self._taking.setdefault(name, asyncio.Lock()):
            # Locks don't keep out who has them already; and where the database is away, nobody can be waited for.
            if name in self._turns:
                await asyncio.wait([self._turns[name]])
            while await self._ask(_TRY, name) is False:  # noqa: ASYNC110  # another process can't tell this one
                await asyncio.sleep(RETRY)
            self._turns[name] = asyncio.create_task(self._end_turn(name, seconds))

    async def listen(self) -> None:
        """Begin to hear what is announced."""
        await self._connection.add_listener(_CHANNEL, self._hear)

    async def close(self) -> None:
        """Let go of everything."""
        for task in self._turns.values():
            task.cancel()
        self._connection.terminate()

    def _hear(self, *heard: Any) -> None:  # noqa: ANN401  # asyncpg's: connection, process, channel, payload
        server_id, _, by = heard[3].partition(" ")
        if by != self._database.name:
            self._changed.add(int(server_id))

    async def _end_turn(self, name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._ask(_LET_GO, name)

    async def _ask(self, sql: str, *values: str) -> Any:  # noqa: ANN401  # whatever the query gives
        """A query's value; ``None`` where the connection broke, which then is made anew if that can be."""
        async with self._lock:
            try:
                return await self._connection.fetchval(sql, *values)
            except AWAY:
                self._has_duty, self._has_missed = False, True
                await self._connect()
                return None

    async def _connect(self) -> None:
        self._connection.terminate()
        with suppress(*AWAY):
            self._connection = await self._database.connect()
            await self.listen()
            _log.info("connected to the other processes again")


@asynccontextmanager
async def open_peers(database: PostgresDatabase) -> AsyncIterator[PostgresPeers]:
    """The other processes at an open database, heard from now on."""
    peers = PostgresPeers(database, await database.connect())
    try:
        await peers.listen()
        yield peers
    finally:
        await peers.close()
