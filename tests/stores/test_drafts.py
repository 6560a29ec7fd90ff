"""What members are about to add is kept until it is done with."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.adapters.sql.drafts import MOST
from bot.adapters.sql.stores import Stores
from bot.domain.article import Byline, Revision
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import Manuscript

Opened = Callable[[], AbstractAsyncContextManager[Stores]]
MANUSCRIPT = Manuscript(Revision("draft", "A\0 \u202eb.", Byline("T", published=date(2025, 5, 1))), "raw \ud800")


def test_a_draft_comes_back_as_it_was_kept(opened: Opened, clock: Any) -> None:
    """Whatever characters it holds, a draft is the same after a restart, until it is removed."""
    draft = Draft("d1", 5, 11, clock.now(), Purpose.EDIT, {"date": "soon"}, MANUSCRIPT, "cp1252", "a.1", 3, 4)

    async def keep() -> None:
        async with opened() as stores:
            await stores.drafts.put(replace(draft, typed={}))
            await stores.drafts.put(draft)

    async def look() -> list[Draft | None]:
        async with opened() as stores:
            kept = await stores.drafts.get("d1")
            await stores.drafts.remove("d1")
            await stores.drafts.remove("d1")
            return [kept, await stores.drafts.get("d1")]

    asyncio.run(keep())
    assert asyncio.run(look()) == [draft, None]


def test_a_member_keeps_only_the_latest_drafts(opened: Opened, clock: Any) -> None:
    """One draft too many takes away the one that was touched longest ago, and nobody else's."""

    async def fill() -> list[str]:
        async with opened() as stores:
            await stores.drafts.put(Draft("hers", 5, 12, clock.now(), Purpose.ADD))
            await stores.drafts.put(Draft("there", 6, 11, clock.now(), Purpose.ADD))
            # The first is touched again before there is one too many.
            for number in (*range(MOST), 0, MOST):
                clock.move(timedelta(minutes=1))
                await stores.drafts.put(Draft(str(number), 5, 11, clock.now(), Purpose.ADD))
            names = ["hers", "there", *map(str, range(MOST + 1))]
            return [name for name in names if await stores.drafts.get(name) is None]

    assert asyncio.run(fill()) == ["1"]


def test_a_draft_expires(opened: Opened, clock: Any) -> None:
    """A draft that nobody touched for the retention time is deleted, and one touched since is not."""

    async def wait() -> tuple[Draft | None, Draft | None]:
        async with opened() as stores:
            old = Draft("old", 5, 11, clock.now(), Purpose.ADD)
            await stores.drafts.put(old)
            await stores.drafts.put(replace(old, draft_id="new"))
            clock.move(timedelta(days=29))
            await stores.drafts.put(replace(old, draft_id="new", touched_at=clock.now()))
            clock.move(timedelta(days=2))
            await stores.retention.purge()
            return await stores.drafts.get("old"), await stores.drafts.get("new")

    old, new = asyncio.run(wait())
    assert old is None
    assert new is not None
