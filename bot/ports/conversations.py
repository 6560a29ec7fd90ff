"""Where conversations, answers and what was asked in vain are kept."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.following import Period
from bot.domain.gap import Missed
from bot.domain.quote import QuoteReference
from bot.domain.sent_answer import SentAnswer
from bot.domain.usage import DayCount, QuotedArticle


class ConversationStore(Protocol):
    """Remembers what was asked and quoted, per conversation, for as long as it may be kept."""

    async def load(self, key: ConversationKey) -> Conversation:
        """The latest turns that may still be kept; none where nothing was said yet."""

    async def append(self, key: ConversationKey, turn: Turn) -> None:
        """Keep one more turn."""


class SentAnswerStore(Protocol):
    """Remembers the answers given, so that their buttons work after a restart and a correction can reach them."""

    async def add(self, sent: SentAnswer) -> None:
        """Keep an answer that is about to be sent."""

    async def set_message(self, answer_id: str, message_id: int) -> None:
        """Note which message an answer became, in place of what it was before; a forgotten answer stays forgotten."""

    async def get(self, answer_id: str) -> SentAnswer | None:
        """The answer with this id; ``None`` once it has expired or was forgotten."""

    async def add_quotes(self, answer_id: str, quoted: Sequence[QuoteReference]) -> None:
        """Note that an answer's message shows these quotes by now, besides those it had."""

    async def by_message(self, message_id: int) -> SentAnswer | None:
        """The answer that became this message, if it is one."""

    async def latest_in(self, server_id: int, channel_id: int) -> SentAnswer | None:
        """The last answer given in a channel of a server, to whomever."""
        ...

    async def quoting(self, server_id: int, article_id: str, since: datetime) -> Sequence[SentAnswer]:
        """The server's answers from ``since`` on that quoted the article, oldest first."""

    async def mark_wrong(self, answer_id: str, member_id: int) -> None:
        """Note that a member said the answer isn't what was meant; saying it twice is noted once."""

    async def asked(self, server_id: int, period: Period, most: int) -> Sequence[SentAnswer]:
        """The last ``most`` answers that members of the server asked for in a period and everybody there can see."""


class MissedQuestions(Protocol):
    """Finds, among the answers given, those that failed, and remembers who waits for a better one."""

    async def missed(self, server_id: int) -> Sequence[Missed]:
        """The server's questions that were answered with nothing, or whose answer was marked as wrong."""

    async def wait(self, answer_id: str, member_id: int) -> None:
        """Note that a member wants to be told when an article answers; asking twice is noted once."""

    async def dismiss(self, answer_ids: Collection[str], *, dismissed: bool) -> None:
        """Note that moderators want no article for these, or that they do after all."""
        ...

    async def claim(self, answer_id: str, member_id: int) -> bool:
        """Ends a member's wait; whether they were waiting. Of several who claim it at once, one is told yes."""


class UsageCounts(Protocol):
    """Counts the answers given to a server's questions, as far as they are kept."""

    async def by_day(self, server_id: int, since: datetime) -> Sequence[DayCount]:
        """The days from ``since`` on that had questions; thanks and the like are none."""
        ...

    async def most_quoted(self, server_id: int, since: datetime, limit: int) -> Sequence[QuotedArticle]:
        """The ``limit`` articles that most answers from ``since`` on quoted, without titles."""
        ...
