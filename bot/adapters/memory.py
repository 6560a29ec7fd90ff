"""Stores that last as long as the process."""

from collections import defaultdict

from typing_extensions import override

from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.ports.conversations import ConversationStore


class MemoryConversations(ConversationStore):
    """Remembers conversations until the process ends."""

    def __init__(self) -> None:
        self._conversations: dict[ConversationKey, Conversation] = defaultdict(Conversation)

    @override
    async def load(self, key: ConversationKey) -> Conversation:
        """The conversation so far; an empty one where nothing was said yet."""
        return self._conversations[key]

    @override
    async def append(self, key: ConversationKey, turn: Turn) -> None:
        self._conversations[key] = self._conversations[key].with_turn(turn)
