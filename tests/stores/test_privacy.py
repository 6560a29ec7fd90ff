"""A member sees and takes all that is kept about them; what is forgotten or too old is gone from the file itself."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.sql.drafts import MOST
from bot.adapters.sql.stores import Stores
from bot.adapters.sqlite.database import SqliteDatabase, open_database
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.feed import Feed
from bot.domain.following import Follow
from bot.domain.question import AnswerType, Question
from bot.domain.schedule import Schedule
from bot.domain.sent_answer import SentAnswer

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Everything = Callable[[], dict[str, Any]]

ANN, BEN = 911_000_000_000_000_111, 922_000_000_000_000_222
HEDGEHOG = "unmistakable-hedgehog"


def _turn(text: str) -> Turn:
    return Turn(Question(text, text, AnswerType.THING, (text,)))


async def _ask(stores: Stores, clock: Any, member: int, text: str) -> None:
    """A turn, and the answer that was sent for it, with marks on it."""
    key, turn = ConversationKey(1, member, 5), _turn(text)
    answer_id = f"{member}-{text}"
    await stores.conversations.append(key, turn)
    await stores.sent_answers.add(SentAnswer(answer_id, key, clock.now(), "found", turn))
    await stores.sent_answers.mark_wrong(answer_id, member)
    await stores.sent_answers.wait(answer_id, member)


async def _say(stores: Stores, clock: Any, member: int, text: str) -> None:
    """Every sort of record a member can leave: a question, its answer with marks, a suggestion, a draft, and so on."""
    await _ask(stores, clock, member, text)
    await stores.submissions.submit(5, member, clock.now(), Manuscript(Revision("form", text), text))
    manuscript = Manuscript(Revision("draft", text), text)
    await stores.drafts.put(Draft(f"d{member}-{text}", 5, member, clock.now(), Purpose.ADD, {"text": text}, manuscript))
    await stores.server_choices.choose(member, 5)
    await stores.feeds.add(Feed(0, 5, "https://news.example/feed", "News", member, clock.now(), clock.now()))
    await stores.ledger.record(AuditEntry(0, 5, clock.now(), member, Action.ADD, "", f"a.{member}-{len(text)}"), 0)
    await stores.schedules.put(member, Schedule(), {})
    # A job to tell of news comes with the first follow.
    await stores.follows.add(Follow(5, member, text, clock.now()), clock.now())


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


def _columns_naming(tables: dict[str, Any], member: int) -> list[str]:
    """Every column of every table that holds the member's id."""
    return [
        f"{name}.{column}"
        for name, table in tables.items()
        for column in table.columns
        if any(row[column] == member for row in table.rows)
    ]


def test_every_table_that_names_a_member_is_covered(opened: Opened, clock: Any, everything: Everything) -> None:
    """Whichever table holds a member's id, there is a count for it, and forgetting leaves the id nowhere."""

    async def leave() -> Any:
        async with opened() as stores:
            await _say(stores, clock, ANN, "word")
            return await stores.members.counts(ANN)

    async def forget() -> None:
        async with opened() as stores:
            await stores.members.forget(ANN)

    counts = asyncio.run(leave())
    columns = [name for table in everything().values() for name in table.columns if name in {"member_id", "actor_id"}]
    assert len(_columns_naming(everything(), ANN)) == len(columns) == len(counts)
    assert set(counts.values()) == {1}
    asyncio.run(forget())
    assert _columns_naming(everything(), ANN) == []


def test_a_member_sees_and_takes_everything(opened: Opened, clock: Any) -> None:
    """The counts and the export hold every sort of record of the member, and nothing of anybody else."""

    async def look() -> tuple[Any, Any]:
        async with opened() as stores:
            await _say(stores, clock, ANN, HEDGEHOG)
            await _say(stores, clock, BEN, "weather")
            return await stores.members.counts(ANN), await stores.members.export(ANN)

    counts, export = asyncio.run(look())
    assert counts == dict.fromkeys(counts, 1) == {sort: len(records) for sort, records in export.items()}
    with_words = {sort for sort, records in export.items() if HEDGEHOG in json.dumps(records)}
    assert with_words == {"turns", "postings", "wrong_marks", "waits", "submissions", "drafts", "follows"}
    assert "weather" not in json.dumps(export)


def test_forgetting_leaves_no_byte(opened: Opened, clock: Any, path: Path) -> None:
    """After a member is forgotten, neither the file nor its log holds any of their words, while the bot runs on."""

    async def forget() -> tuple[int, bytes, Any]:
        async with opened() as stores:
            # Rows of many lengths, mixed with another member's, make SQLite move them from page to page.
            for number in range(60):
                await _say(stores, clock, ANN, f"{HEDGEHOG}-{number}-{'x' * (number * 37 % 900)}")
                await _say(stores, clock, BEN, f"weather-{number}-{'y' * (number * 53 % 700)}")
            deleted = await stores.members.forget(ANN)
            return deleted, _bytes(path), await stores.members.counts(BEN)

    deleted, kept, of_ben = asyncio.run(forget())
    assert deleted == 480 + MOST + 3
    assert set(of_ben.values()) == {60, MOST, 1}
    assert HEDGEHOG.encode() not in kept
    assert b"weather-59" in kept
    assert HEDGEHOG.encode() not in _bytes(path)


Clearing = Callable[[SqliteDatabase], Awaitable[None]]


@pytest.mark.parametrize(
    "clear", [SqliteDatabase.compact, lambda database: database.renew(["fact"])], ids=["file", "table"]
)
def test_writing_anew_leaves_no_copy(path: Path, clear: Clearing) -> None:
    """Not even the copies stay that SQLite leaves where it moved a row from one page to another."""

    async def delete() -> tuple[bytes, bytes]:
        async with open_database(path) as database:
            async with database.writing() as connection:
                for number in range(300):
                    # Every other key a member's, in no order, of many lengths.
                    words = (HEDGEHOG if number % 2 else "weather") + "x" * (number * 397 % 900)
                    await connection.execute("INSERT INTO fact VALUES (?, '')", [f"{number * 7919 % 1009}{words}"])
            async with database.writing() as connection:
                await connection.execute("DELETE FROM fact WHERE instr(key, ?)", [HEDGEHOG])
            copies = _bytes(path)
            await clear(database)
            return copies, _bytes(path)

    copies, cleared = asyncio.run(delete())
    assert HEDGEHOG.encode() in copies
    assert HEDGEHOG.encode() not in cleared


def _everything(path: Path) -> dict[str, list[Any]]:
    """All rows of all tables; SQLite's own may or may not say that a table without rows counts from 0."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608
        return rows | {"sqlite_sequence": [row for row in rows["sqlite_sequence"] if row[1]]}


def test_a_table_that_is_written_anew_stays_the_same(opened: Opened, clock: Any, path: Path) -> None:
    """Every row of every table is there as before, and a mark still goes with its answer."""

    async def renew() -> tuple[dict[str, list[Any]], dict[str, list[Any]], int]:
        async with opened() as stores, open_database(path) as database:
            for member in (ANN, BEN):
                await _say(stores, clock, member, "word")
            before = _everything(path)
            await database.renew([name for name in before if not name.startswith("sqlite_")])
            after = _everything(path)
            async with database.writing() as connection:
                await connection.execute("DELETE FROM posting")
            return before, after, len(_everything(path)["wait"])

    before, after, waits = asyncio.run(renew())
    assert before == after
    assert len(before["wait"]) == 2
    assert waits == 0


def test_a_purge_of_every_day_writes_no_article(opened: Opened, clock: Any, path: Path) -> None:
    """It writes only the tables it deletes from: the room it makes stays in the file, and holds nothing."""

    async def purge() -> int:
        async with opened() as stores:
            for number in range(60):
                await _ask(stores, clock, ANN, f"{HEDGEHOG}-{number}-{'x' * (number * 37 % 900)}")
                clock.move(timedelta(days=1))
            clock.move(timedelta(days=15))
            return await stores.retention.purge()

    assert asyncio.run(purge()) > 80
    kept = _bytes(path)
    assert f"{HEDGEHOG}-40".encode() not in kept
    assert f"{HEDGEHOG}-50".encode() in kept
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 0
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_forgetting_nobody_deletes_nothing(opened: Opened) -> None:
    """A member nothing is kept about is forgotten without an error."""

    async def forget() -> int:
        async with opened() as stores:
            return await stores.members.forget(ANN)

    assert asyncio.run(forget()) == 0


@pytest.mark.parametrize(("days", "left"), [(31, 0), (29, 1)])
def test_what_is_too_old_is_really_deleted(opened: Opened, clock: Any, path: Path, days: int, left: int) -> None:
    """After its time a question is no longer in the file; before, it stays."""

    async def purge() -> tuple[int, bool]:
        async with opened() as stores:
            await _ask(stores, clock, ANN, HEDGEHOG)
            await stores.deliveries.first("m1")
            clock.move(timedelta(days=days))
            deleted = await stores.retention.purge()
            return deleted, await stores.deliveries.first("m1")

    assert asyncio.run(purge()) == ((3, True) if days > 30 else (0, False))
    assert (HEDGEHOG.encode() in _bytes(path)) == bool(left)
