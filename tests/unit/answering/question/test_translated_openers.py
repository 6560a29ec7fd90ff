"""The openings of German follow-ups are brought into English; everything else stays as it was typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.lexicon import Lexicon
from bot.answering.question.translated_openers import in_english
from bot.domain.conversation import Conversation, Turn
from bot.domain.question import AnswerType, Question

LEXICON = Lexicon.from_data(resources.lexicon_data())
BEGUN = Conversation((Turn(Question("q", "q", AnswerType.THING, ())),))


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("und Wightman?", "and Wightman?"),
        ("Und Jake Wightman", "and Jake Wightman"),
        (" WANN? ", "when?"),
        ("und wann?", "and when?"),
        ("Wie alt?", "how old?"),
        ("Was ist mit Kerr?", "what about Kerr?"),
        ("und was ist mit Kerr?", "and what about Kerr?"),
        ("Quelle?", "source?"),
        ("noch mehr", "more?"),
    ],
)
def test_a_german_opening_is_read(text: str, english: str) -> None:
    """A bare question word, and a joining word before a name or two."""
    assert in_english(text, BEGUN, LEXICON) == english


@pytest.mark.parametrize(
    "text",
    [
        "Wann hat er gewonnen?",
        "und dann ist er in Tokio gestürzt",
        "Wo Chen won?",
        "Undine?",
        "und",
        "und?",
        "more",
        "",
    ],
)
def test_a_german_sentence_is_left_alone(text: str) -> None:
    """Half a translation would be worse than none; nor is a name cut that begins like an opening."""
    assert in_english(text, BEGUN, LEXICON) == text


@given(st.text())
@example("und Kerr?")
def test_without_a_question_before_nothing_is_a_follow_up(text: str) -> None:
    """The first message of a conversation is taken as it is."""
    assert in_english(text, Conversation(), LEXICON) == text
