"""Deliveries are told apart and facts kept, across restarts."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.adapters.sql.stores import Stores

Opened = Callable[[], AbstractAsyncContextManager[Stores]]


def test_a_delivery_is_first_once(opened: Opened) -> None:
    """The same delivery is first only once, also when both arrive together or after a restart."""

    async def deliver() -> list[bool]:
        async with opened() as stores:
            seen = await asyncio.gather(*(stores.deliveries.first("m1") for _ in range(3)))
        async with opened() as stores:
            return [*seen, await stores.deliveries.first("m1"), await stores.deliveries.first("m2")]

    *seen, again, other = asyncio.run(deliver())
    assert sorted(seen) == [False, False, True]
    assert (again, other) == (False, True)


def test_a_fact_outlives_a_restart(opened: Opened) -> None:
    """The last value put under a key is the one that is kept."""

    async def put() -> list[str | None]:
        async with opened() as stores:
            await stores.facts.put("commands", "v1")
            await stores.facts.put("commands", "v2")
        async with opened() as stores:
            return [await stores.facts.get("commands"), await stores.facts.get("other")]

    assert asyncio.run(put()) == ["v2", None]
