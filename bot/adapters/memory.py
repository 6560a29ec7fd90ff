"""Stores that last as long as the process."""

from collections import defaultdict

from bot.domain.conversation import Conversation, Turn


class MemoryConversations:
    """Remembers conversations until the process ends."""

    def __init__(self) -> None:
        self._conversations: dict[str, Conversation] = defaultdict(Conversation)

    async def load(self, conversation_id: str) -> Conversation:
        """The conversation so far; an empty one where nothing was said yet."""
        return self._conversations[conversation_id]

    async def append(self, conversation_id: str, turn: Turn) -> None:
        """Keep one more turn."""
        self._conversations[conversation_id] = self._conversations[conversation_id].with_turn(turn)
