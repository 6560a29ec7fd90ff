"""Opening: a new file is made and an old one brought up to date; what can't be used is explained."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest

from bot.adapters.sqlite import migrations
from bot.adapters.sqlite.database import open_database
from bot.adapters.sqlite.migrations import scripts
from bot.domain.errors import DatabaseError

LATEST = len(scripts())


def _open(path: Path, steps: tuple[str, ...] | None = None) -> None:
    async def opened() -> None:
        async with open_database(path, steps):
            pass

    asyncio.run(opened())


def _query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def test_a_new_database_has_the_latest_version(path: Path) -> None:
    """A file that doesn't exist is made, with the latest schema, and readable to its owner only."""
    _open(path)
    assert _query(path, "PRAGMA user_version") == [(LATEST,)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_opening_again_changes_nothing(path: Path) -> None:
    """What was kept is there after a restart."""
    _open(path)
    _query(path, "INSERT INTO fact VALUES ('a', 'b')")
    _open(path)
    assert _query(path, "SELECT * FROM fact") == [("a", "b")]


def test_two_programs_can_start_at_once(path: Path) -> None:
    """Programs that bring the same new database up to date at the same time both get it."""

    async def both() -> None:
        async def opened() -> None:
            async with open_database(path):
                pass

        await asyncio.gather(*(opened() for _ in range(4)))

    asyncio.run(both())
    assert _query(path, "PRAGMA user_version") == [(LATEST,)]


@pytest.mark.parametrize("step", range(LATEST))
def test_a_step_is_not_taken_twice(path: Path, step: int) -> None:
    """Whoever wanted to take it when another program had taken all of them leaves the version as it is."""

    async def late() -> None:
        async with open_database(path), aiosqlite.connect(path, isolation_level=None) as connection:
            await migrations._take(connection, scripts()[step], step)

    asyncio.run(late())
    assert _query(path, "PRAGMA user_version") == [(LATEST,)]


@pytest.mark.parametrize("step", range(LATEST))
def test_an_interrupted_migration_leaves_the_old_version(path: Path, step: int) -> None:
    """Wherever a migration breaks off, the schema and the version are those from before it, and it can be repeated."""
    before = scripts()[:step]
    _open(path, before)
    tables = _query(path, "SELECT name, sql FROM sqlite_schema")
    statements = list(_statements(scripts()[step]))
    for kept in range(len(statements) + 1):
        broken = "".join([*statements[:kept], "SELECT no_such_function();"])
        with pytest.raises(DatabaseError, match="no_such_function"):
            _open(path, (*before, broken))
        assert _query(path, "PRAGMA user_version") == [(step,)]
        assert _query(path, "SELECT name, sql FROM sqlite_schema") == tables
    _open(path)
    assert _query(path, "PRAGMA user_version") == [(LATEST,)]


def test_a_newer_database_is_refused(path: Path) -> None:
    """A database of a later version is left alone, with what to do about it."""
    _open(path)
    _query(path, f"PRAGMA user_version = {LATEST + 1}")
    with pytest.raises(DatabaseError, match=rf"{path}: .*version {LATEST + 1} .*up to {LATEST}: update Pressbox"):
        _open(path)


def test_another_program_s_database_is_refused(path: Path) -> None:
    """A SQLite file that isn't Pressbox's is left as it is."""
    _query(path, "CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(DatabaseError, match="another program's database: name another file"):
        _open(path)
    assert _query(path, "SELECT name FROM sqlite_schema") == [("bookmark",)]


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    """A file of something else is named in the message and keeps its content."""
    path.write_text("shopping list\n" * 99)
    with pytest.raises(DatabaseError, match=rf"{path} can't be used as the database \(file is not a database\)"):
        _open(path)
    assert path.read_text().startswith("shopping list\n")


@pytest.mark.parametrize(
    ("where", "why"),
    [("missing/kept.sqlite3", "No such file"), ("file/kept.sqlite3", "Not a directory"), (".", "Is a directory")],
)
def test_a_place_that_can_t_be_written_is_explained(tmp_path: Path, where: str, why: str) -> None:
    """A folder that isn't there, a file in a folder's place and a folder in the file's place are named."""
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match=rf"can't be opened \({why}.*PRESSBOX_DATABASE"):
        _open(tmp_path / where)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_can_t_be_written_is_explained(path: Path) -> None:
    """A file the program may only read isn't opened."""
    path.touch(mode=0o400)
    with pytest.raises(DatabaseError, match=r"can't be opened \(Permission denied\)"):
        _open(path)
