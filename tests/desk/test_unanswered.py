"""What was asked in vain is grouped by what it means, and who waits is told when an article answers."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any, TypeVar

from bot.bootstrap.application import Application
from bot.domain.actor import Actor
from bot.domain.answer import KIND
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.request import Request
from bot.domain.sent_answer import SentAnswer
from bot.ingestion.document import ingest

Opened = Callable[[], AbstractAsyncContextManager[Application]]
Result = TypeVar("Result")

MODERATOR = Actor(7, 5, may_moderate=True)
INJURY = ingest(
    "form", "form", "---\ntitle: Calf\nathletes: [Ada Marl]\n---\n\nAda Marl hurt her calf on 3 May 2025.\n"
)
CALF = ["When did Ada Marl hurt her calf?", "When was the calf of Ada Marl hurt?"]
SHOES = "Which shoes does Ada Marl wear?"
WON = "When did Marl win the 800m?"


def run(opened: Opened, work: Callable[[Application], Awaitable[Result]]) -> Result:
    """What ``work`` makes of an open application."""

    async def opened_and_worked() -> Result:
        async with opened() as app:
            return await work(app)

    return asyncio.run(opened_and_worked())


async def asked(app: Application, clock: Any, *texts: str, server: int = 5) -> None:
    """Ask each question by another member, and keep the answers as given."""
    for number, text in enumerate(texts):
        key = ConversationKey(1, 100 + number, server)
        answer = await app.newsroom.ask(key, Request(text))
        clock.move(timedelta(minutes=1))
        sent = SentAnswer(f"x{server}-{number}", key, clock.now(), KIND[type(answer)], Turn.of(answer))
        await app.stores.sent_answers.add(sent)


def test_gaps_are_grouped_by_meaning_most_asked_first(opened: Opened, clock: Any) -> None:
    """Questions that mean the same are one gap; what was answered is none, unless somebody said it was wrong."""

    async def work(app: Application) -> list[tuple[str, int]]:
        await asked(app, clock, SHOES, *CALF, WON)
        await asked(app, clock, "What does Marl eat?", server=6)
        unmarked = await app.desk.unanswered.find_gaps(MODERATOR)
        await app.stores.sent_answers.mark_wrong("x5-3", 100)
        marked = await app.desk.unanswered.find_gaps(MODERATOR)
        return [(gap.question, len(gap.missed)) for gap in (*unmarked, *marked)]

    gaps = run(opened, work)
    assert gaps == [(CALF[1], 2), (SHOES, 1), (CALF[1], 2), (WON, 1), (SHOES, 1)]


def test_a_gap_closes_when_an_article_answers(opened: Opened, clock: Any) -> None:
    """From the publication on the gap is gone, and those who wanted to know are named until they were told."""

    async def work(app: Application) -> list[Any]:
        wanted = app.desk.unanswered
        await asked(app, clock, SHOES, CALF[0])
        waits = [
            await wanted.wait(Actor(member, 5), answer)
            for member, answer in [(100, "x5-0"), (101, "x5-1"), (102, "x5-1")]
        ]
        before = await wanted.find_answered(MODERATOR)
        await app.desk.articles.publish(MODERATOR, INJURY)
        (answered,) = await wanted.find_answered(MODERATOR)
        open_gaps = [gap.question for gap in await wanted.find_gaps(MODERATOR)]
        for member in answered.waiting:
            assert await wanted.claim(answered, member)
        return [waits, before, answered.waiting, open_gaps, await wanted.find_answered(MODERATOR)]

    assert run(opened, work) == [[True, True, True], [], (101, 102), [SHOES], []]


def test_nobody_waits_for_another_server_s_question(opened: Opened, clock: Any) -> None:
    """An answer of another server, or one that has expired, can't be waited for."""

    async def work(app: Application) -> list[bool]:
        await asked(app, clock, SHOES)
        return [
            await app.desk.unanswered.wait(Actor(9, 6), "x5-0"),
            await app.desk.unanswered.wait(Actor(9, 5), "x5-9"),
        ]

    assert run(opened, work) == [False, False]
