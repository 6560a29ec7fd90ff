"""While PostgreSQL is away for a while, answering goes on, changes are refused, and all of it returns by itself."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.postgres import database, outage
from bot.adapters.stores import open_stores
from bot.domain.conversation import ConversationKey, Turn
from bot.domain.editing import Action, AuditEntry
from bot.domain.errors import DatabaseAwayError
from bot.domain.question import AnswerType, Question
from bot.domain.sent_answer import SentAnswer
from bot.domain.server import ServerSettings

ANN, BEN = ConversationKey(1, 11, 5), ConversationKey(1, 12, 5)
CHOICES = ServerSettings(retention_days=7)


def _turn(text: str) -> Turn:
    return Turn(Question(text, text, AnswerType.THING, ()))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits before trying again."""
    monkeypatch.setattr(database, "PAUSE", 0.0)
    monkeypatch.setattr(outage, "RETRY", 0.01)


async def _ask(stores: Any, clock: Any, key: ConversationKey, text: str) -> list[str]:
    """What a question does: it is taken once, its conversation loaded, and the answer kept; what was said before."""
    assert await stores.deliveries.first(text)
    said = [turn.question.text for turn in (await stores.conversations.load(key)).turns]
    await stores.conversations.append(key, _turn(text))
    await stores.sent_answers.add(SentAnswer(text, key, clock.now(), "found", _turn(text)))
    await stores.sent_answers.set_message(text, len(text))
    return said


async def _settle(stores: Any) -> None:
    """Wait until what was held in memory is written."""
    if stores.outage._returning:
        await asyncio.wait([stores.outage._returning])


def test_answering_goes_on_and_is_kept_later(postgres: Any, clock: Any) -> None:
    """What is asked while the database is away is answered once, in its context, and kept when it is back."""
    address = postgres.new_database()

    async def ask() -> None:
        async with open_stores(address, clock, timedelta(days=1)) as stores:
            await _ask(stores, clock, ANN, "a")
            await asyncio.to_thread(postgres.stop)
            try:
                assert await _ask(stores, clock, ANN, "bb") == []
                assert await _ask(stores, clock, ANN, "ccc") == ["bb"]
                assert not await stores.deliveries.first("bb")
                kept = await stores.sent_answers.get("bb")
                assert kept
                assert kept.conversation == ANN
            finally:
                await asyncio.to_thread(postgres.start)
            await _settle(stores)
        async with open_stores(address, clock, timedelta(days=1)) as stores:
            assert await _ask(stores, clock, ANN, "dddd") == ["a", "bb", "ccc"]
            found = await stores.sent_answers.by_message(2)
            assert found
            assert found.answer_id == "bb"

    asyncio.run(ask())


def test_changes_are_refused(postgres: Any, clock: Any) -> None:
    """A change fails with the reason and isn't made later; the settings are those known last; the next one is made."""
    address = postgres.new_database()

    async def change() -> None:
        async with open_stores(address, clock, timedelta(days=1)) as stores:
            entry = AuditEntry(0, 5, clock.now(), 7, Action.SETTINGS, settings=CHOICES)
            first = await stores.ledger.record(entry, 0)
            assert await stores.servers.settings(5) == CHOICES
            await asyncio.to_thread(postgres.stop)
            try:
                for refused in (stores.ledger.record(entry, first), stores.members.forget(11)):
                    with pytest.raises(DatabaseAwayError):
                        await refused
                assert await stores.servers.settings(5) == CHOICES
            finally:
                await asyncio.to_thread(postgres.start)
            assert len(await stores.ledger.entries(5, None, 9)) == 1
            assert await stores.ledger.record(entry, first) > first

    asyncio.run(change())


def test_what_is_held_in_memory_can_be_forgotten(postgres: Any, clock: Any) -> None:
    """Who is forgotten as soon as the database is back leaves nothing, and somebody else's questions are kept."""
    address = postgres.new_database()

    async def forget() -> list[int]:
        async with open_stores(address, clock, timedelta(days=1)) as stores:
            await asyncio.to_thread(postgres.stop)
            try:
                await _ask(stores, clock, ANN, "a")
                await _ask(stores, clock, BEN, "bb")
                with pytest.raises(DatabaseAwayError):
                    await stores.members.forget(ANN.member_id)
            finally:
                await asyncio.to_thread(postgres.start)
            await _settle(stores)
            return [sum((await stores.members.counts(key.member_id)).values()) for key in (ANN, BEN)]

    assert asyncio.run(forget()) == [0, 2]
