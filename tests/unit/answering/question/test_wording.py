"""A question is brought to the articles' spelling before its words are searched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.question.wording import Wording


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("When did Marl win?", "when did marl win?"),
        ("marl hamstrng", "marl hamstring"),
        ("was the stadum closed", "was the stadium closed"),
        ("marl pb", "marl personal best"),
        ("the 1500 final", "the 1500m final"),
        ("who won the steeplechas", "who won the steeplechase"),
    ],
)
def test_slips_are_mended_and_short_forms_spelled_out(wording: Wording, text: str, plain: str) -> None:
    """Short forms become what they stand for, and misspelt words the articles' own."""
    assert wording.plain(text, ()) == plain


@pytest.mark.parametrize("word", ["porous", "colleague", "xylophone", "the", "said", "ran", "ice"])
def test_words_that_are_right_stay(wording: Wording, word: str) -> None:
    """English words, the articles' words and function words stay, and so do words that are near to none."""
    assert wording.plain(word, ()) == word


def test_a_misspelt_name_becomes_the_surname(wording: Wording) -> None:
    """A misspelt name of an athlete of the question becomes the surname as the articles write it."""
    assert wording.plain("did Stepfan or Mrl or Vos win", ("Bea Voss",)) == "did stepfan or mrl or voss win"


def test_a_name_that_is_right_stays(wording: Wording) -> None:
    """A name as the articles have it is only put in lower case."""
    assert wording.plain("Ada Marl’s time", ("Ada Marl",)) == "ada marl's time"


def test_it_knows_the_articles_words(wording: Wording) -> None:
    """A word counts as right where the articles hold it in any form, also with a possessive."""
    assert "floods" in wording
    assert "flood's" in wording
    assert "hedgehog" not in wording
    assert 7 not in wording


@settings(deadline=None)
@given(text=st.text())
def test_rewriting_is_for_good(press: Answerer, text: str) -> None:
    """No text is an error, and what was rewritten once stays as it is."""
    wording = press.reader._reader._wording
    once = wording.plain(text, ())
    assert wording.plain(once, ()) == once
