"""PostgreSQL: opened by several processes at once, brought up to date wholly or not at all, refused with the reason."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from bot.adapters.postgres import database
from bot.adapters.postgres.database import open_postgres
from bot.adapters.postgres.migrations import scripts
from bot.adapters.sqlite.migrations import scripts as sqlite_scripts
from bot.adapters.stores import open_stores
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.errors import ChangedMeanwhileError, DatabaseError

LATEST = max(scripts())
ADD = "INSERT INTO fact VALUES ('a', 'b')"


async def query(address: str, sql: str) -> list[tuple[Any, ...]]:
    """The rows that a query gives."""
    connection = await asyncpg.connect(address)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def open_once(address: str, steps: dict[int, str] | None = None) -> None:
    """Open the database, and close it."""
    async with open_postgres(address, steps):
        pass


def test_both_databases_are_at_the_same_version() -> None:
    """Whatever one of them learns to keep, the other learns under the same number."""
    assert len(sqlite_scripts()) == LATEST


def test_many_processes_can_start_at_once(postgres: Any) -> None:
    """All that bring the same empty database up to date at the same time get it."""
    address = postgres.empty_database()

    async def all_at_once() -> list[tuple[Any, ...]]:
        await asyncio.gather(*(open_once(address) for _ in range(6)))
        return await query(address, "SELECT version FROM schema_version")

    assert asyncio.run(all_at_once()) == [(LATEST,)]


def test_an_interrupted_migration_changes_nothing(postgres: Any) -> None:
    """Where a step fails, all is as it was before, and it can be repeated."""
    address = postgres.new_database()
    broken = {**scripts(), LATEST + 1: "CREATE TABLE more (a int); SELECT no_such_function()"}
    with pytest.raises(DatabaseError, match="no_such_function"):
        asyncio.run(open_once(address, broken))
    assert asyncio.run(query(address, "SELECT version, to_regclass('more') FROM schema_version")) == [(LATEST, None)]
    asyncio.run(open_once(address, {**scripts(), LATEST + 1: "CREATE TABLE more (a int)"}))
    assert asyncio.run(query(address, "SELECT version FROM schema_version")) == [(LATEST + 1,)]


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (f"CREATE TABLE schema_version AS SELECT {LATEST + 1} AS version", f"version {LATEST + 1} .* update Pressbox"),
        ("CREATE TABLE bookmark (url text)", "another program's database"),
    ],
)
def test_what_is_not_ours_is_refused(postgres: Any, made: str, why: str) -> None:
    """A later version's database and another program's are left alone, with what to do about it."""
    address = postgres.empty_database()
    asyncio.run(query(address, made))
    with pytest.raises(DatabaseError, match=f"PRESSBOX_DATABASE.*{why}"):
        asyncio.run(open_once(address))


def test_another_encoding_is_refused(postgres: Any) -> None:
    """A database that can't hold every character is left as it is, with how to make one that can."""
    address = postgres.empty_database("LATIN1")
    with pytest.raises(DatabaseError, match=r"encoding is LATIN1, and Pressbox needs UTF8: .* ENCODING 'UTF8'"):
        asyncio.run(open_once(address))
    assert asyncio.run(query(address, "SELECT to_regclass('schema_version')")) == [(None,)]


def test_an_old_postgresql_is_refused(postgres: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of a version before the oldest that will do is named, and left as it is."""
    address = postgres.empty_database()
    monkeypatch.setattr(database, "OLDEST", 1000)
    with pytest.raises(DatabaseError, match=r"it is PostgreSQL \d\d, and Pressbox needs 1000 or newer: update"):
        asyncio.run(open_once(address))
    assert asyncio.run(query(address, "SELECT to_regclass('schema_version')")) == [(None,)]


@pytest.mark.parametrize("address", ["postgresql://u:hedgehog@127.0.0.1:1/x", "postgresql://u:hedgehog@[/x"])
def test_a_server_that_is_not_there_is_explained(address: str) -> None:
    """An address where nothing answers ends in one message, without the password in it."""
    with pytest.raises(DatabaseError, match="PRESSBOX_DATABASE can't be used") as raised:
        asyncio.run(open_once(address))
    assert "hedgehog" not in str(raised.value)


@pytest.mark.parametrize("how", ["fails", "is cancelled"])
def test_a_change_that_breaks_off_leaves_nothing(postgres: Any, how: str) -> None:
    """When a later statement of a change fails, or its task is cancelled, the earlier ones are undone."""
    address = postgres.new_database()

    async def break_off() -> None:
        async with open_postgres(address) as opened, opened.writing() as connection:
            await connection.execute(ADD)
            if how == "fails":
                await connection.execute(ADD)
            raise asyncio.CancelledError

    with pytest.raises((asyncpg.UniqueViolationError, asyncio.CancelledError)):
        asyncio.run(break_off())
    assert asyncio.run(query(address, "SELECT * FROM fact")) == []


def test_readers_see_no_half_change(postgres: Any) -> None:
    """A reader in the middle of a change sees the state before it, and goes on seeing it after."""
    address = postgres.new_database()

    async def read() -> list[int]:
        async with open_postgres(address) as opened, opened.reading() as reader:
            counts = []
            async with opened.writing() as writer:
                await writer.execute(ADD)
                counts.append(await reader.fetchval("SELECT count(*) FROM fact"))
            counts.append(await reader.fetchval("SELECT count(*) FROM fact"))
            return counts

    assert asyncio.run(read()) == [0, 0]


def test_of_two_changes_to_the_same_one_wins(postgres: Any, clock: Any) -> None:
    """Processes that change an article at the same moment can't both have seen its last change."""
    address = postgres.new_database()

    async def change() -> list[Any]:
        async with (
            open_stores(address, clock, timedelta(days=1)) as one,
            open_stores(address, clock, timedelta(days=1)) as two,
        ):
            entry = AuditEntry(0, 5, clock.now(), 7, Action.ADD, "", "a.1", 1)
            manuscript = Manuscript(Revision("a.1", "Text."), "raw")
            changes = [stores.ledger.record(entry, 0, manuscript) for stores in (one, two) * 4]
            return await asyncio.gather(*changes, return_exceptions=True)

    kinds = sorted(type(result).__name__ for result in asyncio.run(change()))
    assert kinds == [ChangedMeanwhileError.__name__] * 7 + ["int"]
