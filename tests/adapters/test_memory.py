"""Conversations are remembered as long as the process lasts."""

import asyncio

from bot.adapters.memory import MemoryConversations
from bot.domain.conversation import Conversation, Turn
from bot.domain.question import AnswerType, Question


def _turn(text: str) -> Turn:
    return Turn(Question(text, text, AnswerType.THING, ()))


def test_nothing_said_is_an_empty_conversation() -> None:
    """A conversation nobody began is empty."""
    assert asyncio.run(MemoryConversations().load("a")) == Conversation()


def test_turns_are_kept_in_order() -> None:
    """What was appended comes back, oldest first."""

    async def talk() -> Conversation:
        store = MemoryConversations()
        await store.append("a", _turn("one"))
        await store.append("a", _turn("two"))
        return await store.load("a")

    assert asyncio.run(talk()).turns == (_turn("one"), _turn("two"))


def test_conversations_are_apart() -> None:
    """What is said in one conversation is unknown in another, and in another store."""

    async def talk() -> tuple[Conversation, Conversation]:
        store = MemoryConversations()
        await store.append("a", _turn("one"))
        return await store.load("b"), await MemoryConversations().load("a")

    assert asyncio.run(talk()) == (Conversation(), Conversation())
