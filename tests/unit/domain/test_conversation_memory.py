"""A conversation remembers its turns, oldest first."""

from bot.domain.conversation import Conversation, Turn
from bot.domain.question import AnswerType, Question
from bot.domain.quote import QuoteReference
from bot.domain.span import Span


def _turn(text: str, *starts: int) -> Turn:
    quoted = tuple(QuoteReference("a", "1", Span(start, start + 5)) for start in starts)
    return Turn(Question(text, text, AnswerType.THING, ()), quoted)


def test_nothing_was_said_at_first() -> None:
    """A new conversation has no last turn and has quoted nothing."""
    assert Conversation().last is None
    assert Conversation().quoted == ()


def test_last_turn_is_the_latest() -> None:
    """The last turn is the one that was added last."""
    conversation = Conversation().with_turn(_turn("Who won?")).with_turn(_turn("When?"))
    assert conversation.last == _turn("When?")


def test_quoted_gathers_all_turns() -> None:
    """Everything quoted so far is remembered, in order."""
    conversation = Conversation().with_turn(_turn("Who won?", 0, 5)).with_turn(_turn("When?", 20))
    assert [reference.span.start for reference in conversation.quoted] == [0, 5, 20]


def test_a_turn_makes_a_new_conversation() -> None:
    """Adding a turn leaves the conversation it was added to as it was."""
    before = Conversation()
    before.with_turn(_turn("Who won?"))
    assert before.turns == ()
