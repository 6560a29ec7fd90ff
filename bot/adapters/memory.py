"""Stores that last as long as the process."""

from collections import defaultdict

from bot.domain.conversation import Conversation, ConversationKey, Turn


class MemoryConversations:
    """Remembers conversations until the process ends."""

    def __init__(self) -> None:
        self._conversations: dict[ConversationKey, Conversation] = defaultdict(Conversation)

    async def load(self, key: ConversationKey) -> Conversation:
        """The conversation so far; an empty one where nothing was said yet."""
        return self._conversations[key]

    async def append(self, key: ConversationKey, turn: Turn) -> None:
        """Keep one more turn."""
        self._conversations[key] = self._conversations[key].with_turn(turn)
