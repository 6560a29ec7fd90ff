"""New articles are read out of the log of changes once, whoever added them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import TypeVar

from bot.adapters.sql.stores import Stores
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.following import Address, Follow, NewArticle, Period, Renaming
from bot.domain.schedule import Rhythm
from bot.domain.server import ServerSettings
from tests.stores.news import NOON, log, take

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
Result = TypeVar("Result")


def run(opened: Opened, work: Callable[[Stores], Awaitable[Result]]) -> Result:
    """What ``work`` makes of the open stores."""

    async def opened_and_worked() -> Result:
        async with opened() as stores:
            return await work(stores)

    return asyncio.run(opened_and_worked())


def test_an_article_is_new_when_it_answers_for_the_first_time(opened: Opened) -> None:
    """Editing, removing and restoring make no news of it; whatever action let it answer first does."""

    async def work(stores: Stores) -> list[str]:
        await log(stores, "a.1")
        await log(stores, "a.1", Action.EDIT, 2)
        await log(stores, "a.1", Action.REMOVE, None)
        await log(stores, "a.1", Action.RESTORE, 1)
        approved = AuditEntry(0, 5, NOON, 7, Action.APPROVE, article_id="b.1", revision=1)
        await stores.ledger.record(approved, 0, Manuscript(Revision("b.1", "Text."), ""))
        return await take(stores)

    assert run(opened, work) == ["a.1", "b.1"]


def test_the_log_goes_on_where_it_was_read_last(opened: Opened) -> None:
    """What was taken isn't read again, after a restart neither, and what wasn't is."""

    async def first(stores: Stores) -> list[str]:
        await log(stores, "a.1")
        return await take(stores)

    async def then(stores: Stores) -> list[str]:
        await log(stores, "b.1")
        await stores.news.unread(10)
        return await take(stores)

    assert run(opened, first) == ["a.1"]
    assert run(opened, then) == ["b.1"]
    assert run(opened, take) == []


def test_the_log_is_read_in_parts(opened: Opened) -> None:
    """A part ends with its last entry, so that the next begins after it."""

    async def work(stores: Stores) -> tuple[list[int], int]:
        entries = [await log(stores, f"{name}.1") for name in "abc"]
        found, upto = await stores.news.unread(2)
        assert [entry.entry_id for entry in found] == entries[:2]
        return entries, upto

    entries, upto = run(opened, work)
    assert upto == entries[1]


def test_a_change_of_the_settings_is_read_too(opened: Opened) -> None:
    """It comes without an article."""

    async def work(stores: Stores) -> list[bool]:
        settings = AuditEntry(0, 5, NOON, 7, Action.SETTINGS, settings=ServerSettings(digest_channel=3))
        await stores.ledger.record(settings, 0)
        return [entry.revision is None for entry in (await stores.news.unread(9))[0]]

    assert run(opened, work) == [True]


def test_the_newest_articles_come_first(opened: Opened) -> None:
    """By day, then by when they were added; removed ones are left out, and those that don't name who is asked for."""

    async def work(stores: Stores) -> list[tuple[list[str], int]]:
        entries = {name: await log(stores, name) for name in ("old.1", "new.1", "gone.1", "also.1")}
        days = {"old.1": 3, "new.1": 1, "gone.1": 0, "also.1": 1}
        found = [
            NewArticle(entry, 5, name, NOON, NOON.date() - timedelta(days=days[name]), (name, "Ann Lee"))
            for name, entry in entries.items()
        ]
        await stores.news.take(max(entries.values()), found, {(5, rhythm): NOON for rhythm in Rhythm})
        await log(stores, "gone.1", Action.REMOVE, None)
        asked = [None, "Ann Lee", "old.1", "gone.1", "Bo"]
        return [
            ([each.article_id for each in await stores.news.newest(5, name, 9)], await stores.news.count(5, name))
            for name in asked
        ]

    every = (["also.1", "new.1", "old.1"], 3)
    assert run(opened, work) == [every, every, (["old.1"], 1), ([], 0), ([], 0)]


def test_athletes_keep_their_order(opened: Opened) -> None:
    """Whom an article is about comes first again."""

    async def work(stores: Stores) -> list[tuple[str, ...]]:
        await log(stores, "a.1")
        await take(stores, ("Zoe Hart", "Ann Lee"))
        period = Period(NOON, NOON + timedelta(seconds=1))
        return [each.athletes for each in await stores.news.added(5, period)]

    assert run(opened, work) == [("Zoe Hart", "Ann Lee")]


def test_articles_are_added_within_a_period(opened: Opened) -> None:
    """Its end is left out, so that the next begins there."""

    async def work(stores: Stores) -> list[int]:
        await log(stores, "a.1")
        await take(stores)
        hour = timedelta(hours=1)
        periods = [Period(NOON - hour, NOON), Period(NOON, NOON + hour), Period(NOON + hour, NOON + hour)]
        return [len(await stores.news.added(5, period)) for period in periods]

    assert run(opened, work) == [0, 1, 0]


def test_who_was_followed_before_any_article_named_them_goes_by_their_name(opened: Opened) -> None:
    """From the article on that does, which is news to their followers; nobody follows the same athlete twice."""

    async def work(stores: Stores) -> list[tuple[int, list[str]]]:
        for member_id, name in ((11, "Ann Le"), (12, "Ann Le"), (12, "Ann Lee")):
            await stores.follows.add(Follow(5, member_id, name, NOON), NOON)
        await stores.follows.add(Follow(6, 11, "Ann Le", NOON), NOON)
        assert await stores.follows.athletes(5) == ["Ann Le", "Ann Lee"]
        entry_id = await log(stores, "a.1")
        article = NewArticle(entry_id, 5, "a.1", NOON, NOON.date(), ("Ann Lee",))
        renaming = Renaming(5, "Ann Le", "Ann Lee")
        await stores.news.take(entry_id, [article], {(5, rhythm): NOON for rhythm in Rhythm}, [renaming])
        members = [(each, await stores.follows.of_member(each)) for each in (11, 12)]
        return [(member_id, [follow.athlete for follow in follows]) for member_id, follows in members]

    assert run(opened, work) == [(11, ["Ann Le", "Ann Lee"]), (12, ["Ann Lee"])]


def test_a_follow_that_ended_doesn_t_keep_another_from_going_by_the_name(opened: Opened) -> None:
    """Who can be told again of somebody of whom they couldn't be goes on following them by the name they go by."""

    async def work(stores: Stores) -> list[Follow]:
        await stores.follows.add(Follow(5, 11, "Ann Lee", NOON), NOON)
        await stores.follows.refuse(Address(5, member_id=11))
        await stores.follows.add(Follow(5, 11, "Ann Le", NOON), NOON)
        await stores.news.take(0, [], {}, [Renaming(5, "Ann Le", "Ann Lee")])
        assert not await stores.follows.refused(11)
        return [*await stores.follows.of_member(11)]

    assert [follow.athlete for follow in run(opened, work)] == ["Ann Lee"]
