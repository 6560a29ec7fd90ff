"""Follows are kept until they are ended, by the member or because nothing can be told there."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any, TypeVar

from bot.adapters.sql.stores import Stores
from bot.domain.following import Address, Follow
from bot.domain.schedule import Rhythm
from tests.stores.news import NOON

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Result = TypeVar("Result")
LEE, HART = Follow(5, 11, "Ann Lee", NOON), Follow(5, 11, "Zoe Hart", NOON, 3, Rhythm.DAILY)


def run(opened: Opened, work: Callable[[Stores], Awaitable[Result]]) -> Result:
    """What ``work`` makes of the open stores."""

    async def opened_and_worked() -> Result:
        async with opened() as stores:
            return await work(stores)

    return asyncio.run(opened_and_worked())


async def names(stores: Stores, member_id: int = 11, server_id: int | None = None) -> list[str]:
    """Whom a member follows."""
    return [each.athlete for each in await stores.follows.of_member(member_id, server_id)]


def test_a_follow_comes_back_as_it_was_kept(opened: Opened) -> None:
    """After a restart it is the same, with the id it got; a second of the same athlete takes its place."""

    async def keep(stores: Stores) -> list[int]:
        again = Follow(5, 11, "Zoe Hart", NOON + timedelta(days=1))
        return [(await stores.follows.add(each, NOON)).follow_id for each in (LEE, again, HART)]

    first, second, third = run(opened, keep)
    assert second == third
    lee, hart = run(opened, lambda stores: stores.follows.of_member(11))
    assert (lee.athlete, lee.channel_id, lee.rhythm, lee.since) == ("Ann Lee", None, Rhythm.AT_ONCE, NOON)
    assert (hart.athlete, hart.channel_id, hart.rhythm) == ("Zoe Hart", 3, Rhythm.DAILY)
    assert (lee.follow_id, hart.follow_id) == (first, second)


def test_a_member_ends_only_their_own(opened: Opened) -> None:
    """Another's is none of theirs, and ending it twice is no error."""

    async def work(stores: Stores) -> list[bool]:
        await stores.follows.add(LEE, NOON)
        (kept,) = await stores.follows.of_member(11)
        ended = [await stores.follows.end(kept.follow_id, member) is not None for member in (12, 11, 11)]
        return [*ended, bool(await names(stores))]

    assert run(opened, work) == [False, True, False, False]


def test_each_server_has_its_own(opened: Opened) -> None:
    """The same athlete can be followed in two servers, and an address is one server's."""

    async def work(stores: Stores) -> tuple[list[str], list[str], list[int]]:
        await stores.follows.add(LEE, NOON)
        await stores.follows.add(Follow(6, 11, "Ann Lee", NOON), NOON)
        told = await stores.follows.at(Address(6, member_id=11))
        return await names(stores), await names(stores, server_id=6), [each.server_id for each in told]

    assert run(opened, work) == (["Ann Lee", "Ann Lee"], ["Ann Lee"], [6])


def test_what_is_refused_ends_and_is_remembered(opened: Opened, clock: Any) -> None:
    """Nothing else of the member's ends; they are told until they know, or until the retention time is over."""

    async def work(stores: Stores) -> list[list[str]]:
        await stores.follows.add(LEE, NOON)
        await stores.follows.add(HART, NOON)
        await stores.follows.refuse(LEE.address)
        found = [await names(stores), [each.athlete for each in await stores.follows.refused(11)]]
        await stores.follows.forget_refused(11)
        found.append([each.athlete for each in await stores.follows.refused(11)])
        await stores.follows.refuse(HART.address)
        clock.move(timedelta(days=31))
        await stores.retention.purge()
        return [*found, [each.athlete for each in await stores.follows.refused(11)]]

    assert run(opened, work) == [["Zoe Hart"], ["Ann Lee"], [], []]


def test_a_refused_follow_begins_anew(opened: Opened) -> None:
    """Following again forgets that it was refused."""

    async def work(stores: Stores) -> tuple[list[str], int]:
        await stores.follows.add(LEE, NOON)
        await stores.follows.refuse(LEE.address)
        await stores.follows.add(LEE, NOON)
        return await names(stores), len(await stores.follows.refused(11))

    assert run(opened, work) == (["Ann Lee"], 0)


def test_who_left_a_server_follows_nobody_there(opened: Opened) -> None:
    """Elsewhere they do, and so do others there; nothing is remembered to be said."""

    async def work(stores: Stores) -> list[tuple[int, int]]:
        for server, member, channel in ((5, 11, None), (5, 11, 3), (6, 11, None), (5, 12, 3)):
            await stores.follows.add(Follow(server, member, "Bo Ray" if channel else "Ann Lee", NOON, channel), NOON)
        await stores.follows.end_all(5, {11, 13})
        assert await stores.follows.refused(11) == []
        left = [*await stores.follows.of_member(11), *await stores.follows.of_member(12)]
        return [(follow.server_id, follow.member_id) for follow in left]

    assert run(opened, work) == [(6, 11), (5, 12)]
