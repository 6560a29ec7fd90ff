"""Folding brings text to plain characters without moving a single one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalize import fold, fold_lower, plain_letters


@given(text=st.text())
def test_length_stays(text: str) -> None:
    """Folded text is as long as the original, so every offset stays true."""
    assert len(fold(text)) == len(fold_lower(text)) == len(text)


@given(text=st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded stays as it is when it is folded again."""
    assert fold(fold(text)) == fold(text)


@given(text=st.text(), more=st.text())
def test_characters_fold_one_by_one(text: str, more: str) -> None:
    """A character's neighbours don't matter to its folding."""
    assert fold(text + more) == fold(text) + fold(more)


@given(text=st.text(st.characters(codec="ascii", exclude_characters="`\r\t\v\f\x1c\x1d\x1e\x1f")))
def test_plain_text_stays(text: str) -> None:
    """Plain characters fold to themselves."""
    assert fold(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kipyégon", "Kipyegon"),
        ("Nordås", "Nordas"),
        ("Ødegård Łukasz", "Odegard Lukasz"),
        ("O’Brien", "O'Brien"),
        ("“yes” „no‟ «so»", '"yes" "no" "so"'),
        ("2–1 — yes", "2-1 - yes"),
        ("1,500\u00a0m", "1,500 m"),
        ("１５００ｍ", "1500m"),
        ("ǿ｀", "o'"),
        ("a\r\nb\tc", "a\n\nb c"),
    ],
)
def test_typographic_forms_become_plain(text: str, folded: str) -> None:
    """Accents, curly quotes, dashes, wide forms and odd spaces become what a keyboard types; case is kept."""
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["ﬁnal", "½", "…", "straße", "🎉"])
def test_longer_forms_stay(text: str) -> None:
    """A character whose plain form would be longer stays as it is."""
    assert fold(text) == text


def test_lower_folding_lowers() -> None:
    """The lower-case folding differs in case alone, even where a letter's lower case would be two characters."""
    assert fold_lower("İstanbul ÉCOLE") == "istanbul ecole"


def test_combining_accents_can_be_left_out() -> None:
    """An accent that stands as a character of its own is kept by folding and left out where offsets don't matter."""
    assert fold("e\u0301") == "e\u0301"
    assert plain_letters("kipye\u0301gon") == "kipyegon"
