"""Somebody whom no article names is followed by a full name."""

import pytest

from bot.following.follows import is_full


@pytest.mark.parametrize("name", ["Kari Nordin", "kari nordin", "Anna van der Berg", "Zoë O’Hara-Lund", "Ann B. Lee"])
def test_a_full_name_has_two_words_or_more(name: str) -> None:
    """However it is written."""
    assert is_full(name)


@pytest.mark.parametrize(
    "name", ["Nordin", "K. Nordin", "@everyone Nordin", "Ann 400m", "the man who won it all", "x" * 80]
)
def test_what_may_be_anybody_is_none(name: str) -> None:
    """Neither is what is no name."""
    assert not is_full(name)
