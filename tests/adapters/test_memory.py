"""Conversations are remembered as long as the process lasts."""

import asyncio

from bot.adapters.memory import MemoryConversations
from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.question import AnswerType, Question

A, B = ConversationKey(1, 1), ConversationKey(1, 2)


def _turn(text: str) -> Turn:
    return Turn(Question(text, text, AnswerType.THING, ()))


def test_nothing_said_is_an_empty_conversation() -> None:
    """A conversation nobody began is empty."""
    assert asyncio.run(MemoryConversations().load(A)) == Conversation()


def test_turns_are_kept_in_order() -> None:
    """What was appended comes back, oldest first."""

    async def talk() -> Conversation:
        store = MemoryConversations()
        await store.append(A, _turn("one"))
        await store.append(A, _turn("two"))
        return await store.load(A)

    assert asyncio.run(talk()).turns == (_turn("one"), _turn("two"))


def test_conversations_are_apart() -> None:
    """What is said in one conversation is unknown in another, and in another store."""

    async def talk() -> tuple[Conversation, Conversation]:
        store = MemoryConversations()
        await store.append(A, _turn("one"))
        return await store.load(B), await MemoryConversations().load(A)

    assert asyncio.run(talk()) == (Conversation(), Conversation())
