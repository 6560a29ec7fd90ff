"""Members suggest articles, and moderators decide on them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

import pytest

from bot.adapters.clock import SystemClock
from bot.bootstrap.application import Application
from bot.desk.queue import MOST_PENDING, Queue
from bot.domain.actor import Actor
from bot.domain.answer import Found, NotFound
from bot.domain.conversation import ConversationKey
from bot.domain.editing import Action, Status, Submission
from bot.domain.errors import ChangedMeanwhileError, UserError
from bot.domain.request import Request
from bot.ingestion.document import IngestedArticle, ingest

Opened = Callable[[], AbstractAsyncContextManager[Application]]
Result = TypeVar("Result")

MODERATOR = Actor(7, 5, may_moderate=True)
RIVAL = Actor(8, 5, may_moderate=True)
MEMBER = Actor(11, 5)
ASK = ConversationKey(1, 11, 5)
HURT = "When did Voss hurt her knee?"


def about_day(day: int) -> IngestedArticle:
    """An article that differs from others in its day."""
    return ingest(
        "form", "form", f"---\ntitle: Knee\nathletes: [Bea Voss]\n---\n\nBea Voss hurt her knee on {day} May 2025.\n"
    )


def run(opened: Opened, work: Callable[[Application], Awaitable[Result]]) -> Result:
    """What ``work`` makes of an open application."""

    async def opened_and_worked() -> Result:
        async with opened() as app:
            return await work(app)

    return asyncio.run(opened_and_worked())


class Overtaking:
    """The queue's store, with another moderator who decides as soon as a suggestion was looked at."""

    def __init__(self, app: Application, decide: Callable[[], Awaitable[object]]) -> None:
        self.submit = app.stores.submissions.submit
        self.pending = app.stores.submissions.pending
        self.pending_ids = app.stores.submissions.pending_ids
        self._kept = app.stores.submissions
        self._decide = decide

    async def get(self, server_id: int, submission_id: int) -> Submission | None:
        """The suggestion as it was before the other decided on it."""
        found = await self._kept.get(server_id, submission_id)
        await self._decide()
        return found


def test_the_queue_survives_a_restart(opened: Opened) -> None:
    """Suggestions come back whole and in the order they were made."""

    async def suggest(app: Application) -> None:
        for day in (3, 1, 2):
            await app.desk.queue.suggest(MEMBER, about_day(day))

    run(opened, suggest)
    pending = run(opened, lambda app: app.desk.queue.pending(MODERATOR))
    assert [each.manuscript.raw for each in pending] == [about_day(day).raw for day in (3, 1, 2)]
    assert {(each.member_id, each.status) for each in pending} == {(11, Status.PENDING)}


def test_an_approved_suggestion_answers(opened: Opened) -> None:
    """Only from its approval on does a suggestion answer, in the words the moderator gave it."""

    async def work(app: Application) -> None:
        queue = app.desk.queue
        submission = await queue.suggest(MEMBER, about_day(3))
        assert isinstance(await app.newsroom.ask(ASK, Request(HURT)), NotFound)
        entry = await queue.approve(MODERATOR, submission.submission_id, "checked", edited=about_day(4))
        answer = await app.newsroom.ask(ASK, Request(HURT))
        assert isinstance(answer, Found)
        assert answer.quotes[0].text == "Bea Voss hurt her knee on 4 May 2025."
        assert (entry.action, entry.article_id, entry.submission_id) == (Action.APPROVE, "knee.1", 1)
        assert await queue.pending(MODERATOR) == []

    run(opened, work)


def test_a_rejection_keeps_its_note(opened: Opened) -> None:
    """The moderator's note is there to be told to the member, and the suggestion leaves the queue."""

    async def work(app: Application) -> None:
        submission = await app.desk.queue.suggest(MEMBER, about_day(3))
        await app.desk.queue.reject(MODERATOR, submission.submission_id, "we have that already")
        rejected = await app.desk.queue.get(MODERATOR, submission.submission_id)
        assert (rejected.status, rejected.note) == (Status.REJECTED, "we have that already")
        assert await app.desk.queue.pending(MODERATOR) == []

    run(opened, work)


@pytest.mark.parametrize("approve", [True, False])
def test_a_decision_can_be_undone_and_the_undoing_too(opened: Opened, *, approve: bool) -> None:
    """Undoing puts the suggestion back into the queue and takes its article away; undoing that decides again."""

    async def decided(app: Application) -> tuple[Status, bool]:
        answer = await app.newsroom.ask(ASK, Request(HURT))
        return (await app.desk.queue.get(MODERATOR, 1)).status, isinstance(answer, Found)

    async def work(app: Application) -> list[tuple[Status, bool]]:
        queue, changes = app.desk.queue, app.desk.changes
        await queue.suggest(MEMBER, about_day(3))
        entry = await (queue.approve(MODERATOR, 1) if approve else queue.reject(MODERATOR, 1, "no"))
        states = [await decided(app)]
        for _ in range(2):
            entry = await changes.undo(MODERATOR, entry.entry_id)
            states.append(await decided(app))
        return states

    done = (Status.APPROVED, True) if approve else (Status.REJECTED, False)
    assert run(opened, work) == [done, (Status.PENDING, False), done]


def test_of_two_decisions_one_counts(opened: Opened) -> None:
    """Moderators who decide on the same suggestion at once make one decision, and the other is told."""

    async def work(app: Application) -> list[object]:
        await app.desk.queue.suggest(MEMBER, about_day(3))
        queue = app.desk.queue
        decisions = [queue.approve(MODERATOR, 1), queue.reject(MODERATOR, 1, "no"), queue.approve(MODERATOR, 1)]
        return list(await asyncio.gather(*decisions, return_exceptions=True))

    assert sum(isinstance(result, UserError) for result in run(opened, work)) == 2


@pytest.mark.parametrize("approve", [True, False])
def test_a_decision_between_looking_and_deciding_is_noticed(opened: Opened, *, approve: bool) -> None:
    """Whoever saw a suggestion undecided, and is overtaken before their own decision is kept, is told so."""

    async def work(app: Application) -> None:
        desk = app.desk
        await desk.queue.suggest(MEMBER, about_day(3))
        rival = Overtaking(app, lambda: desk.queue.approve(RIVAL, 1))
        queue = Queue(desk.changes, desk.articles, rival, SystemClock())
        with pytest.raises(ChangedMeanwhileError):
            await (queue.approve(MODERATOR, 1) if approve else queue.reject(MODERATOR, 1, "no"))
        assert [each.article_id for each in await desk.articles.find(MODERATOR)] == ["knee.1"]
        assert (await desk.queue.get(MODERATOR, 1)).status is Status.APPROVED

    run(opened, work)


def test_a_member_can_t_flood_the_queue(opened: Opened) -> None:
    """A member with too many undecided suggestions has to wait; another member needn't."""

    async def work(app: Application) -> None:
        for day in range(1, MOST_PENDING + 1):
            await app.desk.queue.suggest(MEMBER, about_day(day))
        with pytest.raises(UserError, match="waiting"):
            await app.desk.queue.suggest(MEMBER, about_day(9))
        await app.desk.queue.suggest(Actor(12, 5), about_day(9))
        await app.desk.queue.reject(MODERATOR, 1, "no")
        await app.desk.queue.suggest(MEMBER, about_day(9))

    run(opened, work)


def test_a_suggestion_is_decided_on_once(opened: Opened) -> None:
    """Deciding again is refused with the way to do it, and so is an unknown suggestion."""

    async def work(app: Application) -> None:
        await app.desk.queue.suggest(MEMBER, about_day(3))
        await app.desk.queue.reject(MODERATOR, 1, "no")
        with pytest.raises(UserError, match="has been rejected already: undo that first"):
            await app.desk.queue.approve(MODERATOR, 1)
        with pytest.raises(UserError, match="no suggestion number 9"):
            await app.desk.queue.approve(MODERATOR, 9)

    run(opened, work)
