"""The times at which members want to be told directly are kept, and move what waits for them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import TypeVar

from bot.adapters.sql.stores import Stores
from bot.domain.following import Address, Follow
from bot.domain.job import Gather
from bot.domain.schedule import Rhythm, Schedule
from tests.stores.news import NOON, log, new_article

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Result = TypeVar("Result")
HOUR = timedelta(hours=1)
NIGHT = Schedule("Europe/Berlin", 22, 7, 2, 18)
DUE = {(5, rhythm): NOON + HOUR for rhythm in Rhythm}


def run(opened: Opened, work: Callable[[Stores], Awaitable[Result]]) -> Result:
    """What ``work`` makes of the open stores."""

    async def opened_and_worked() -> Result:
        async with opened() as stores:
            return await work(stores)

    return asyncio.run(opened_and_worked())


async def _due(stores: Stores) -> dict[Address, datetime]:
    """When each job is due."""
    found = {}
    while job := await stores.jobs.claim(NOON + 9 * HOUR, NOON + 10 * HOUR):
        found[job.work.address] = job.due_at
    return found


def test_a_choice_stays_until_it_is_dropped(opened: Opened) -> None:
    """The last one counts; a member who never chose has none."""

    async def work(stores: Stores) -> list[Schedule | None]:
        found = [await stores.schedules.get(11)]
        for chosen in (Schedule(), NIGHT, None):
            await stores.schedules.put(11, chosen, {})
            found.append(await stores.schedules.get(11))
        return found

    assert run(opened, work) == [None, Schedule(), NIGHT, None]


def test_what_waits_moves_with_the_choice(opened: Opened) -> None:
    """In the servers that are named, for that member alone; what is told in a channel doesn't."""

    async def work(stores: Stores) -> dict[Address, datetime]:
        for server, member, channel in ((5, 11, None), (6, 11, None), (5, 12, None), (5, 11, 3)):
            name = "Bo Ray" if channel else "Ann Lee"
            await stores.follows.add(Follow(server, member, name, NOON, channel), NOON)
        await stores.schedules.put(11, NIGHT, DUE)
        return await _due(stores)

    assert run(opened, work) == {
        Address(5, member_id=11): NOON + HOUR,
        Address(6, member_id=11): NOON,
        Address(5, member_id=12): NOON,
        Address(5, channel_id=3): NOON,
    }


def test_a_server_s_new_times_move_no_one_s_own(opened: Opened) -> None:
    """Whoever has none goes with the server."""

    async def work(stores: Stores) -> dict[Address, datetime]:
        for member in (11, 12):
            await stores.follows.add(Follow(5, member, "Ann Lee", NOON), NOON)
        await stores.schedules.put(11, NIGHT, {})
        await stores.jobs.reschedule(5, {Rhythm.AT_ONCE: NOON + HOUR})
        return await _due(stores)

    assert run(opened, work) == {Address(5, member_id=11): NOON, Address(5, member_id=12): NOON + HOUR}


def test_news_come_to_each_at_their_times(opened: Opened) -> None:
    """To those who chose, when they want; a job for them isn't made twice."""

    async def work(stores: Stores) -> dict[Address, datetime]:
        for member, channel in ((11, None), (12, None), (13, 3)):
            follow = await stores.follows.add(Follow(5, member, "Ann Lee", NOON, channel), NOON)
            await stores.schedules.put(member, NIGHT if member != 12 else None, {})
            assert follow.follow_id
        await _finish(stores)
        assert await stores.schedules.of_followers(5, ["Ann Lee", "Bo Ray"]) == [(11, Rhythm.AT_ONCE, NIGHT)]
        assert await stores.schedules.of_followers(6, ["Ann Lee"]) == []
        await log(stores, "a.1")
        entries, upto = await stores.news.unread(9)
        own = {Gather(Address(5, member_id=11), Rhythm.AT_ONCE): NOON + 2 * HOUR}
        await stores.news.take(upto, [new_article(entry) for entry in entries], DUE, (), own)
        return await _due(stores)

    assert run(opened, work) == {
        Address(5, member_id=11): NOON + 2 * HOUR,
        Address(5, member_id=12): NOON + HOUR,
        Address(5, channel_id=3): NOON + HOUR,
    }


async def _finish(stores: Stores) -> None:
    while job := await stores.jobs.claim(NOON, NOON + HOUR):
        await stores.jobs.finish(job)


def test_it_goes_with_the_last_follow(opened: Opened) -> None:
    """Whoever follows nobody any more has no use for it: the daily purge deletes it, and nobody else's."""

    async def work(stores: Stores) -> list[Schedule | None]:
        await stores.follows.add(Follow(5, 12, "Ann Lee", NOON), NOON)
        for member in (11, 12):
            await stores.schedules.put(member, NIGHT, {})
        await stores.retention.purge()
        return [await stores.schedules.get(member) for member in (11, 12)]

    assert run(opened, work) == [None, NIGHT]
