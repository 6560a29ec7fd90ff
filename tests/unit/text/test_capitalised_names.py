"""Names are capitalised runs of words, read from the text as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.names import is_full_name, names
from bot.text.normalize import fold

NOT_PEOPLE = frozenset({"great", "britain", "london", "sport"})


def _names(text: str) -> list[str]:
    return [name.text for name in names(text)]


@given(text=st.one_of(st.text(), st.text(st.sampled_from(list("Aa Bé’'s.-The1")))))
def test_spans_hold_the_names(text: str) -> None:
    """A name's span covers exactly its folded words, and names come in order."""
    end = 0
    for name in names(text):
        assert end <= name.start < name.end
        assert fold(text)[name.start : name.end] == name.text
        end = name.end


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday we saw Ann Lee run.", ["Yesterday", "Ann Lee"]),
        ("we saw Georgia Hunter Bell run", ["Georgia Hunter Bell"]),
        ("with Nic van der Berg today", ["Nic van der Berg"]),
        ("with Faith Kipyégon today", ["Faith Kipyegon"]),
        ("with Pat O’Brien today", ["Pat O'Brien"]),
        ("with Mary-Ann Smith today", ["Mary-Ann Smith"]),
        ("Ann Lee, Bob Kerr", ["Ann Lee", "Bob Kerr"]),
        ("Norway's Ann Lee ran", ["Norway", "Ann Lee"]),
        ("with J. K. Lee and d'Arcy Roy", ["J. K. Lee", "d'Arcy Roy"]),
        ("nobody at all", []),
    ],
)
def test_runs_of_capitalised_words_are_names(text: str, found: list[str]) -> None:
    """Neighbouring capitalised words make one name, particles between them included."""
    assert _names(text) == found


@pytest.mark.parametrize("text", ["Ann Lee’s time", "Ann Lee's time"])
def test_the_possessive_is_no_part_of_a_name(text: str) -> None:
    """A name is read without its possessive."""
    assert _names(text) == ["Ann Lee"]


@pytest.mark.parametrize("text", ["When Ann Lee ran", "The Ann Lee", "Did Ann Lee run"])
def test_function_words_at_the_head_are_left_out(text: str) -> None:
    """A capital that only a sentence's start gave is no part of a name."""
    assert _names(text) == ["Ann Lee"]


def test_a_part_of_the_text_can_be_read() -> None:
    """Reading a part of a text that begins further on gives places in the whole text."""
    assert [(name.text, name.start) for name in names("met Ann Lee.", 9)] == [("Ann Lee", 13)]


@pytest.mark.parametrize("name", ["Ann Lee", "Mary-Ann Smith", "Pat O'Brien", "Georgia Hunter Bell"])
def test_two_or_three_words_make_a_full_name(name: str) -> None:
    """A first name and a surname, or three words, have the shape of a full name."""
    assert is_full_name(name, NOT_PEOPLE)


@pytest.mark.parametrize("name", ["Lee", "BBC Sport", "Great Britain", "London Lee", "Ann Lee2", "A Bb Cc Dd Eee", ""])
def test_other_runs_are_no_full_names(name: str) -> None:
    """A single word, a short surname, an acronym, a number, a known place or five words are no full name."""
    assert not is_full_name(name, NOT_PEOPLE)
