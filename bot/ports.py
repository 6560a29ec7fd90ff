"""What the core needs from outside, as protocols; adapters and tests provide it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.passage import Hit, Passage
from bot.domain.posting import Posting


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


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


class ConversationStore(Protocol):
    """Remembers what was asked and quoted, per conversation, for as long as it may be kept."""

    async def load(self, key: ConversationKey) -> Conversation:
        """The latest turns that may still be kept; none where nothing was said yet."""
        ...

    async def append(self, key: ConversationKey, turn: Turn) -> None:
        """Keep one more turn."""
        ...


class PostingStore(Protocol):
    """Remembers the answers given, so that their buttons work after a restart and a correction can reach them."""

    async def add(self, posting: Posting) -> None:
        """Keep an answer that is about to be sent."""
        ...

    async def sent(self, answer_id: str, message_id: int) -> None:
        """Note which message an answer became."""
        ...

    async def get(self, answer_id: str) -> Posting | None:
        """The answer with this id; ``None`` once it has expired or was forgotten."""
        ...

    async def by_message(self, message_id: int) -> Posting | None:
        """The answer that became this message, if it is one."""
        ...

    async def mark_wrong(self, answer_id: str, member_id: int) -> None:
        """Note that a member said the answer isn't what was meant; saying it twice is noted once."""
        ...


class DeliveryLog(Protocol):
    """Tells a first delivery from a repeated one; Discord delivers at least once."""

    async def first(self, delivery_id: str) -> bool:
        """Whether ``delivery_id`` was never seen before; it is seen from now on."""
        ...


class MemberData(Protocol):
    """What is kept about a member, theirs to see, take and delete."""

    async def counts(self, member_id: int) -> Mapping[str, int]:
        """How many records of each sort are kept."""
        ...

    async def export(self, member_id: int) -> Mapping[str, Any]:
        """Everything kept about the member, ready for JSON."""
        ...

    async def forget(self, member_id: int) -> int:
        """Deletes everything kept about the member for good; the number of records deleted."""
        ...


class Retention(Protocol):
    """Deletes what has been kept long enough."""

    async def purge(self) -> int:
        """Deletes for good whatever is older than it may be kept; the number of records deleted."""
        ...


class Facts(Protocol):
    """Small facts that have to outlive a restart, such as which commands were registered last."""

    async def get(self, key: str) -> str | None:
        """The fact kept under ``key``."""
        ...

    async def put(self, key: str, value: str) -> None:
        """Keep a fact, in place of what was kept before."""
        ...
