"""Who may do what, command by command: a member, a moderator, another server's moderator, and a direct message."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import pytest

from bot.bootstrap.application import Application
from bot.desk.desk import Desk
from bot.domain.actor import Actor
from bot.domain.errors import NotAllowedError, UserError
from bot.domain.server import ServerSettings
from bot.ingestion.document import ingest

Opened = Callable[[], AbstractAsyncContextManager[Application]]
Command = Callable[[Desk, Actor], Awaitable[Any]]

MODERATOR, ELSEWHERE = Actor(7, 5, may_moderate=True), Actor(7, 6, may_moderate=True)
FIRST, SECOND, THIRD = (
    ingest("form", "form", f"---\ntitle: Knee\n---\n\nBea Voss hurt her knee on {day} May 2025.\n") for day in (1, 2, 3)
)
REFUSED = [
    Actor(11, 5),
    Actor(11, None),
    # A direct message is no server, whatever the front-end believes.
    Actor(7, None, may_moderate=True),
]
OF_ANY_SERVER: dict[str, Command] = {
    "publish": lambda desk, actor: desk.articles.publish(actor, FIRST),
    "find": lambda desk, actor: desk.articles.find(actor),
    "pending": lambda desk, actor: desk.queue.pending(actor),
    "audit": lambda desk, actor: desk.changes.audit(actor),
    "change settings": lambda desk, actor: desk.changes.change_settings(actor, ServerSettings(bundled=False)),
    "gaps": lambda desk, actor: desk.unanswered.find_gaps(actor),
    "answered": lambda desk, actor: desk.unanswered.find_answered(actor),
}
OF_ONE_SERVER: dict[str, Command] = {
    "edit": lambda desk, actor: desk.articles.edit(actor, "knee.1", SECOND, 2),
    "remove": lambda desk, actor: desk.articles.remove(actor, "knee.1"),
    "restore": lambda desk, actor: desk.articles.restore(actor, "knee.1", number=1),
    "history": lambda desk, actor: desk.articles.history(actor, "knee.1"),
    "differences": lambda desk, actor: desk.articles.differences(actor, "knee.1", 1, 2),
    "manuscript": lambda desk, actor: desk.articles.manuscript(actor, "knee.1"),
    "approve": lambda desk, actor: desk.queue.approve(actor, 1),
    "reject": lambda desk, actor: desk.queue.reject(actor, 1, "no"),
    "look at a suggestion": lambda desk, actor: desk.queue.get(actor, 1),
    "undo": lambda desk, actor: desk.changes.undo(actor, 2),
    "corrections": lambda desk, actor: desk.corrections.find_reached(actor, "knee.1", timedelta(days=9)),
}


def _try(opened: Opened, command: Command, actor: Actor) -> tuple[bool, bool]:
    """Whether the command was carried out, and whether server 5 is as it was.

    Members are to be refused for what they are; what keeps a moderator from it may be anything.
    """

    async def state(app: Application) -> list[Any]:
        stores = app.stores
        return [
            await stores.ledger.entries(5, None, 99),
            await stores.ledger.live(5),
            await stores.submissions.pending(5),
            await stores.servers.settings(5),
        ]

    async def tried() -> tuple[bool, bool]:
        async with opened() as app:
            if not await app.stores.ledger.live(5):
                await app.desk.articles.publish(MODERATOR, FIRST)
                await app.desk.articles.edit(MODERATOR, "knee.1", THIRD, 1)
                await app.desk.queue.suggest(Actor(11, 5), SECOND)
            before = await state(app)
            try:
                await command(app.desk, actor)
            except UserError as error:
                refused = isinstance(error, NotAllowedError) or actor in (MODERATOR, ELSEWHERE)
                return not refused, before == await state(app)
            return True, before == await state(app)

    return asyncio.run(tried())


@pytest.mark.parametrize("command", (OF_ANY_SERVER | OF_ONE_SERVER).values(), ids=[*OF_ANY_SERVER, *OF_ONE_SERVER])
def test_only_moderators_may(opened: Opened, command: Command) -> None:
    """A member, and anybody in a direct message, is refused, and nothing is changed."""
    assert [_try(opened, command, actor) for actor in REFUSED] == [(False, True)] * len(REFUSED)


@pytest.mark.parametrize("command", (OF_ANY_SERVER | OF_ONE_SERVER).values(), ids=[*OF_ANY_SERVER, *OF_ONE_SERVER])
def test_moderators_may(opened: Opened, command: Command) -> None:
    """A moderator of the server is let through."""
    assert _try(opened, command, MODERATOR)[0]


@pytest.mark.parametrize("command", OF_ONE_SERVER.values(), ids=OF_ONE_SERVER)
def test_no_moderator_reaches_another_server(opened: Opened, command: Command) -> None:
    """What is named by its id isn't there for a moderator of another server."""
    assert _try(opened, command, ELSEWHERE) == (False, True)


@pytest.mark.parametrize("command", OF_ANY_SERVER.values(), ids=OF_ANY_SERVER)
def test_a_moderator_of_another_server_changes_only_that_one(opened: Opened, command: Command) -> None:
    """What a moderator does in their own server leaves this one as it is."""
    assert _try(opened, command, ELSEWHERE) == (True, True)


def test_a_member_may_suggest_only_in_a_server(opened: Opened) -> None:
    """A suggestion needs a server, and somebody who makes it."""
    suggest: Command = lambda desk, actor: desk.queue.suggest(actor, FIRST)  # noqa: E731  # a row of the table
    assert _try(opened, suggest, Actor(11, 5)) == (True, False)
    assert _try(opened, suggest, Actor(11, None)) == (False, True)
    assert _try(opened, suggest, Actor(None, 5, may_moderate=True)) == (False, True)
