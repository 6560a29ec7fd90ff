"""A real database of the test's own, on a clock the test sets.

What a test asks of `opened` holds of SQLite and PostgreSQL; a test that also asks for `path` is about SQLite's file.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import pytest

from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores

RETENTION = timedelta(days=30)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 9, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment the clock is set to."""
        return self.moment

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by


Opened = Callable[[], AbstractAsyncContextManager[Stores]]


class Table(NamedTuple):
    """A table as it is: the names of its columns, and its rows by them."""

    columns: Sequence[str]
    rows: Sequence[dict[str, Any]]


Everything = Callable[[], dict[str, Table]]


@pytest.fixture
def clock() -> SetClock:
    """A clock at noon on 1 September 2025."""
    return SetClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database goes; there is none yet."""
    return tmp_path / "kept.sqlite3"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Asks everything of both databases that isn't about the file."""
    if "kept_in" in metafunc.fixturenames and "path" not in metafunc.fixturenames:
        metafunc.parametrize("kept_in", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def kept_in(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where everything is kept: a file, or the address of a PostgreSQL database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return tmp_path / "kept.sqlite3"
    address: str = request.getfixturevalue("postgres").new_database()
    return address


@pytest.fixture
def everything(kept_in: Path | str) -> Everything:
    """Reads every table, past the stores."""

    async def read() -> dict[str, Table]:
        connection = await asyncpg.connect(kept_in)
        try:
            names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            every = {name: await connection.prepare(f"SELECT * FROM {name}") for (name,) in names}  # noqa: S608  # names from the schema
            return {
                name: Table([each.name for each in query.get_attributes()], [dict(row) for row in await query.fetch()])
                for name, query in every.items()
            }
        finally:
            await connection.close()

    def read_file() -> dict[str, Table]:
        with closing(sqlite3.connect(kept_in)) as connection:
            connection.row_factory = sqlite3.Row
            names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            every = {name: connection.execute(f"SELECT * FROM {name}") for (name,) in names}  # noqa: S608  # as above
            return {
                name: Table([each[0] for each in cursor.description], [dict(row) for row in cursor])
                for name, cursor in every.items()
            }

    return read_file if isinstance(kept_in, Path) else lambda: asyncio.run(read())


@pytest.fixture
def opened(kept_in: Path | str, clock: SetClock) -> Opened:
    """Opens the stores; opening them again after closing is a restart."""
    return lambda: open_stores(kept_in, clock, RETENTION)
