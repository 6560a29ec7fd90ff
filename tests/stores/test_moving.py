"""Everything that is kept moves from one database to another, and back, unchanged."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.adapters import moving
from bot.adapters.moving import move, tables
from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores
from bot.domain.article import Byline, Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.errors import DatabaseError, UserError
from bot.domain.feed import Card, Sighting
from bot.domain.following import Follow
from bot.domain.question import AnswerType, Question
from bot.domain.schedule import Schedule
from bot.domain.sent_answer import SentAnswer
from bot.domain.server import ServerSettings
from tests.stores.news import NOON, take
from tests.stores.test_feeds import entry_of, feed_of

DAY = timedelta(days=1)
TEXTS = ("A\0 \u202e“b”.", 'Half a pair: \ud800, and \\u0000 and "\\"', "Zoë ran.")


async def fill(stores: Stores, clock: Any) -> None:
    """Leave every sort of record, with characters of every sort, and a suggestion that is gone again."""
    for number, text in enumerate(TEXTS):
        turn = Turn(Question(text, text, AnswerType.THING, (text,)))
        key, manuscript = ConversationKey(1, 11, 5), Manuscript(Revision(f"a.{number}", text, Byline(text)), text)
        await stores.ledger.record(AuditEntry(0, 5, clock.now(), 7, Action.ADD, text, f"a.{number}", 1), 0, manuscript)
        await stores.submissions.submit(5, 11, clock.now(), manuscript)
        await stores.drafts.put(Draft(f"d{number}", 5, 11, clock.now(), Purpose.ADD, manuscript=manuscript))
        await stores.conversations.append(key, turn)
        await stores.sent_answers.add(SentAnswer(f"x{number}", key, clock.now(), "found", turn))
        await stores.sent_answers.mark_wrong(f"x{number}", 11)
        await stores.sent_answers.wait(f"x{number}", 11)
    choices = ServerSettings(retention_days=7)
    await stores.ledger.record(AuditEntry(0, 5, clock.now(), 7, Action.SETTINGS, settings=choices), 0)
    await stores.facts.put("commands", "v1")
    await stores.deliveries.first("m1")
    await stores.sent_answers.dismiss(["x0"], dismissed=True)
    await stores.server_choices.choose(11, 5)
    await stores.follows.add(Follow(5, 11, "Ann Lee", NOON), NOON)
    await take(stores, ("Zoë Hart", "Ann Lee"))
    await stores.schedules.put(11, Schedule("Europe/Berlin", 22, 7), {})
    feed = await stores.feeds.add(feed_of(clock))
    sighting = Sighting(entry_of(clock, feed), frozenset({"key"}))
    await stores.feeds.saw(feed.feed_id, lambda each: each, [sighting])
    await stores.feeds.make_card(Card(0, 5, 7, clock.now(), (1,)))
    await stores.submissions.submit(5, 12, clock.now(), manuscript)
    await stores.members.forget(12)


async def read(stores: Stores) -> list[Any]:
    """What the stores give of it."""
    of_five = [stores.ledger.live(5), stores.ledger.entries(5, None, 9), stores.ledger.summaries(5)]
    return [
        *[await each for each in of_five],
        await stores.ledger.manuscript(5, "a.1", 1),
        await stores.members.export(11),
        await stores.conversations.load(ConversationKey(1, 11, 5)),
        await stores.servers.settings(5),
        await stores.feeds.of_server(5),
        await stores.news.newest(5, "Ann Lee", 9),
    ]


def ignore(table: str, rows: int) -> None:
    """Shows no progress."""
    del table, rows


def test_there_and_back_everything_is_the_same(postgres: Any, clock: Any, tmp_path: Path) -> None:
    """From a file to PostgreSQL and into another file, every store gives what it gave; new numbers go on above."""
    first, second, there = tmp_path / "a.sqlite3", tmp_path / "b.sqlite3", postgres.empty_database()

    async def there_and_back() -> tuple[list[Any], list[list[Any]], list[int]]:
        async with open_stores(first, clock, DAY) as stores:
            await fill(stores, clock)
            before = await read(stores)
        counts = await move(first, there, ignore)
        assert await move(there, second, ignore) == counts
        assert all(counts.values())
        after, numbers = [], []
        for kept_in in (there, second):
            async with open_stores(kept_in, clock, DAY) as stores:
                after.append(await read(stores))
                submission = await stores.submissions.submit(5, 11, clock.now(), Manuscript(Revision("f", "x"), "x"))
                numbers.append(submission.submission_id)
        return before, after, numbers

    before, after, numbers = asyncio.run(there_and_back())
    assert after == [before, before]
    assert numbers == [len(TEXTS) + 2] * 2


def test_a_stopped_move_goes_on(postgres: Any, clock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it is stopped, the next run copies only what is missing, and in the end all rows are there."""
    monkeypatch.setattr(moving, "LOT", 2)
    source, target = tmp_path / "a.sqlite3", postgres.empty_database()

    async def stop_and_go_on() -> tuple[int, int]:
        async with open_stores(source, clock, DAY) as stores:
            await fill(stores, clock)
        copied = stops = 0

        def stop(table: str, rows: int) -> None:
            nonlocal copied
            copied += rows
            raise InterruptedError(table)

        while True:
            try:
                counts = await move(source, target, stop)
            except InterruptedError:
                stops += 1
            else:
                assert stops >= len(tables()) - 1  # the mark alone is in one
                return copied, sum(counts.values())

    copied, there = asyncio.run(stop_and_go_on())
    assert copied == there


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_half_filled_target_is_not_opened(kind: str, postgres: Any, clock: Any, tmp_path: Path) -> None:
    """Until a stopped move is finished, its target can't be used, nor moved on; then it can."""
    source = tmp_path / "a.sqlite3"
    target = tmp_path / "b.sqlite3" if kind == "sqlite" else postgres.empty_database()

    async def stop_and_finish() -> str | None:
        async with open_stores(source, clock, DAY) as stores:
            await stores.facts.put("mine", "yes")

        def stop(table: str, rows: int) -> None:
            raise InterruptedError(table, rows)

        with pytest.raises(InterruptedError):
            await move(source, target, stop)
        with pytest.raises(DatabaseError, match=r"only a part .* run the same `pressbox migrate` again"):
            async with open_stores(target, clock, DAY):
                pass
        with pytest.raises(UserError, match="the source holds only a part"):
            await move(target, tmp_path / "c.sqlite3", ignore)
        await move(source, target, ignore)
        async with open_stores(target, clock, DAY) as stores:
            return await stores.facts.get("mine")

    assert asyncio.run(stop_and_finish()) == "yes"


def test_rows_that_differ_are_found(postgres: Any, clock: Any, tmp_path: Path) -> None:
    """A row that was changed on the way is no success: the table is named."""
    source, target = tmp_path / "a.sqlite3", postgres.empty_database()

    async def change_on_the_way() -> None:
        async with open_stores(source, clock, DAY) as stores:
            await fill(stores, clock)

        def stop(table: str, rows: int) -> None:
            raise InterruptedError(table, rows)

        with pytest.raises(InterruptedError):
            await move(source, target, stop)
        async with open_stores(source, clock, DAY) as stores:
            await stores.conversations.append(ConversationKey(1, 11, 5), Turn(Question("", "", AnswerType.THING, ())))
            await stores.members.forget(11)
        await move(source, target, ignore)

    with pytest.raises(DatabaseError, match="rows of turn differ"):
        asyncio.run(change_on_the_way())


def test_nothing_is_moved_into_what_others_keep(
    opened: Callable[[], AbstractAsyncContextManager[Stores]], kept_in: Path | str, clock: Any, tmp_path: Path
) -> None:
    """A target that holds anything is refused and stays as it is; a source that isn't there makes none."""
    source = tmp_path / "source.sqlite3"

    async def refuse() -> str | None:
        async with opened() as stores:
            await stores.facts.put("mine", "yes")
        with pytest.raises(UserError, match="no database"):
            await move(source, kept_in, ignore)
        async with open_stores(source, clock, DAY) as stores:
            await fill(stores, clock)
        with pytest.raises(UserError, match="holds something already"):
            await move(source, kept_in, ignore)
        async with opened() as stores:
            return await stores.facts.get("mine")

    assert asyncio.run(refuse()) == "yes"
