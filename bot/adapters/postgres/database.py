"""A pool of connections to a PostgreSQL database, opened up to date."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import asyncpg
from aiosql.adapters.asyncpg import AsyncPGAdapter
from typing_extensions import override

from bot.adapters.postgres.migrations import migrate, scripts
from bot.adapters.sql.database import Database, load_queries
from bot.domain.errors import DatabaseAwayError, DatabaseError

_log = logging.getLogger(__name__)
OLDEST = 15
"""The version from which on PostgreSQL can do what is asked of it."""

CONNECTIONS = 8
"""How many connections a process has at most, besides the one that listens."""

PATIENCE = 10.0
"""Seconds after which a database that doesn't connect, or lets a change wait, counts as away."""

LONGEST_QUERY, LONGEST_VACUUM = 60.0, 3600.0
"""Seconds after which a connection that says nothing counts as broken."""

_KEEPALIVE = {"tcp_keepalives_idle": "3", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "2"}
"""With these PostgreSQL notices within 7 seconds that a machine is gone, and gives what it had locked to others."""

PAUSE = 1.0
"""Seconds for which a database that couldn't be reached isn't asked again."""

AWAY = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
)
_UNWRITABLE = (asyncpg.ReadOnlySQLTransactionError, asyncpg.InsufficientResourcesError, asyncpg.PostgresIOError)
_BUSY = (asyncpg.LockNotAvailableError, asyncpg.TransactionRollbackError)


class _Adapter(AsyncPGAdapter):
    """aiosql's own adapter gives PostgreSQL's words for what was done, such as ``DELETE 3``, instead of the number."""

    @override
    async def insert_update_delete(self, conn: Any, query_name: str, sql: str, parameters: Any) -> int:
        done: str = await super().insert_update_delete(conn, query_name, sql, parameters)  # type: ignore[no-untyped-call]
        return int(done.rsplit(maxsplit=1)[-1])


class PostgresDatabase(Database):
    """An open database that other processes use as well; ``name`` is this process's own, as the others hear it."""

    def __init__(self, pool: "asyncpg.Pool[Any]", address: str, name: str) -> None:
        self._pool = pool
        self._address = address
        self.name = name
        self._away_until = 0.0

    @override
    def queries(self, name: str) -> Any:
        return load_queries(name, _Adapter)

    @asynccontextmanager
    async def _acquire(self) -> AsyncIterator[Any]:
        """A connection of the pool; for a moment after a failure nobody else waits for one."""
        now = asyncio.get_running_loop().time
        with explain_errors():
            if now() < self._away_until:
                raise TimeoutError("it was away a moment ago")
            try:
                acquired = await self._pool.acquire(timeout=PATIENCE)
            except AWAY as error:
                if self._pool.is_closing():
                    # The program ends, and with it whoever still wants something.
                    raise asyncio.CancelledError from error
                self._note_away(error, now() + PAUSE)
                raise
            self._note_back()
            try:
                yield acquired
            finally:
                await self._pool.release(acquired)

    def _note_away(self, error: Exception, until: float) -> None:
        """Says it in the log once, however long it lasts."""
        if not self._away_until:
            _log.error("the database can't be reached", extra={"reason": str(error) or type(error).__name__})
        self._away_until = until

    def _note_back(self) -> None:
        if self._away_until:
            _log.info("the database can be reached again")
        self._away_until = 0.0

    @override
    @asynccontextmanager
    async def writing(self, key: str = "") -> AsyncIterator[Any]:
        async with self._acquire() as connection, connection.transaction():
            if key:
                await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key)
            yield connection

    @override
    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Any]:
        async with (
            self._acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield connection

    @override
    async def compact(self) -> None:
        await self._vacuum("")

    @override
    async def renew(self, tables: Sequence[str]) -> None:
        await self._vacuum(", ".join(tables))

    async def connect(self) -> "asyncpg.Connection[Any]":
        """A connection besides those of the pool, for whoever keeps it."""
        return await connect(self._address, self.name)

    async def _vacuum(self, tables: str) -> None:
        """Lets the room of deleted rows be written over.

        Rewriting a table would keep everybody waiting; and PostgreSQL's log and its backups hold what was deleted for
        as long as its host keeps them, anyhow.
        """
        async with self._acquire() as connection:
            await connection.execute(f"VACUUM {tables}", timeout=LONGEST_VACUUM)


@asynccontextmanager
async def open_postgres(address: str, steps: Mapping[int, str] | None = None) -> AsyncIterator[PostgresDatabase]:
    """The database at ``address``, a ``postgresql://`` URL, brought up to date by ``steps``.

    Raises:
        DatabaseError: when it can't be used; the message says why and what to do.
    """
    name = f"pressbox-{secrets.token_hex(4)}"
    with explain_opening():
        connection = await connect(address, name)
        try:
            check_server(connection)
            await migrate(connection, scripts() if steps is None else steps)
        finally:
            await connection.close()
    async with asyncpg.create_pool(
        address,
        min_size=0,
        max_size=CONNECTIONS,
        timeout=PATIENCE,
        command_timeout=LONGEST_QUERY,
        server_settings=_settings(name),
    ) as pool:
        yield PostgresDatabase(pool, address, name)


async def connect(address: str, name: str) -> "asyncpg.Connection[Any]":
    """A single connection, which the server lists under ``name``."""
    return await asyncpg.connect(address, timeout=PATIENCE, command_timeout=PATIENCE, server_settings=_settings(name))


def check_server(connection: "asyncpg.Connection[Any]") -> None:
    """Look at what the server said of itself when it was connected to.

    Raises:
        DatabaseError: when it is too old, or its database can't hold every character.
    """
    version = connection.get_server_version().major
    if version < OLDEST:
        raise DatabaseError(f"it is PostgreSQL {version}, and Pressbox needs {OLDEST} or newer: update the server")
    encoding = connection.get_settings().server_encoding
    if encoding != "UTF8":
        raise DatabaseError(
            f"its encoding is {encoding}, and Pressbox needs UTF8: make another one with "
            "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'"
        )


def _settings(name: str) -> dict[str, str]:
    return {"application_name": name, "lock_timeout": f"{PATIENCE:.0f}s", **_KEEPALIVE}


@contextmanager
def explain_opening() -> Iterator[None]:
    """Turns what an operator can mend before the start into a message, which never holds the address's password."""
    try:
        with explain_errors():
            yield
    except (DatabaseError, asyncpg.PostgresError, ValueError) as error:
        raise DatabaseError(f"the database in PRESSBOX_DATABASE can't be used: {error.__cause__ or error}") from error


@contextmanager
def explain_errors() -> Iterator[None]:
    """Turns what isn't this program's fault into what a member is told; the host finds the reason in the log."""
    try:
        yield
    except _UNWRITABLE as error:
        _log.error("nothing can be kept in the database", exc_info=error)
        raise DatabaseError("nothing can be kept at the moment", "database_unwritable") from error
    except _BUSY as error:
        raise DatabaseError("somebody else is changing the same", "database_busy") from error
    except AWAY as error:
        raise DatabaseAwayError("the database can't be reached at the moment") from error
