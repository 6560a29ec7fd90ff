"""Mistyped words are brought to words that the articles use."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.frequency_table import FrequencyTable
from bot.text.spelling import Spelling


def _spelling(words: Iterable[str]) -> Spelling:
    return Spelling(FrequencyTable.of(dict.fromkeys(words, 1)))


SPELLING = _spelling({"stadium", "hamstring", "final", "flood", "race", "ran", "4x400m", "hurdles"})


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("stadum", "stadium"),
        ("staduim", "stadium"),
        ("finall", "final"),
        ("fimal", "final"),
        ("hmstrin", "hmstrin"),
        ("hamstrng", "hamstring"),
        ("hamtsrimg", "hamstring"),
    ],
)
def test_near_words_are_meant(word: str, meant: str) -> None:
    """One slip is mended in a word, two in one of eight letters and more; a swap of neighbours is one slip."""
    assert SPELLING.correct(word) == meant


@pytest.mark.parametrize("word", ["rac", "rqn", "inal", "rinal", "fiinall", "flock", "4x40m", "", "it's", "zebra"])
def test_other_words_stay(word: str) -> None:
    """Short words, words with figures or marks, another first letter or too many slips are left as they are."""
    assert SPELLING.correct(word) == word


def test_the_nearer_word_is_meant() -> None:
    """Of two words within reach the nearer is meant."""
    assert _spelling({"marathons", "marathon"}).correct("maratho") == "marathon"
    assert _spelling({"sprinters", "sprinted"}).correct("sprinterd") in {"sprinters", "sprinted"}


def test_the_order_of_the_words_does_not_matter() -> None:
    """Which of two equally near words is meant doesn't hang on the order they came in."""
    assert _spelling(["paces", "pacer"]).correct("pacet") == _spelling(["pacer", "paces"]).correct("pacet") == "pacer"


def test_no_words_correct_nothing() -> None:
    """Without a vocabulary every word stays."""
    assert _spelling(()).correct("stadum") == "stadum"


@given(words=st.sets(st.text("abcd", min_size=1, max_size=9)), word=st.text("abcd", max_size=9))
def test_a_correction_is_a_word(words: set[str], word: str) -> None:
    """A word becomes one of the vocabulary's with the same first letter, or stays; and then stays for good."""
    spelling = _spelling(words)
    meant = spelling.correct(word)
    assert meant == word or (meant in words and meant[0] == word[0])
    assert spelling.correct(meant) == meant
