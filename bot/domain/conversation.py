"""What a conversation remembers between questions."""

from dataclasses import dataclass

from bot.domain.answer import Answer
from bot.domain.question import Question
from bot.domain.quote import QuoteReference


@dataclass(frozen=True, slots=True)
class ConversationKey:
    """Whose conversation it is, and where it is held: one member in one channel or thread.

    ``server_id`` is ``None`` in a direct message and in the terminal.
    """

    channel_id: int
    member_id: int
    server_id: int | None = None

    def __str__(self) -> str:
        return f"{self.server_id or 0}:{self.channel_id}:{self.member_id}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was understood, and what was quoted for it."""

    question: Question
    quoted: tuple[QuoteReference, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> "Turn":
        """What to remember of an answer."""
        return cls(answer.question, tuple(quote.reference for quote in answer.quotes))


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first."""

    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> Turn | None:
        """The latest turn, if anything was said."""
        return self.turns[-1] if self.turns else None

    @property
    def quoted(self) -> tuple[QuoteReference, ...]:
        """Everything quoted so far."""
        return tuple(reference for turn in self.turns for reference in turn.quoted)

    def with_turn(self, turn: Turn) -> "Conversation":
        """The conversation with one more turn."""
        return Conversation((*self.turns, turn))
