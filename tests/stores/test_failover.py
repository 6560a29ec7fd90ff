"""A replica takes over from a PostgreSQL server that dies, and nothing that was acknowledged is lost."""

import asyncio
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.postgres import database
from bot.adapters.stores import open_stores
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.errors import DatabaseAwayError
from tests.postgres import replica_of, running_server


def test_no_acknowledged_change_is_lost(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first server dies in the middle of changes; on the second all that were made are there, and more are made."""
    monkeypatch.setattr(database, "PAUSE", 0.0)
    acknowledged: list[str] = []
    under_way = asyncio.Event()

    async def change(stores: Any, name: str) -> None:
        entry = AuditEntry(0, 5, clock.now(), 7, Action.ADD, "", name, 1)
        await stores.ledger.record(entry, 0, Manuscript(Revision(name, "Text."), "raw"))
        acknowledged.append(name)

    async def die(first: Any) -> None:
        await under_way.wait()
        await asyncio.to_thread(first.stop)

    async def change_on_and_on(stores: Any) -> None:
        for number in range(100_000):
            await change(stores, f"meanwhile.{number}")
            under_way.set()

    async def die_and_go_on(first: Any, second: Any) -> set[str]:
        address = f"{first.address('pressbox')},{second.folder}&target_session_attrs=read-write"
        async with open_stores(address, clock, timedelta(days=1)) as stores:
            await change(stores, "before")
            dying = asyncio.create_task(die(first))
            with pytest.raises(DatabaseAwayError):
                await change_on_and_on(stores)
            await dying
            await asyncio.to_thread(second.call, "pg_ctl", "-w", "promote")
            await change(stores, "after")
            return {revision.article_id for revision in await stores.ledger.live(5)}

    with ExitStack() as stack:
        first = stack.enter_context(running_server())
        if first is None:
            pytest.skip("there is no PostgreSQL here")
        second = stack.enter_context(replica_of(first))
        there = asyncio.run(die_and_go_on(first, second))
    assert len(acknowledged) > 2
    assert there >= set(acknowledged)
