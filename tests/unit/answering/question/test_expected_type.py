"""Question words, and the nouns they ask for, tell what kind of answer is wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.lexicon import Lexicon
from bot.answering.question.expected_type import asks_about, expected_type, spelled
from bot.domain.question import AnswerType

LEXICON = Lexicon.from_data(resources.lexicon_data())


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who won the final?", AnswerType.PERSON),
        ("Which athlete fell?", AnswerType.PERSON),
        ("When did she win?", AnswerType.DATE),
        ("What year was that?", AnswerType.DATE),
        ("How long ago was it?", AnswerType.DATE),
        ("How long was she out?", AnswerType.DURATION),
        ("How many weeks did she miss?", AnswerType.DURATION),
        ("How fast was she?", AnswerType.MARK),
        ("What is her personal best?", AnswerType.MARK),
        ("What time did she run?", AnswerType.MARK),
        ("How did she do in the final?", AnswerType.RANK),
        ("Where did she finish?", AnswerType.RANK),
        ("Which medal did she take?", AnswerType.MEDAL),
        ("Where does she live?", AnswerType.LOCATION),
        ("Which city held the race?", AnswerType.LOCATION),
        ("How old is she?", AnswerType.AGE),
        ("How many people came?", AnswerType.COUNT),
        ("Why did she stop?", AnswerType.REASON),
        ("How come she stopped?", AnswerType.REASON),
        ("How did she win?", AnswerType.MANNER),
        ("What happened to her?", AnswerType.EVENT),
        ("What injury does she have?", AnswerType.EVENT),
        ("What did she say?", AnswerType.SPEECH),
        ("How did she feel?", AnswerType.SPEECH),
        ("Did she win?", AnswerType.YES_NO),
        ("Isn't she a miler?", AnswerType.YES_NO),
        ("What does she like?", AnswerType.THING),
    ],
)
def test_the_question_word_decides(question: str, wanted: AnswerType) -> None:
    """Each kind of question wants its own kind of answer."""
    assert expected_type(question, LEXICON) is wanted


@pytest.mark.parametrize("question", ["wen did she win", "whn did she win?", "WHEN did she win"])
def test_question_words_may_be_misspelt(question: str) -> None:
    """A question word that is misspelt or in capitals counts as the word it stands for."""
    assert expected_type(question, LEXICON) is AnswerType.DATE


def test_without_a_question_word_any_noun_decides() -> None:
    """A few key words ask for what one of them names."""
    assert expected_type("marl hometown", LEXICON) is AnswerType.LOCATION


def test_only_the_noun_beside_the_question_word_decides() -> None:
    """A noun after the verb, or far behind "what", is not what is asked for."""
    assert expected_type("What does the runner like?", LEXICON) is AnswerType.THING
    assert expected_type("What is the loud old song of the runner?", LEXICON) is AnswerType.THING
    assert expected_type("Which club does her brother like?", LEXICON) is AnswerType.LOCATION


def test_spelling_leaves_other_words_alone() -> None:
    """Only question words are put right; case, quote marks and outer punctuation go."""
    assert spelled(" “Wat does Wren want?” ") == "what does wren want"


@pytest.mark.parametrize("rest", ["", "tell me about ?", "who is", "what about ", "latest", "latest on"])
def test_a_bare_name_asks_for_everything(rest: str) -> None:
    """Where nothing in particular is asked beside the name, everything about it is wanted."""
    assert asks_about(rest)


@pytest.mark.parametrize("rest", ["when did win", "why", "coach"])
def test_a_question_asks_for_something_in_particular(rest: str) -> None:
    """A question word or a noun beside the name asks for something in particular."""
    assert not asks_about(rest)


@given(text=st.text())
def test_any_text_wants_something(text: str) -> None:
    """No text is an error; each wants a kind of answer that exists."""
    assert expected_type(text, LEXICON) in AnswerType
