"""Conversations in the database: whole, in order, apart, and only as long as they may be kept."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.clock import SystemClock
from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores
from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.question import AnswerType, Question
from bot.domain.quote import QuoteReference
from bot.domain.span import Span

Opened = Callable[[], AbstractAsyncContextManager[Stores]]

ANN, BEN = ConversationKey(1, 11, 5), ConversationKey(1, 12, 5)
ELSEWHERE = [ConversationKey(2, 11, 5), ConversationKey(1, 11, 6), ConversationKey(1, 11)]
WORDS = st.text(max_size=8)
TUPLES = st.lists(WORDS, max_size=2).map(tuple)
QUESTIONS = st.builds(
    Question,
    # Half a surrogate pair, and NUL, too.
    text=st.text(st.characters(codec=None), max_size=20).filter(lambda text: text.encode("utf-8", "replace") != b""),
    meant=WORDS,
    wanted=st.sampled_from(AnswerType),
    terms=TUPLES,
    question_words=TUPLES,
    athletes=TUPLES,
    names=st.frozensets(WORDS, max_size=3),
    speaker=st.none() | WORDS,
    context_terms=TUPLES,
    nearby=TUPLES,
    about=TUPLES,
)
SPANS = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(lambda ends: Span(min(ends), max(ends)))
QUOTES = st.lists(st.builds(QuoteReference, WORDS, WORDS, SPANS), max_size=3).map(tuple)
TURNS = st.builds(Turn, QUESTIONS, QUOTES)


def _turn(text: str) -> Turn:
    return Turn(Question(text, text, AnswerType.THING, ()))


def _texts(conversation: Conversation) -> list[str]:
    return [turn.question.text for turn in conversation.turns]


def test_nothing_said_is_an_empty_conversation(opened: Opened) -> None:
    """A conversation nobody began is empty."""

    async def talk() -> Conversation:
        async with opened() as stores:
            return await stores.conversations.load(ANN)

    assert asyncio.run(talk()) == Conversation()


@settings(max_examples=25)
@given(turns=st.lists(TURNS, max_size=4))
def test_any_turns_come_back_exactly(turns: list[Turn]) -> None:
    """Whatever was asked and quoted comes back the same and in order after a restart."""

    async def talk(path: Path) -> Conversation:
        async with open_stores(path, SystemClock(), timedelta(days=1)) as stores:
            for turn in turns:
                await stores.conversations.append(ANN, turn)
        async with open_stores(path, SystemClock(), timedelta(days=1)) as stores:
            return await stores.conversations.load(ANN)

    with TemporaryDirectory() as folder:
        assert asyncio.run(talk(Path(folder) / "kept.sqlite3")).turns == tuple(turns)


def test_conversations_are_apart(opened: Opened) -> None:
    """Another member, channel, or server, or a direct message, is another conversation."""

    async def talk() -> list[Conversation]:
        async with opened() as stores:
            await stores.conversations.append(ANN, _turn("one"))
            return [await stores.conversations.load(key) for key in [BEN, *ELSEWHERE]]

    assert asyncio.run(talk()) == [Conversation()] * 4


def test_what_is_too_old_is_not_loaded(opened: Opened, clock: Any) -> None:
    """A turn older than the retention counts as gone even before it is deleted."""

    async def talk() -> list[str]:
        async with opened() as stores:
            await stores.conversations.append(ANN, _turn("old"))
            clock.move(timedelta(days=29))
            await stores.conversations.append(ANN, _turn("new"))
            clock.move(timedelta(days=2))
            return _texts(await stores.conversations.load(ANN))

    assert asyncio.run(talk()) == ["new"]


def test_only_the_last_turns_are_loaded(opened: Opened) -> None:
    """Of a very long conversation the last twenty turns are loaded, oldest first."""

    async def talk() -> list[str]:
        async with opened() as stores:
            for number in range(25):
                await stores.conversations.append(ANN, _turn(str(number)))
            return _texts(await stores.conversations.load(ANN))

    assert asyncio.run(talk()) == [str(number) for number in range(5, 25)]


def test_writers_at_the_same_time_lose_nothing(opened: Opened) -> None:
    """Two programs that append to one conversation at once both find all turns there."""

    async def talk() -> list[str]:
        async with opened() as one, opened() as two:
            appended = [
                stores.conversations.append(ANN, _turn(f"{name}{number}"))
                for number in range(9)
                for name, stores in (("a", one), ("b", two))
            ]
            await asyncio.gather(*appended)
            return _texts(await one.conversations.load(ANN))

    assert sorted(asyncio.run(talk())) == sorted(f"{name}{number}" for name in "ab" for number in range(9))
