"""The ledger gives the versions that answer, and reads only those that aren't known."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from bot.adapters.sql.stores import Stores
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript
from tests.stores.conftest import SetClock

SERVER = 5
FIRST, OTHER = Revision("a.1", "First."), Revision("b.1", "Other.")


async def _record(stores: Stores, clock: SetClock, action: Action, of: Revision, seen: int = 0) -> int:
    entry = AuditEntry(0, SERVER, clock.now(), 7, action, "", of.article_id, of.number)
    return await stores.ledger.record(entry, seen, Manuscript(of, ""))


def test_what_is_known_is_not_read_again(
    opened: Callable[[], AbstractAsyncContextManager[Stores]], clock: SetClock
) -> None:
    """A known version comes back as the object it is; another version of its article, or a new article, is read."""

    async def work() -> None:
        async with opened() as stores:
            seen = await _record(stores, clock, Action.ADD, FIRST)
            await _record(stores, clock, Action.ADD, OTHER)
            known = await stores.ledger.live(SERVER)
            edited = replace(FIRST, text="Second.", number=2)
            await _record(stores, clock, Action.EDIT, edited, seen)
            found = await stores.ledger.live(SERVER, known)
            assert found == [edited, OTHER] == await stores.ledger.live(SERVER)
            assert found[1] is known[1]
            assert await stores.ledger.article_ids(SERVER) == {"a.1", "b.1"}

    asyncio.run(work())
