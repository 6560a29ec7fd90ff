"""A change is kept wholly or not at all, whatever stops it."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from bot.adapters.sqlite import database as opening
from bot.adapters.sqlite.database import open_database
from bot.domain.errors import DatabaseError

CHECKOUT = Path(__file__).parents[2]
ADD = "INSERT INTO fact VALUES ('a', 'b')"
APPENDS_UNTIL_KILLED = """
    import asyncio, sys
    from pathlib import Path
    from datetime import timedelta
    from bot.adapters.clock import SystemClock
    from bot.adapters.stores import open_stores
    from bot.domain.conversation import ConversationKey, Turn
    from bot.domain.question import AnswerType, Question

    async def append():
        async with open_stores(Path(sys.argv[1]), SystemClock(), timedelta(days=1)) as stores:
            for number in range(100_000):
                question = Question(str(number), "", AnswerType.THING, ())
                await stores.conversations.append(ConversationKey(1, 1), Turn(question))
                print(number, flush=True)

    asyncio.run(append())
"""


async def _facts(path: Path) -> int:
    async with open_database(path) as database, database.reading() as connection:
        return len(list(await connection.execute_fetchall("SELECT * FROM fact")))


def test_a_failed_change_leaves_nothing(path: Path) -> None:
    """When a later statement of a change fails, the earlier ones are undone."""

    async def change() -> None:
        async with open_database(path) as database, database.writing() as connection:
            await connection.execute(ADD)
            await connection.execute(ADD)

    with pytest.raises(sqlite3.IntegrityError):
        asyncio.run(change())
    assert asyncio.run(_facts(path)) == 0


def test_a_cancelled_change_leaves_nothing(path: Path) -> None:
    """A change whose task is cancelled is undone, and the next one goes on as if it had not been."""

    async def change() -> None:
        async with open_database(path) as database:
            begun = asyncio.Event()

            async def cancelled() -> None:
                async with database.writing() as connection:
                    await connection.execute(ADD)
                    begun.set()
                    await asyncio.Event().wait()

            task = asyncio.create_task(cancelled())
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            async with database.writing() as connection:
                await connection.execute("INSERT INTO fact VALUES ('c', 'd')")

    asyncio.run(change())
    assert asyncio.run(_facts(path)) == 1


def test_readers_see_no_half_change(path: Path) -> None:
    """A reader in the middle of a change sees the state before it, without waiting."""

    async def read() -> list[object]:
        async with open_database(path) as database, database.writing() as writer:
            await writer.execute(ADD)
            async with database.reading() as reader:
                return list(await reader.execute_fetchall("SELECT * FROM fact"))

    assert asyncio.run(read()) == []


def test_a_database_kept_busy_is_explained(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another program doesn't let go of the database, the message says so instead of "database is locked"."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)

    async def change() -> None:
        async with open_database(path) as one, open_database(path) as two, one.writing():
            with pytest.raises(DatabaseError, match=r"another program.*try again"):
                async with two.writing():
                    pass

    asyncio.run(change())


def test_a_full_disk_is_explained(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where there is no room left, the change is refused and undone, the host's log says why, and reading goes on."""

    async def change() -> int:
        async with open_database(path) as database:
            async with database.writing() as writer:
                await writer.execute(ADD)
                await writer.execute("PRAGMA max_page_count = 1")  # as few as there are by now
            with pytest.raises(DatabaseError, match="nothing can be kept"):
                async with database.writing() as writer:
                    await writer.execute("INSERT INTO fact VALUES ('c', ?)", ("much" * 100_000,))
            async with database.reading() as reader:
                return len(list(await reader.execute_fetchall("SELECT * FROM fact")))

    assert asyncio.run(change()) == 1
    assert "free space on the disk" in caplog.text


def test_damage_found_at_work_is_explained(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A table whose pages are overwritten ends in a plain message, and the host's log says what to do."""

    async def read() -> None:
        async with open_database(path) as database, database.writing() as writer:
            await writer.execute("INSERT INTO fact VALUES ('a', ?)", ("b" * 100_000,))
        size = await asyncio.to_thread(lambda: path.stat().st_size)
        with path.open("r+b") as file:
            file.seek(size - 50_000)
            file.write(b"\xff" * 50_000)
        async with open_database(path) as database:
            with pytest.raises(DatabaseError, match="restore a backup"):
                async with database.reading() as reader:
                    await reader.execute_fetchall("SELECT * FROM fact")

    asyncio.run(read())
    assert "pressbox restore" in caplog.text


def test_a_killed_program_loses_no_turn_it_reported(path: Path) -> None:
    """After a kill in the middle of writing, every turn that was reported as kept is there, and the file is sound."""
    command = [sys.executable, "-c", dedent(APPENDS_UNTIL_KILLED), str(path)]
    with subprocess.Popen(  # noqa: S603  # our own program
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(CHECKOUT)}
    ) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if line == "20\n":
                os.kill(writer.pid, signal.SIGKILL)
                break
        reported = 20 + len(writer.stdout.readlines())
    with sqlite3.connect(path) as connection:
        texts = connection.execute("SELECT json_extract(content, '$.record.question.text') FROM turn")
        kept = [int(text) for (text,) in texts]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert kept[: reported + 1] == list(range(reported + 1))
