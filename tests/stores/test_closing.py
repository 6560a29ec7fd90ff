"""The end of the program comes between two questions to the database, never into one."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

import pytest

from bot.adapters.sql.stores import Stores

Opened = Callable[[], AbstractAsyncContextManager[Stores]]


@pytest.mark.parametrize("doing", ["reading", "writing"])
async def test_what_is_under_way_is_finished(opened: Opened, doing: str) -> None:
    """Whoever reads or writes while the database is closed comes to the end of it, and closing waits for that."""
    has_begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def work(facts: Any) -> str | None:
        async with getattr(facts._database, doing)() as connection:
            has_begun.set()
            await may_go_on.wait()
            found: str | None = await facts._sql.fact(connection, key="a")
        return found

    async with AsyncExitStack() as stack:
        stores = await stack.enter_async_context(opened())
        await stores.facts.put("a", "b")
        working = asyncio.create_task(work(stores.facts))
        await has_begun.wait()
        closing = asyncio.create_task(stack.pop_all().aclose())
        # Long enough for a database that doesn't wait.
        done, _ = await asyncio.wait({closing}, timeout=0.2)
        assert not done
        may_go_on.set()
        await closing
    assert await working == "b"


@pytest.mark.parametrize("doing", ["reading", "writing"])
async def test_what_begins_later_is_ended(opened: Opened, doing: str) -> None:
    """A task that wants something after the end is cancelled, which nobody hears of as a fault."""
    async with opened() as stores:
        facts: Any = stores.facts

    async def work() -> None:
        async with getattr(facts._database, doing)():
            pass

    late = asyncio.create_task(work())
    await asyncio.wait({late})
    assert late.cancelled()
