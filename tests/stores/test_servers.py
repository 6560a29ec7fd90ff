"""Servers keep their choices, and lose everything only when their grace period is over."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.adapters.sql.retention import GRACE
from bot.adapters.sql.stores import Stores
from bot.domain.article import Revision
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import Action, AuditEntry, Manuscript, Status
from bot.domain.feed import Card, Feed, KnownEntry, Outcome, Sighting
from bot.domain.following import Follow, NewArticle
from bot.domain.question import AnswerType, Question
from bot.domain.schedule import Rhythm
from bot.domain.sent_answer import SentAnswer
from bot.domain.server import ServerSettings

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Everything = Callable[[], dict[str, Any]]
Result = TypeVar("Result")

CHOICES = ServerSettings(
    frozenset({1, 2}),
    frozenset({3}),
    4,
    "en",
    bundled=False,
    retention_days=7,
    threads=True,
    digest_channel=5,
    time_zone="Europe/Rome",
    quiet_from=22,
    quiet_until=6,
    digest_day=1,
    digest_hour=8,
)
DUE = {(server, rhythm): datetime(2025, 9, 2, tzinfo=UTC) for server in (5, 6) for rhythm in Rhythm}
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
    await stores.follows.add(Follow(server, 11, "Ann Lee", clock.now()), clock.now())
    (logged, *_), upto = await stores.news.unread(9)
    await stores.news.take(upto, [NewArticle(server, server, "a.1", logged.at, date(2025, 9, 1), ("Ann Lee",))], DUE)


def tables_naming(tables: dict[str, Any], server: int) -> set[str]:
    """The tables that hold a record of the server: all that can, or none."""
    scoped = {name: table for name, table in tables.items() if "server_id" in table.columns}
    held = {name: any(row["server_id"] == server for row in table.rows) for name, table in scoped.items()}
    assert all(held.values()) or not any(held.values())
    return {name for name, is_held in held.items() if is_held}


def test_choices_come_back(opened: Opened, clock: Any) -> None:
    """What a server chose is there after a restart; one that chose nothing has the default."""
    assert len(CHOICES.differing(ServerSettings())) == len(fields(ServerSettings))
    run(opened, lambda stores: fill(stores, clock, 5))
    assert run(opened, lambda stores: stores.servers.settings(5)) == CHOICES
    assert run(opened, lambda stores: stores.servers.settings(6)) == ServerSettings()


def test_a_server_that_left_is_purged_wholly_after_its_grace_period(
    opened: Opened, clock: Any, everything: Everything
) -> None:
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
    assert len(tables_naming(everything(), 5)) == 16
    run(opened, purge)
    assert tables_naming(everything(), 5) == set()


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


def test_the_servers_that_a_member_uses(opened: Opened, clock: Any) -> None:
    """Known are those in which a member asked or follows, or that they chose, with articles, until the bot leaves."""

    async def use(stores: Stores) -> tuple[list[Sequence[int]], ...]:
        for server in range(1, 7):
            await stores.servers.mark_joined(server)
            added = AuditEntry(0, server, clock.now(), 7, Action.ADD, "", "a.1", 1)
            await stores.ledger.record(added, 0, Manuscript(Revision("a.1", "Text."), "raw"))
        await stores.servers.mark_joined(7)
        for server in (2, 6, 7):
            await stores.conversations.append(ConversationKey(1, 11, server), TURN)
        await stores.conversations.append(ConversationKey(1, 11, None), TURN)
        await stores.follows.add(Follow(3, 11, "Ann Lee", clock.now()), clock.now())
        await stores.server_choices.choose(11, 4)
        await stores.follows.add(Follow(5, 12, "Ann Lee", clock.now()), clock.now())
        await stores.servers.mark_left(6)
        before = [await stores.server_choices.used_by(member) for member in (11, 12, 13)]
        await stores.members.forget(11)
        return before, [await stores.server_choices.used_by(11)]

    assert run(opened, use) == ([[2, 3, 4], [5], []], [[]])
