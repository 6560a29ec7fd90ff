"""A question is brought to the articles' spelling before its words are searched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.question.query_rewriting import QueryRewriter


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
def test_slips_are_mended_and_short_forms_spelled_out(rewriter: QueryRewriter, text: str, plain: str) -> None:
    """Short forms become what they stand for, and misspelt words the articles' own."""
    assert rewriter.rewrite(text, ()) == plain


@pytest.mark.parametrize("word", ["porous", "colleague", "xylophone", "the", "said", "ran", "ice"])
def test_words_that_are_right_stay(rewriter: QueryRewriter, word: str) -> None:
    """English words, the articles' words and function words stay, and so do words that are near to none."""
    assert rewriter.rewrite(word, ()) == word


def test_a_misspelt_name_becomes_the_surname(rewriter: QueryRewriter) -> None:
    """A misspelt name of an athlete of the question becomes the surname as the articles write it."""
    assert rewriter.rewrite("did Stepfan or Mrl or Vos win", ("Bea Voss",)) == "did stepfan or mrl or voss win"


def test_a_name_that_is_right_stays(rewriter: QueryRewriter) -> None:
    """A name as the articles have it is only put in lower case."""
    assert rewriter.rewrite("Ada Marl’s time", ("Ada Marl",)) == "ada marl's time"


def test_it_knows_the_articles_words(rewriter: QueryRewriter) -> None:
    """A word counts as right where the articles hold it in any form, also with a possessive."""
    assert "floods" in rewriter
    assert "flood's" in rewriter
    assert "hedgehog" not in rewriter
    assert 7 not in rewriter


@settings(deadline=None)
@given(text=st.text())
def test_rewriting_is_for_good(press: Answerer, text: str) -> None:
    """No text is an error, and what was rewritten once stays as it is."""
    rewriter = press.reader._reader._rewriter
    once = rewriter.rewrite(text, ())
    assert rewriter.rewrite(once, ()) == once
