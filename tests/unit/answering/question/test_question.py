"""A question is read: what it wants, about whom, and which words an answer must share."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.question.followup import FollowUp
from bot.answering.question.reader import QuestionReader
from bot.domain.question import AnswerType, Question

Understand = Callable[[str], Question]


def test_terms_leave_out_what_only_asks(understand: Understand) -> None:
    """Words that only carry the question are kept apart from those an answer must share."""
    question = understand("What year did Marl win gold?")
    assert question.terms == ("marl", "win", "gold")
    assert question.question_words == ("year",)


def test_terms_are_distinct_and_in_order(understand: Understand) -> None:
    """A word that comes twice counts once, where it came first."""
    assert understand("Did gold come before gold medals?").terms == ("gold", "come", "medal")


def test_carriers_count_where_there_is_nothing_else(understand: Understand) -> None:
    """A question made of carrier words alone is searched with them."""
    question = understand("What happened?")
    assert question.terms == ("happen",)
    assert question.question_words == ()


@pytest.mark.parametrize("text", ["Marl", "Ada Marl?", "tell me about Marl", "Who is Ada Marl?", "latest on Marl"])
def test_a_name_alone_asks_for_a_profile(understand: Understand, text: str) -> None:
    """A name with nothing in particular beside it asks for everything about that athlete."""
    question = understand(text)
    assert question.wanted is AnswerType.ABOUT
    assert question.athletes == ("Ada Marl",)


@pytest.mark.parametrize(
    "text", ["tell me about Marl's hamstring", "Marl and Voss", "what about Marl in Torrin?", "tell me about Torrin"]
)
def test_anything_in_particular_asks_for_no_profile(understand: Understand, text: str) -> None:
    """Two names, no known name, or a name with something beside it ask for no profile."""
    assert understand(text).wanted is not AnswerType.ABOUT


def test_capitalised_words_are_names(understand: Understand) -> None:
    """Capitalised words of the question are its names, in lower case, question words left out."""
    assert understand("When did Marl run in Torrin Park?").names == {"marl", "torrin", "park"}


def test_only_speech_has_a_speaker(understand: Understand) -> None:
    """Whose words are wanted is told only where words are wanted."""
    assert understand("What did Marl say?").speaker == "Ada Marl"
    assert understand("When did Marl win?").speaker is None


def test_the_speaker_stands_before_the_verb(understand: Understand) -> None:
    """Of two athletes, the one who is asked to have spoken is the speaker."""
    assert understand("What did Voss say about Marl?").speaker == "Bea Voss"
    assert understand("What did Marl think of Voss?").speaker == "Ada Marl"


def test_a_misspelt_name_is_understood(understand: Understand) -> None:
    """A typing error in a name leads to the athlete and to the right term."""
    question = understand("When did Vos win?")
    assert question.athletes == ("Bea Voss",)
    assert question.terms[:1] == ("voss",)


def test_the_question_keeps_what_was_typed(reader: QuestionReader) -> None:
    """The text is as it was asked; what was meant is beside it."""
    question = reader.read(FollowUp("why?", "why did Marl stop", ("Ada Marl",), about=("Ada Marl",), nearby=("a",)))
    assert (question.text, question.meant) == ("why?", "why did Marl stop")
    assert (question.about, question.nearby) == (("Ada Marl",), ("a",))


def test_carried_terms_are_those_not_asked(reader: QuestionReader) -> None:
    """What the question says itself is not carried from the conversation once more."""
    question = reader.read(FollowUp("gold?", "gold?", context_terms=("gold", "marl")))
    assert question.context_terms == ("marl",)


@settings(deadline=None)
@given(text=st.text())
def test_any_text_can_be_read(reader: QuestionReader, text: str) -> None:
    """No text is an error; terms and carriers are distinct and share nothing."""
    question = reader.read(FollowUp(text, text, reader.resolve(text).athletes))
    found = [*question.terms, *question.question_words]
    assert len(set(found)) == len(found)
    assert question.text == text
