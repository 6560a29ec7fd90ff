"""Servers keep their choices, and lose everything only when their grace period is over."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.adapters.sqlite.retention import GRACE
from bot.adapters.sqlite.stores import Stores
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import Action, AuditEntry, Manuscript, Status
from bot.domain.feed import Card, Feed, KnownEntry, Outcome, Sighting
from bot.domain.question import AnswerType, Question
from bot.domain.sent_answer import SentAnswer
from bot.domain.server import ServerSettings

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Result = TypeVar("Result")

CHOICES = ServerSettings(frozenset({1, 2}), frozenset({3}), 4, "en", bundled=False, retention_days=7, threads=True)
TURN = Turn(Question("who?", "who?", AnswerType.PERSON, ()))


def run(opened: Opened, work: Callable[[Stores], Awaitable[Result]]) -> Result:
    """What ``work`` makes of the open stores."""

    async def opened_and_worked() -> Result:
        async with opened() as stores:
            return await work(stores)

    return asyncio.run(opened_and_worked())


async def fill(stores: Stores, clock: Any, server: int) -> None:
    """Leave every sort of record in a server."""
    ledger, key, manuscript = stores.ledger, ConversationKey(1, 11, server), Manuscript(Revision("a.1", "Text."), "raw")
    await ledger.record(AuditEntry(0, server, clock.now(), 7, Action.SETTINGS, settings=CHOICES), 0)
    await ledger.record(AuditEntry(0, server, clock.now(), 7, Action.ADD, "", "a.1", 1), 0, manuscript)
    await stores.submissions.submit(server, 11, clock.now(), manuscript)
    feed = await stores.feeds.add(Feed(0, server, "https://news.example/feed", "News", 11, clock.now(), clock.now()))
    entry = KnownEntry(0, feed.feed_id, server, "Lee", "", clock.now(), "f", Outcome.NEW)
    await stores.feeds.saw(feed.feed_id, lambda each: each, [Sighting(entry, frozenset({"k"}))])
    await stores.feeds.make_card(Card(0, server, 1, clock.now(), (1,)))
    await stores.drafts.put(Draft(f"d{server}", server, 11, clock.now(), Purpose.ADD, manuscript=manuscript))
    await stores.conversations.append(key, TURN)
    await stores.sent_answers.add(SentAnswer(f"x{server}", key, clock.now(), "found", TURN))
    await stores.sent_answers.mark_wrong(f"x{server}", 11)
    await stores.sent_answers.wait(f"x{server}", 11)
    await stores.server_choices.choose(server + 100, server)


def tables_naming(path: Path, server: int) -> set[str]:
    """The tables that hold a record of the server."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        scoped = [t for t in tables if "server_id" in [row[1] for row in connection.execute(f"PRAGMA table_info({t})")]]
        held = {t: connection.execute(f"SELECT 1 FROM {t} WHERE server_id = {server}").fetchall() for t in scoped}  # noqa: S608  # names from the schema
        assert all(held[table] for table in held) or not any(held[table] for table in held)
        return {table for table, rows in held.items() if rows}


def test_choices_come_back(opened: Opened, clock: Any) -> None:
    """What a server chose is there after a restart; one that chose nothing has the default."""
    assert len(CHOICES.differing(ServerSettings())) == len(fields(ServerSettings))
    run(opened, lambda stores: fill(stores, clock, 5))
    assert run(opened, lambda stores: stores.servers.settings(5)) == CHOICES
    assert run(opened, lambda stores: stores.servers.settings(6)) == ServerSettings()


def test_a_server_that_left_is_purged_wholly_after_its_grace_period(opened: Opened, clock: Any, path: Path) -> None:
    """Before its end everything is there, and after it nothing in any table; the other server keeps its own."""

    async def leave(stores: Stores) -> None:
        await fill(stores, clock, 5)
        await fill(stores, clock, 6)
        await stores.servers.mark_left(5)
        clock.move(GRACE - timedelta(days=1))
        # Hearing again that it left doesn't begin the period anew.
        await stores.servers.mark_left(5)

    async def purge(stores: Stores) -> None:
        clock.move(timedelta(days=2))
        await stores.retention.purge()
        assert await stores.ledger.live(5) == []
        assert len(await stores.ledger.live(6)) == 1

    run(opened, leave)
    assert len(tables_naming(path, 5)) == 12
    run(opened, purge)
    assert tables_naming(path, 5) == set()


@pytest.mark.parametrize("rejoins", ["joined", "present"])
def test_a_server_that_comes_back_keeps_all(opened: Opened, clock: Any, rejoins: str) -> None:
    """Coming back within the grace period ends it, however that is noticed."""

    async def work(stores: Stores) -> int:
        await fill(stores, clock, 5)
        await stores.servers.mark_left(5)
        clock.move(GRACE - timedelta(days=1))
        await (stores.servers.mark_joined(5) if rejoins == "joined" else stores.servers.mark_present([5]))
        clock.move(GRACE)
        await stores.retention.purge()
        return len(await stores.ledger.live(5))

    assert run(opened, work) == 1


@pytest.mark.parametrize(("present", "kept"), [([5, 6], 1), ([6], 0)])
def test_a_server_missed_at_connecting_has_left(opened: Opened, clock: Any, present: list[int], kept: int) -> None:
    """A server that removed the bot while it was off counts as left; an outage keeps it on the list."""

    async def work(stores: Stores) -> int:
        await fill(stores, clock, 5)
        await stores.servers.mark_present(present)
        clock.move(GRACE + timedelta(days=1))
        await stores.servers.mark_present(present)
        await stores.retention.purge()
        return len(await stores.ledger.live(5))

    assert run(opened, work) == kept


def test_a_server_can_keep_questions_for_a_shorter_time(opened: Opened, clock: Any) -> None:
    """After the server's own retention its questions are neither loaded nor, once purged, there; others' are."""

    async def work(stores: Stores) -> list[int]:
        await fill(stores, clock, 5)
        others = [ConversationKey(1, 11, 6), ConversationKey(1, 11)]
        for key in others:
            await stores.conversations.append(key, TURN)
        clock.move(timedelta(days=8))
        loaded = [await stores.conversations.load(key) for key in (ConversationKey(1, 11, 5), *others)]
        await stores.retention.purge()
        counts = await stores.members.counts(11)
        return [*(len(conversation.turns) for conversation in loaded), counts["turns"], counts["postings"]]

    assert run(opened, work) == [0, 1, 1, 2, 0]


def test_a_server_can_t_keep_questions_longer_than_the_host(opened: Opened, clock: Any) -> None:
    """A longer retention of its own brings nothing back that is older than the host's."""

    async def work(stores: Stores) -> int:
        await stores.ledger.record(
            AuditEntry(0, 5, clock.now(), 7, Action.SETTINGS, settings=ServerSettings(retention_days=3650)), 0
        )
        await stores.conversations.append(ConversationKey(1, 11, 5), TURN)
        clock.move(timedelta(days=365))
        return len((await stores.conversations.load(ConversationKey(1, 11, 5))).turns)

    assert run(opened, work) == 0


def test_only_decided_suggestions_expire(opened: Opened, clock: Any) -> None:
    """A suggestion waits for as long as it takes; one that was decided on goes after the retention."""

    async def work(stores: Stores) -> list[int]:
        for text in ("one", "two"):
            await stores.submissions.submit(6, 11, clock.now(), Manuscript(Revision("form", text), text))
        rejected = AuditEntry(0, 6, clock.now(), 7, Action.REJECT, submission_id=1, status=Status.REJECTED)
        await stores.ledger.record(rejected, 0, note="no")
        clock.move(timedelta(days=31))
        await stores.retention.purge()
        return [number for number in (1, 2) if await stores.submissions.get(6, number)]

    assert run(opened, work) == [2]
