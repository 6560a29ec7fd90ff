"""One SQLite file, opened with a connection that writes and one that only reads."""

import asyncio
import errno
import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from typing_extensions import override

from bot.adapters.sql.database import Database, load_queries
from bot.adapters.sqlite.migrations import migrate, scripts
from bot.domain.errors import DatabaseError

_log = logging.getLogger(__name__)
BUSY_SECONDS = 15.0
"""How long a change waits for another process to finish its own."""

# FULL: what a member was told is kept has to survive a power cut, too.
_PRAGMAS = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"


_UNWRITABLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE);"
_RENEWAL = (
    "CREATE TEMP TABLE kept AS SELECT * FROM main.{table}",
    "DELETE FROM main.{table}",
    "INSERT INTO main.{table} SELECT * FROM temp.kept",
    "DROP TABLE temp.kept",
)


class SqliteDatabase(Database):
    """An open database. Changes are made one after the other, and readers don't wait for them."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._is_closing = False

    @override
    def queries(self, name: str) -> Any:
        return load_queries(name, "aiosqlite")

    @override
    @asynccontextmanager
    async def writing(self, key: str = "") -> AsyncIterator[aiosqlite.Connection]:
        async with self._turn(self._writing), _transaction(self._writer, "BEGIN IMMEDIATE") as connection:
            yield connection

    @override
    @asynccontextmanager
    async def reading(self) -> AsyncIterator[aiosqlite.Connection]:
        async with self._turn(self._reading), _transaction(self._reader, "BEGIN") as connection:
            yield connection

    @override
    async def compact(self) -> None:
        """Write the whole file anew, so that nothing deleted can be read from it.

        `secure_delete` overwrites what is deleted, but not the copies that stay behind where SQLite moved a row from
        one page to another; and the write-ahead log keeps old pages until it is emptied. Nothing can be changed
        meanwhile, for seconds where the file is large: `renew` is for every day.
        """
        async with self._turn(self._writing):
            await self._writer.executescript(f"VACUUM; {_EMPTY_LOG}")

    @override
    async def renew(self, tables: Sequence[str]) -> None:
        """Write single tables anew, so that nothing deleted from them can be read from the file.

        One table at a time, so that changes wait for no more than that one, however large the others are.
        """
        for table in tables:
            async with self._turn(self._writing):
                await self._renew(table)
        async with self._turn(self._writing):
            await self._writer.executescript(_EMPTY_LOG)

    async def finish(self) -> None:
        """Wait for what is under way; whoever comes later is ended, as every task is at the end of the program."""
        async with self._writing, self._reading:
            self._is_closing = True

    @asynccontextmanager
    async def _turn(self, lock: asyncio.Lock) -> AsyncIterator[None]:
        async with lock:
            if self._is_closing:
                raise asyncio.CancelledError
            with _explain_errors():
                yield

    async def _renew(self, table: str) -> None:
        """Empties a table, by which SQLite overwrites all of its pages, and fills it again."""
        try:
            # What refers to the rows would be deleted with them; every row it refers to will be there again.
            await self._writer.executescript("PRAGMA foreign_keys = OFF")
            async with _transaction(self._writer, "BEGIN IMMEDIATE") as connection:
                for step in _RENEWAL:
                    await connection.execute(step.format(table=table))
        finally:
            await self._writer.executescript("PRAGMA foreign_keys = ON")


@asynccontextmanager
async def open_database(path: Path, steps: tuple[str, ...] | None = None) -> AsyncIterator[SqliteDatabase]:
    """The database in the file ``path``, which is made when there is none, brought up to date by ``steps``.

    Raises:
        DatabaseError: when the file can't be used; the message says why and what to do.
    """
    _make_file(path)
    async with AsyncExitStack() as stack:
        with _explain_errors(path):
            writer = await stack.enter_async_context(_connect(path))
            await _log_ahead(writer)
            await migrate(writer, scripts() if steps is None else steps)
            reader = await stack.enter_async_context(_connect(path))
            await reader.executescript("PRAGMA query_only = ON")
        database = SqliteDatabase(writer, reader)
        stack.push_async_callback(database.finish)
        yield database


@asynccontextmanager
async def _connect(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    # Without an isolation level the driver opens no transaction of its own accord.
    async with aiosqlite.connect(path, timeout=BUSY_SECONDS, isolation_level=None) as connection:
        connection.row_factory = aiosqlite.Row
        await connection.executescript(_PRAGMAS)
        yield connection


async def _log_ahead(connection: aiosqlite.Connection) -> None:
    """Switch to write-ahead logging, the one change for which SQLite itself doesn't wait until others are done."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + BUSY_SECONDS
    while True:
        try:
            await connection.executescript("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or loop.time() > deadline:
                raise
            await asyncio.sleep(0.05)
        else:
            return


@asynccontextmanager
async def _transaction(connection: aiosqlite.Connection, begin: str) -> AsyncIterator[aiosqlite.Connection]:
    try:
        await connection.execute(begin)
        yield connection
        await connection.execute("COMMIT")
    except BaseException:
        # Also when the task was cancelled: the connection works off its calls in order, this one after all others.
        await connection.rollback()
        raise


def _make_file(path: Path) -> None:
    """Make the file, readable to its owner only: it holds what members asked."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not path.exists():
            path.touch(mode=0o600)
        # Not opened to see whether it can be: closing it would take away the locks of another connection to it.
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise DatabaseError(
            f"the database {path} can't be opened ({error.strerror}): "
            "name a file in a folder that can be written in PRESSBOX_DATABASE"
        ) from error


def _explain_fault(error: sqlite3.Error) -> None:
    """Raises what a member is told where the disk or the file is at fault, and tells the host in the log."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in _UNWRITABLE:
        _log.error("nothing can be kept: free space on the disk, and let Pressbox write there", exc_info=error)
        problem = "nothing can be kept at the moment: whoever runs this bot finds the reason in its log"
        raise DatabaseError(problem, "database_unwritable") from error
    if primary in _DAMAGED:
        _log.error("the database is damaged: stop the bot and `pressbox restore` a backup", exc_info=error)
        problem = "what is kept is damaged: whoever runs this bot has to restore a backup"
        raise DatabaseError(problem, "database_damaged") from error


@contextmanager
def _explain_errors(path: Path | None = None) -> Iterator[None]:
    """Turns what an operator can mend into a message; during work, other errors are faults and pass."""
    try:
        yield
    except DatabaseError as error:
        raise DatabaseError(f"{path}: {error}") if path else error from None
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            busy = "another program is keeping the database to itself: try again in a moment"
            raise DatabaseError(busy, "database_busy") from error
        if path is None:
            _explain_fault(error)
            raise
        raise DatabaseError(
            f"{path} can't be used as the database ({error}): "
            "give Pressbox the right to write it, restore a backup, or name another file in PRESSBOX_DATABASE"
        ) from error
