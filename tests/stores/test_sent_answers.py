"""Answers that were given are found again by their id and by their message."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.adapters.sql.stores import Stores
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.question import AnswerType, Question
from bot.domain.quote import QuoteReference
from bot.domain.sent_answer import SentAnswer
from bot.domain.span import Span

Opened = Callable[[], AbstractAsyncContextManager[Stores]]

TURN = Turn(Question("who?", "who?", AnswerType.PERSON, ("who",)), (QuoteReference("a", "0f", Span(3, 9)),))
ANSWER = SentAnswer("x1", ConversationKey(1, 11, 5), datetime(2025, 9, 1, 12, tzinfo=UTC), "found", TURN)


def test_an_answer_is_found_after_a_restart(opened: Opened) -> None:
    """A kept answer comes back the same by its id, and by its message once that was sent."""

    async def keep() -> list[SentAnswer | None]:
        async with opened() as stores:
            await stores.sent_answers.add(ANSWER)
            before = [await stores.sent_answers.get("x1"), await stores.sent_answers.by_message(77)]
            await stores.sent_answers.set_message("x1", 77)
        async with opened() as stores:
            return [*before, await stores.sent_answers.get("x1"), await stores.sent_answers.by_message(77)]

    sent = replace(ANSWER, message_id=77)
    assert asyncio.run(keep()) == [ANSWER, None, sent, sent]


def test_an_unknown_answer_is_none(opened: Opened) -> None:
    """An id or a message nobody knows finds nothing, and marking or sending it is no error."""

    async def ask() -> list[SentAnswer | None]:
        async with opened() as stores:
            await stores.sent_answers.mark_wrong("x9", 11)
            await stores.sent_answers.set_message("x9", 77)
            return [await stores.sent_answers.get("x9"), await stores.sent_answers.by_message(77)]

    assert asyncio.run(ask()) == [None, None]


def test_a_direct_message_has_no_server(opened: Opened) -> None:
    """An answer in a direct message comes back without a server, and its time in UTC."""
    local = datetime(2025, 9, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    direct = replace(ANSWER, conversation=ConversationKey(1, 11), asked_at=local)

    async def keep() -> SentAnswer | None:
        async with opened() as stores:
            await stores.sent_answers.add(direct)
            return await stores.sent_answers.get("x1")

    kept = asyncio.run(keep())
    assert kept == direct
    assert kept is not None
    assert kept.asked_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(opened: Opened) -> None:
    """A moment that could mean any hour isn't kept."""

    async def keep() -> None:
        async with opened() as stores:
            await stores.sent_answers.add(replace(ANSWER, asked_at=datetime(2025, 9, 1, 12)))  # noqa: DTZ001  # the point

    with pytest.raises(ValueError, match="time zone"):
        asyncio.run(keep())


def test_a_mark_counts_once_for_each_member(opened: Opened) -> None:
    """Two members who say an answer is wrong are two marks, however often they say it."""

    async def mark() -> list[Any]:
        async with opened() as stores:
            await stores.sent_answers.add(ANSWER)
            for member in (11, 12, 11):
                await stores.sent_answers.mark_wrong("x1", member)
            return [(await stores.members.counts(member))["wrong_marks"] for member in (11, 12, 13)]

    assert asyncio.run(mark()) == [1, 1, 0]


def test_a_message_can_turn_into_another_answer(opened: Opened) -> None:
    """A message shows one answer at a time; the one it showed before is found by its id only."""
    after = replace(ANSWER, answer_id="x2")

    async def keep() -> list[SentAnswer | None]:
        async with opened() as stores:
            for sent in (ANSWER, after):
                await stores.sent_answers.add(sent)
                await stores.sent_answers.set_message(sent.answer_id, 77)
            return [await stores.sent_answers.by_message(77), await stores.sent_answers.get("x1")]

    assert asyncio.run(keep()) == [replace(after, message_id=77), ANSWER]


def test_a_wait_is_ended_once(opened: Opened) -> None:
    """Of two programs that claim a member's wait at the same moment one is told yes, and nobody can claim it again."""

    async def claim() -> list[bool]:
        async with opened() as one, opened() as two:
            await one.sent_answers.add(ANSWER)
            await one.sent_answers.wait("x1", 11)
            claims = [stores.sent_answers.claim("x1", 11) for stores in (one, two, one)]
            return [*sorted(await asyncio.gather(*claims)), await two.sent_answers.claim("x1", 11)]

    assert asyncio.run(claim()) == [False, False, True, False]
