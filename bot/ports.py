"""What the core needs from outside, as protocols; adapters and tests provide it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.domain.conversation import Conversation, Turn
from bot.domain.passage import Hit, Passage


class Retriever(Protocol):
    """Finds passages by their terms."""

    def search(self, query: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """The best ``limit`` passages that hold any of the weighted query terms, best first."""
        ...

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """The passages of one article, in order; none for an unknown one."""
        ...

    def idf(self, term: str) -> float:
        """How telling a term is in this corpus; always above zero."""
        ...

    def words(self) -> Collection[str]:
        """Every word of the articles, folded and in lower case: the model for misspelt ones."""
        ...

    def __contains__(self, term: object) -> bool: ...


class ConversationStore(Protocol):
    """Remembers what was asked and quoted, per conversation."""

    async def load(self, conversation_id: str) -> Conversation:
        """The conversation so far; an empty one where nothing was said yet."""
        ...

    async def append(self, conversation_id: str, turn: Turn) -> None:
        """Keep one more turn."""
        ...
