"""Copies everything that is kept from one database to another, of either kind, and checks every row.

Rows are copied in the order of their keys, a lot in one transaction: what is there already was copied by a run that was
stopped, and the next goes on after it. At the end the rows of both are counted and hashed.
"""

import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database
from bot.adapters.sql.notes import MOVING
from bot.adapters.sqlite.database import open_database
from bot.adapters.sqlite.migrations import scripts
from bot.domain.errors import DatabaseError, UserError

LOT = 200
"""How many rows are held and written at once; one can be as large as the largest upload."""

Progress = Callable[[str, int], None]
"""Told of which table how many more rows are copied."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table both kinds of database have, with its columns and those of its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


class _Side(Protocol):
    database: Database

    async def rows(self, connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query gives; its parameters are $1, $2 …."""

    async def write(self, connection: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """A statement carried out for each row."""

    async def last_number(self, connection: Connection, table: Table) -> int:
        """The last number that was ever given to a row of the table; 0 where its rows aren't numbered by it."""

    async def go_on_after(self, connection: Connection, table: Table, number: int) -> None:
        """Give the next row a number above this one."""


@dataclass
class _Sqlite(_Side):
    database: Database

    @override
    async def rows(self, connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await connection.execute_fetchall(sql.replace("$", "?"), values)]

    @override
    async def write(self, connection: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        await connection.executemany(sql.replace("$", "?"), rows)

    @override
    async def last_number(self, connection: Connection, table: Table) -> int:
        found = await self.rows(connection, "SELECT seq FROM sqlite_sequence WHERE name = $1", [table.name])
        return int(found[0][0]) if found else 0

    @override
    async def go_on_after(self, connection: Connection, table: Table, number: int) -> None:
        sql = "UPDATE sqlite_sequence SET seq = max(seq, $1) WHERE name = $2"
        await self.write(connection, sql, [(number, table.name)])


@dataclass
class _Postgres(_Side):
    database: Database

    @override
    async def rows(self, connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await connection.fetch(sql, *values)]

    @override
    async def write(self, connection: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        await connection.executemany(sql, rows)

    @override
    async def last_number(self, connection: Connection, table: Table) -> int:
        name = await self._sequence(connection, table)
        return int((await self.rows(connection, f"SELECT last_value FROM {name}"))[0][0]) if name else 0  # noqa: S608  # PostgreSQL's own

    @override
    async def go_on_after(self, connection: Connection, table: Table, number: int) -> None:
        if name := await self._sequence(connection, table):
            highest = f"(SELECT max({table.key[0]}) FROM {table.name})"  # noqa: S608  # from the schema
            await connection.execute(f"SELECT setval('{name}', greatest({highest}, {number}, 1))")

    async def _sequence(self, connection: Connection, table: Table) -> str | None:
        name: str | None = await connection.fetchval("SELECT pg_get_serial_sequence($1, $2)", table.name, table.key[0])
        return name


def tables() -> tuple[Table, ...]:
    """Every table, in an order in which what a row refers to comes before it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for script in scripts():
            connection.executescript(script)
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return tuple(_table(connection, name) for (name,) in names.fetchall())


async def move(source: Path | str, target: Path | str, progress: Progress) -> dict[str, int]:
    """Copy everything from ``source`` to ``target``, or go on with that; the number of rows of each table.

    Raises:
        UserError: when the target held anything before, or the source isn't there or holds only a part.
        DatabaseError: when either can't be used, or the rows differ in the end.
    """
    _check_presence(source)
    async with _open(source) as read, _open(target) as written:
        async with read.database.reading() as connection:
            if await _is_part(read, connection):
                raise UserError("the source holds only a part of what was to be copied into it: finish that first")
        await _begin(written)
        counts = {table.name: await _copy(table, read, written, progress) for table in tables()}
        async with written.database.writing() as connection:
            await written.write(connection, "DELETE FROM fact WHERE key = $1", [(MOVING,)])
    return counts


def _check_presence(source: Path | str) -> None:
    if isinstance(source, Path) and not source.is_file():
        raise UserError(f"there is no database {source}: check the path")


@asynccontextmanager
async def _open(database: Path | str) -> AsyncIterator[_Side]:
    if isinstance(database, Path):
        async with open_database(database) as opened:
            yield _Sqlite(opened)
    else:
        from bot.adapters.postgres.database import open_postgres  # noqa: PLC0415  # an extra

        async with open_postgres(database) as opened_postgres:
            yield _Postgres(opened_postgres)


async def _begin(side: _Side) -> None:
    """Notes that the target is being filled, unless somebody else's rows are there."""
    async with side.database.writing() as connection:
        if await _is_part(side, connection):
            return
        for table in tables():
            if await side.rows(connection, f"SELECT 1 FROM {table.name} LIMIT 1"):  # noqa: S608  # from the schema
                raise UserError("the target holds something already: name an empty database, or a new file")
        await side.write(connection, "INSERT INTO fact (key, value) VALUES ($1, $2)", [(MOVING, "unfinished")])


async def _is_part(side: _Side, connection: Connection) -> bool:
    return bool(await side.rows(connection, "SELECT 1 FROM fact WHERE key = $1", [MOVING]))


async def _copy(table: Table, source: _Side, target: _Side, progress: Progress) -> int:
    marks = ", ".join(f"${number}" for number in range(1, len(table.columns) + 1))
    insert = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})"  # noqa: S608  # from the schema
    async for lot in _lots(table, source, await _last_key(table, target)):
        async with target.database.writing() as connection:
            await target.write(connection, insert, lot)
        progress(table.name, len(lot))
    async with source.database.reading() as connection:
        number = await source.last_number(connection, table)
    async with target.database.writing() as connection:
        await target.go_on_after(connection, table, number)
    found, kept = await _digest(table, source), await _digest(table, target)
    if found != kept:
        raise DatabaseError(
            f"the rows of {table.name} differ ({found[1]} there, {kept[1]} here): stop the bot, empty the target, "
            "and begin again"
        )
    return kept[1]


async def _digest(table: Table, side: _Side) -> tuple[str, int]:
    """The hash of all rows in the order of their keys, and how many there are."""
    digest, count = hashlib.sha256(), 0
    async for lot in _lots(table, side, None):
        for row in lot:
            digest.update(json.dumps(row).encode())
        count += len(lot)
    return digest.hexdigest(), count


async def _lots(table: Table, side: _Side, after: Sequence[Any] | None) -> AsyncIterator[list[tuple[Any, ...]]]:
    """The rows whose keys come after one, a lot at a time; the mark that the target is unfinished isn't one of them."""
    keys, positions = ", ".join(table.key), [table.columns.index(name) for name in table.key]
    while True:
        marks = ", ".join(f"${number}" for number in range(1, len(table.key) + 1))
        where = f"WHERE ({keys}) > ({marks})" if after else ""
        sql = f"SELECT {', '.join(table.columns)} FROM {table.name} {where} ORDER BY {keys} LIMIT {LOT}"  # noqa: S608  # from the schema
        async with side.database.reading() as connection:
            lot = await side.rows(connection, sql, after or ())
        if not lot:
            return
        after = [lot[-1][position] for position in positions]
        if own := [row for row in lot if (table.name, row[0]) != ("fact", MOVING)]:
            yield own


async def _last_key(table: Table, side: _Side) -> Sequence[Any] | None:
    """The key of the last row that was copied."""
    backwards = ", ".join(f"{name} DESC" for name in table.key)
    other = f"WHERE key <> '{MOVING}'" if table.name == "fact" else ""
    sql = f"SELECT {', '.join(table.key)} FROM {table.name} {other} ORDER BY {backwards} LIMIT 1"  # noqa: S608  # from the schema
    async with side.database.reading() as connection:
        return next(iter(await side.rows(connection, sql)), None)


def _table(connection: sqlite3.Connection, name: str) -> Table:
    columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
    key = sorted((position, column) for _, column, *_, position in columns if position)
    return Table(name, tuple(column for _, column, *_ in columns), tuple(column for _, column in key))
