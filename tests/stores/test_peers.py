"""Processes at one PostgreSQL database hear of each other's changes, and share jobs and turns."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.adapters.postgres import peers as waiting
from bot.adapters.postgres.peers import PostgresPeers
from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.server import Shards

Two = Callable[[Callable[[Stores, Stores], Coroutine[Any, Any, None]]], None]


async def _publish(stores: Stores, clock: Any, server: int) -> None:
    manuscript = Manuscript(Revision("a.1", "Text."), "raw")
    await stores.ledger.record(AuditEntry(0, server, clock.now(), 7, Action.ADD, "", "a.1", 1), 0, manuscript)


async def _heard(stores: Stores, servers: list[int]) -> set[int]:
    """What is heard first; waits for it."""
    while not (heard := await stores.peers.changed_elsewhere(lambda: servers)):  # noqa: ASYNC110  # each time asks the server
        await asyncio.sleep(0)
    return set(heard)


async def _break(stores: Stores) -> None:
    """The connection on which a process hears the others ends without a word."""
    assert isinstance(stores.peers, PostgresPeers)
    stores.peers._connection.terminate()


@pytest.fixture
def two(postgres: Any, clock: Any) -> Two:
    """Has two processes' stores do something."""
    address = postgres.new_database()

    def run(work: Callable[[Stores, Stores], Coroutine[Any, Any, None]]) -> None:
        async def opened() -> None:
            async with (
                open_stores(address, clock, timedelta(days=1)) as one,
                open_stores(address, clock, timedelta(days=1)) as other,
            ):
                async with asyncio.timeout(10):
                    await work(one, other)

        asyncio.run(opened())

    return run


def test_a_change_is_heard_by_the_others_only(two: Two, clock: Any) -> None:
    """Which of its servers changed is told to every process once, but not to the one that changed it."""

    async def change(one: Stores, other: Stores) -> None:
        assert not await other.peers.changed_elsewhere(lambda: [5, 6])
        await _publish(one, clock, 5)
        await _publish(one, clock, 7)
        assert await _heard(other, [5, 6]) == {5}
        assert not await other.peers.changed_elsewhere(lambda: [5, 6])
        assert not await one.peers.changed_elsewhere(lambda: [5, 6])

    two(change)


def test_what_was_missed_is_made_up_for(two: Two, clock: Any) -> None:
    """After its connection broke, a process is told to look at all of its servers, and hears again from then on."""

    async def change(one: Stores, other: Stores) -> None:
        await _break(other)
        await _publish(one, clock, 5)
        assert not await other.peers.changed_elsewhere(lambda: [5, 6])
        assert set(await other.peers.changed_elsewhere(lambda: [5, 6])) == {5, 6}
        await _publish(one, clock, 6)
        assert await _heard(other, [5, 6]) == {6}

    two(change)


def test_a_server_that_is_read_while_others_are_asked_misses_nothing(two: Two, clock: Any) -> None:
    """A change of a server counts if its articles are held by the time the answer is there."""

    async def change(one: Stores, other: Stores) -> None:
        assert isinstance(other.peers, PostgresPeers)
        await _publish(one, clock, 6)
        while other.peers._changed != {6}:
            await other.peers._ask("SELECT 1")
        held = [5]
        asking = asyncio.create_task(other.peers.changed_elsewhere(lambda: tuple(held)))
        await asyncio.sleep(0)
        held.append(6)
        assert set(await asking) == {6}

    two(change)


@pytest.mark.parametrize("ends", ["stops", "breaks"])
def test_the_jobs_are_one_process_s_and_move(two: Two, ends: str) -> None:
    """Only who asks first has the duty; when it stops, or its connection breaks, the next to ask has it."""

    async def move(one: Stores, other: Stores) -> None:
        assert await one.peers.has_duty()
        assert not await other.peers.has_duty()
        assert await one.peers.has_duty()
        assert isinstance(one.peers, PostgresPeers)
        await (one.peers.close() if ends == "stops" else _break(one))
        while not await other.peers.has_duty():  # noqa: ASYNC110  # as above
            await asyncio.sleep(0)
        assert not await one.peers.has_duty()

    two(move)


def test_turns_come_one_after_the_other(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three that want the same turn, in two processes, each waits its time; another turn is free meanwhile."""
    monkeypatch.setattr(waiting, "RETRY", 0.001)

    async def take(one: Stores, other: Stores) -> None:
        loop = asyncio.get_running_loop()
        taken = []

        async def turn(stores: Stores) -> None:
            await stores.peers.take_turn("identify 0", 0.1)
            taken.append(loop.time())

        await asyncio.gather(turn(one), turn(one), turn(other))
        assert min(later - sooner for sooner, later in pairwise(taken)) >= 0.1
        await other.peers.take_turn("identify 1", 0.1)
        assert loop.time() - taken[-1] < 0.1

    two(take)


def test_a_process_marks_only_servers_of_its_own_shards_as_left(
    opened: Callable[[], AbstractAsyncContextManager[Stores]], clock: Any
) -> None:
    """A server that another shard has isn't missed; one of its own that Discord no longer names is."""
    mine, gone, others = 4 << 22, 6 << 22, 5 << 22

    async def mark() -> list[int]:
        async with opened() as stores:
            for server in (mine, gone, others):
                await _publish(stores, clock, server)
                await stores.servers.mark_joined(server)
            await stores.servers.mark_present([mine], Shards(0, 0, 2))
            clock.move(timedelta(days=31))
            await stores.retention.purge()
            return [server for server in (mine, gone, others) if await stores.ledger.live(server)]

    assert asyncio.run(mark()) == [mine, others]
