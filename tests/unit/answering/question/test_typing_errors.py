"""A name with a typing error still leads to the athlete, unless it is a word of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.answering.names.gazetteer import Gazetteer

GAZETTEER = Gazetteer(["Jake Wightman", "Josh Kerr", "Faith Kipyégon", "Timothy Cheruiyot", "Ann Lee"])
VOCABULARY = frozenset({"the", "kerb", "kept", "wight", "did", "win"})


@pytest.mark.parametrize(
    ("text", "athlete"),
    [
        ("Ker", "Josh Kerr"),
        ("kerrr", "Josh Kerr"),
        ("Kerrs", "Josh Kerr"),
        ("whightman", "Jake Wightman"),
        ("Wightmann’s", "Jake Wightman"),
        ("wihgtman", "Jake Wightman"),
        ("kipyegone", "Faith Kipyégon"),
        ("Timoty Cheruyiot", "Timothy Cheruiyot"),
    ],
)
def test_a_typing_error_is_forgiven(text: str, athlete: str) -> None:
    """A letter too many, too few, changed or swapped still means the athlete; a long name may have two."""
    meant = [mention.athletes for mention in GAZETTEER.mentions(f"did {text} win", VOCABULARY)]
    assert meant == [(athlete,)]


@pytest.mark.parametrize("word", ["kerb", "wight", "Kerb's"])
def test_a_known_word_is_no_typing_error(word: str) -> None:
    """A word that the vocabulary knows means itself."""
    assert GAZETTEER.mentions(f"did the {word} win", VOCABULARY) == []


@pytest.mark.parametrize("word", ["le", "he", "terr", "bee", "about", "kipper"])
def test_a_distant_word_is_no_typing_error(word: str) -> None:
    """Very short words, short words with another first letter, function words and distant words mean nobody."""
    assert GAZETTEER.mentions(word, VOCABULARY) == []


@pytest.mark.parametrize("word", ["Ker", "whightman"])
def test_without_a_vocabulary_only_exact_names_count(word: str) -> None:
    """Where it isn't known which words are real, nothing is taken for a typing error."""
    assert GAZETTEER.mentions(word) == []


def test_the_nearest_name_is_meant() -> None:
    """A word near two names means the nearer one."""
    known = Gazetteer(["Ann Kerrins", "Bob Kerrin"])
    assert known.mentions("kerrinss", frozenset())[0].athletes == ("Ann Kerrins",)


def test_of_equally_near_names_it_is_always_the_same() -> None:
    """Which of two equally near names is meant doesn't hang on the order they were given in."""
    one, other = Gazetteer(["Ann Karr", "Bob Kirr"]), Gazetteer(["Bob Kirr", "Ann Karr"])
    assert one.mentions("kerr", frozenset()) == other.mentions("kerr", frozenset()) != []


def _allowed(word: str, name: str) -> int:
    """How many typing errors a word may hold to be meant for a name; -1 where it can't be."""
    if len(name) <= 5 and word[0] != name[0]:
        return -1
    return 2 if len(name) >= 8 else 1


_WORDS = st.text("bcd", min_size=3, max_size=10)


@given(names=st.sets(_WORDS, max_size=12), word=_WORDS)
def test_of_all_names_the_nearest_is_meant(names: set[str], word: str) -> None:
    """Whatever the names, none that is nearer than the one meant was overlooked."""
    near = [(OSA.distance(word, name), name) for name in names if OSA.distance(word, name) <= _allowed(word, name)]
    meant = [mention.athletes for mention in Gazetteer(names).mentions(word, frozenset())]
    assert meant == [(name,) for _, name in sorted(near)[:1]]
