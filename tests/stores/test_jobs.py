"""Jobs wait until they are due, belong to one at a time, and lead to each news being told once."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.adapters.sql.stores import Stores
from bot.domain.following import Address, Follow, Mention, Notification, Period
from bot.domain.job import Gather, Job, MakeDigest, Send
from bot.domain.schedule import Rhythm
from bot.domain.server import Shards
from tests.stores.news import NOON, log, take

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Result = TypeVar("Result")
MINUTE = timedelta(minutes=1)
HERE, ANN = Address(5, channel_id=3), Address(5, member_id=11)


def run(opened: Opened, work: Callable[[Stores], Awaitable[Result]]) -> Result:
    """What ``work`` makes of the open stores."""

    async def opened_and_worked() -> Result:
        async with opened() as stores:
            return await work(stores)

    return asyncio.run(opened_and_worked())


async def claim(stores: Stores, now: datetime = NOON) -> Job | None:
    """The next job, leased for a minute."""
    return await stores.jobs.claim(now, now + MINUTE)


async def gathered(stores: Stores, now: datetime = NOON) -> list[Notification]:
    """Carries out every job that is due; what is to be sent."""
    found = []
    while job := await claim(stores, now):
        if isinstance(job.work, Gather):
            await stores.jobs.gather(job, job.work, f"n{job.job_id}", now)
        elif isinstance(job.work, Send):
            found.append(job.work.notification)
            await stores.jobs.finish(job)
    return found


async def follow(stores: Stores, member_id: int, athlete: str = "Ann Lee", **where: Any) -> None:
    """A follow, with whatever its first job was done."""
    await stores.follows.add(Follow(5, member_id, athlete, NOON, **where), NOON)
    assert await gathered(stores) == []


def test_a_job_waits_until_it_is_due(opened: Opened) -> None:
    """Not a moment before; of several that are due, the one that was due first comes first."""

    async def work(stores: Stores) -> list[Address | None]:
        await stores.jobs.plan_digest(5, MakeDigest(HERE, NOON), NOON + 2 * MINUTE)
        await stores.jobs.plan_digest(6, MakeDigest(Address(6, 4), NOON), NOON + MINUTE)
        found = [await claim(stores, NOON + minutes * MINUTE) for minutes in (0, 2, 2, 2)]
        return [job.work.address if job else None for job in found]

    assert run(opened, work) == [None, Address(6, 4), HERE, None]


def test_a_job_whose_lease_is_over_is_begun_again(opened: Opened) -> None:
    """Until then it is nobody else's, though whoever had it is gone."""

    async def work(stores: Stores) -> list[int | None]:
        await stores.jobs.plan_digest(5, MakeDigest(HERE, NOON), NOON)
        found = [await claim(stores, moment) for moment in (NOON, NOON, NOON + MINUTE)]
        return [job.attempts if job else None for job in found]

    assert run(opened, work) == [1, None, 2]


def test_a_postponed_job_is_free_again_when_it_is_due(opened: Opened) -> None:
    """Its lease ends with that; how often it was begun is kept as it was said."""

    async def work(stores: Stores) -> list[int | None]:
        await stores.jobs.plan_digest(5, MakeDigest(HERE, NOON), NOON)
        job = await claim(stores)
        assert job
        await stores.jobs.postpone(job, NOON + MINUTE / 2)
        found = [await claim(stores, moment) for moment in (NOON, NOON + MINUTE / 2)]
        return [job.attempts if job else None for job in found]

    assert run(opened, work) == [None, 2]


def test_news_go_to_whoever_follows(opened: Opened) -> None:
    """Members are told where they want it, those of a channel together; what was there before isn't news."""

    async def work(stores: Stores) -> dict[Address, tuple[str, ...]]:
        await log(stores, "before.1")
        await follow(stores, 11)
        await follow(stores, 12, channel_id=3)
        await follow(stores, 13, channel_id=3)
        await follow(stores, 14, "Bo")
        await take(stores)
        await log(stores, "after.1")
        await take(stores)
        return {each.address: tuple(m.article_id for m in each.mentions) for each in await gathered(stores)}

    assert run(opened, work) == {ANN: ("after.1",), HERE: ("after.1",)}


def test_several_articles_become_one_notification(opened: Opened) -> None:
    """The newest first, each athlete of each article once."""

    async def work(stores: Stores) -> list[Notification]:
        await follow(stores, 11)
        await follow(stores, 11, "Bo")
        for name in ("a.1", "b.1"):
            await log(stores, name)
            await take(stores, ("Bo", "Ann Lee", "Cy"))
        return await gathered(stores)

    (told,) = run(opened, work)
    assert told.mentions == tuple(
        Mention(athlete, article) for article in ("b.1", "a.1") for athlete in ("Ann Lee", "Bo")
    )
    assert told.count == 2


def test_nothing_is_gathered_twice(opened: Opened) -> None:
    """A job that was taken over from somebody slow makes one notification, whoever of them is done first."""

    async def work(stores: Stores) -> list[int]:
        await follow(stores, 11)
        await log(stores, "a.1")
        await take(stores)
        slow, fast = await claim(stores), await claim(stores, NOON + MINUTE)
        for job in (fast, slow):
            assert job
            assert isinstance(job.work, Gather)
            await stores.jobs.gather(job, job.work, f"by-{job.attempts}", NOON)
        return [len(await gathered(stores)), len(await gathered(stores))]

    assert run(opened, work) == [1, 0]


def test_another_rhythm_loses_nothing(opened: Opened) -> None:
    """What is still to be told comes as the member wants it now, once."""

    async def work(stores: Stores) -> list[list[str]]:
        await follow(stores, 11, rhythm=Rhythm.WEEKLY)
        await log(stores, "a.1")
        await take(stores, due=NOON + 5 * MINUTE)
        await stores.follows.add(Follow(5, 11, "Ann Lee", NOON, 3), NOON + MINUTE)
        told = [await gathered(stores, NOON + minutes * MINUTE) for minutes in (0, 1, 5)]
        return [[each.mentions[0].article_id for each in found] for found in told]

    assert run(opened, work) == [[], ["a.1"], []]


def test_the_next_digest_begins_where_the_last_ended(opened: Opened) -> None:
    """Making one and planning the next is one step; without a channel there is none any more."""

    async def work(stores: Stores) -> tuple[list[Period | None], MakeDigest | None, MakeDigest | None]:
        await stores.jobs.plan_digest(5, MakeDigest(HERE, NOON), NOON)
        job = await claim(stores)
        assert job
        assert isinstance(job.work, MakeDigest)
        await stores.jobs.make_digest(job, job.work, "one", NOON + MINUTE, NOON + 9 * MINUTE)
        planned = await stores.jobs.digest(5)
        told = await gathered(stores, NOON + MINUTE)
        await stores.jobs.plan_digest(5, None, NOON)
        return [each.digest for each in told], planned, await stores.jobs.digest(5)

    assert run(opened, work) == ([Period(NOON, NOON + MINUTE)], MakeDigest(HERE, NOON + MINUTE), None)


def test_a_job_is_claimed_by_the_process_that_serves_its_server(opened: Opened) -> None:
    """Another shard's is left to that shard's process, however many are due."""
    mine, others = 4 << 22, 5 << 22

    async def work(stores: Stores) -> list[int]:
        for server in (others, mine, others + 1):
            await stores.jobs.plan_digest(server, MakeDigest(Address(server, channel_id=3), NOON), NOON)
        claimed = [await stores.jobs.claim(NOON, NOON + MINUTE, Shards(0, 0, 2)) for _ in range(2)]
        return [job.work.address.server_id for job in claimed if job]

    assert run(opened, work) == [mine]


def test_two_processes_never_have_the_same_job(opened: Opened) -> None:
    """Whoever claims at the same moment, each job is one process's."""

    async def work(one: Stores) -> list[int]:
        for server in range(5, 9):
            await one.jobs.plan_digest(server, MakeDigest(Address(server, channel_id=3), NOON), NOON)
        async with opened() as two:
            claims = await asyncio.gather(*(claim(stores) for stores in (one, two) * 6))
        return [job.job_id for job in claims if job]

    claimed = run(opened, work)
    assert claimed
    assert len(claimed) == len(set(claimed))


def test_news_that_come_in_while_jobs_are_carried_out_are_told(opened: Opened) -> None:
    """Once to each, whichever process reads them and whichever gathers."""

    async def work(reading: Stores) -> Counter[str]:
        async with opened() as gathering:
            for member_id in range(8):
                await follow(reading, member_id)
            told: Counter[str] = Counter()
            for number in range(40):
                await log(reading, f"a.{number}")
                _, *sent = await asyncio.gather(take(reading), gathered(gathering), gathered(reading))
                told.update(_articles([*sent[0], *sent[1]]))
            told.update(_articles(await gathered(reading)))
        return told

    assert run(opened, work) == {f"a.{number}": 8 for number in range(40)}


def _articles(notifications: Sequence[Notification]) -> list[str]:
    return [mention.article_id for each in notifications for mention in each.mentions]
