"""Every change is in the audit, and can be taken back."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.bootstrap.application import Application
from bot.domain.actor import Actor
from bot.domain.answer import Found, NotFound
from bot.domain.conversation import ConversationKey
from bot.domain.editing import Action
from bot.domain.errors import ChangedMeanwhileError, NotAllowedError, UserError
from bot.domain.request import Request
from bot.domain.server import ServerSettings
from bot.ingestion.document import ingest

Opened = Callable[[], AbstractAsyncContextManager[Application]]
Result = TypeVar("Result")

MODERATOR = Actor(7, 5, may_moderate=True)
HOST = Actor(None, 5, may_moderate=True)
KNEE = ingest("form", "form", "---\ntitle: Knee\n---\n\nBea Voss hurt her knee on 3 May 2025.\n")


def run(opened: Opened, work: Callable[[Application], Awaitable[Result]]) -> Result:
    """What ``work`` makes of an open application."""

    async def opened_and_worked() -> Result:
        async with opened() as app:
            return await work(app)

    return asyncio.run(opened_and_worked())


def test_the_audit_has_every_change_latest_first(opened: Opened) -> None:
    """It says who, what and why, page by page, and holds nothing of another server; a host has no member's id."""

    async def work(app: Application) -> None:
        await app.desk.articles.publish(MODERATOR, KNEE, "new")
        await app.desk.articles.publish(Actor(7, 6, may_moderate=True), KNEE, "elsewhere")
        await app.desk.articles.remove(HOST, "knee.1", "“wrong” – \ud83d")
        await app.desk.changes.undo(MODERATOR, 3, "right after all")
        audit = app.desk.changes.audit
        first = await audit(MODERATOR, limit=2)
        assert [(entry.actor_id, entry.action, entry.why, entry.undoes) for entry in first] == [
            (7, Action.UNDO, "right after all", 3),
            (None, Action.REMOVE, "“wrong” – \ud83d", None),
        ]
        assert [entry.why for entry in await audit(MODERATOR, before=first[-1].entry_id)] == ["new"]

    run(opened, work)


def test_settings_count_at_once_and_can_be_undone(opened: Opened) -> None:
    """Switching the bundled articles off takes effect with the next question, and so does undoing it."""

    async def work(app: Application) -> list[type]:
        async def answer() -> type:
            return type(await app.newsroom.ask(ConversationKey(1, 11, 5), Request("When did Marl win the 800m?")))

        answers = [await answer()]
        switched = await app.desk.changes.change_settings(MODERATOR, ServerSettings(bundled=False))
        answers.append(await answer())
        await app.desk.changes.undo(MODERATOR, switched.entry_id)
        assert await app.stores.servers.settings(5) == ServerSettings()
        return [*answers, await answer()]

    assert run(opened, work) == [Found, NotFound, Found]


def test_what_was_changed_again_is_undone_from_the_end(opened: Opened) -> None:
    """An older change can't be undone over a later one; after the later one was undone it can."""

    async def work(app: Application) -> None:
        one = await app.desk.changes.change_settings(MODERATOR, ServerSettings(log_channel=1))
        two = await app.desk.changes.change_settings(MODERATOR, ServerSettings(log_channel=2))
        with pytest.raises(ChangedMeanwhileError, match="undo the later change first"):
            await app.desk.changes.undo(MODERATOR, one.entry_id)
        await app.desk.changes.undo(MODERATOR, two.entry_id)
        await app.desk.changes.undo(MODERATOR, one.entry_id)
        assert await app.stores.servers.settings(5) == ServerSettings()

    run(opened, work)


def test_of_two_undoings_one_counts(opened: Opened) -> None:
    """Two moderators who undo the same change at once undo it once."""

    async def work(app: Application) -> list[object]:
        entry = await app.desk.articles.publish(MODERATOR, KNEE)
        undo = app.desk.changes.undo
        undone = [undo(MODERATOR, entry.entry_id), undo(MODERATOR, entry.entry_id)]
        return list(await asyncio.gather(*undone, return_exceptions=True))

    assert sum(isinstance(result, ChangedMeanwhileError) for result in run(opened, work)) == 1


@pytest.mark.parametrize("days", [0, -1, 3651, 10**12])
def test_a_retention_nobody_could_mean_is_refused(opened: Opened, days: int) -> None:
    """Settings that would delete everything, or nothing ever, aren't kept."""

    async def work(app: Application) -> ServerSettings:
        with pytest.raises(UserError, match="days from 1 to 3650"):
            await app.desk.changes.change_settings(MODERATOR, ServerSettings(retention_days=days))
        return await app.stores.servers.settings(5)

    assert run(opened, work) == ServerSettings()


def test_who_moderates_is_decided_by_those_who_manage_the_server(opened: Opened) -> None:
    """A moderator by role changes the other settings; the moderator roles neither directly nor by undoing."""

    async def work(app: Application) -> None:
        changes, editors = app.desk.changes, ServerSettings(moderator_roles=frozenset({9}))
        with pytest.raises(NotAllowedError, match="Manage Server"):
            await changes.change_settings(MODERATOR, editors)
        chosen = await changes.change_settings(replace(MODERATOR, manages_server=True), editors)
        with pytest.raises(NotAllowedError, match="Manage Server"):
            await app.desk.changes.undo(MODERATOR, chosen.entry_id)
        switched = await changes.change_settings(MODERATOR, replace(editors, bundled=False))
        await app.desk.changes.undo(MODERATOR, switched.entry_id)
        assert await app.stores.servers.settings(5) == editors

    run(opened, work)


def test_settings_changed_meanwhile_are_not_overwritten(opened: Opened) -> None:
    """Who decides on settings that somebody else has changed since is told, and the other's choice stands."""

    async def work(app: Application) -> None:
        changes, seen = app.desk.changes, ServerSettings()
        await changes.change_settings(MODERATOR, replace(seen, log_channel=1), present=seen)
        with pytest.raises(ChangedMeanwhileError):
            await changes.change_settings(HOST, replace(seen, bundled=False), present=seen)
        assert await app.stores.servers.settings(5) == ServerSettings(log_channel=1)

    run(opened, work)


def test_another_server_s_change_can_t_be_undone(opened: Opened) -> None:
    """The number of a change elsewhere is unknown here, and nothing is changed in either server."""

    async def work(app: Application) -> None:
        entry = await app.desk.articles.publish(MODERATOR, KNEE)
        with pytest.raises(UserError, match="this server has no change number"):
            await app.desk.changes.undo(Actor(8, 6, may_moderate=True), entry.entry_id)
        assert len(await app.stores.ledger.live(5)) == 1
        assert await app.stores.ledger.entries(6, None, 10) == []

    run(opened, work)
