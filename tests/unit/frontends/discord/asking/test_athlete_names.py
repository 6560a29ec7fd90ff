"""Names are suggested by any part of them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.memory import MemoryConversations
from bot.bootstrap.answering import answerer
from bot.domain.article import Revision
from bot.frontends.discord.asking.athlete_names import LONGEST_CHOICE, MOST_CHOICES, find_alike, find_most_named
from bot.library import Library
from bot.newsroom import Newsroom

NAMES = ("Jakob Ingebrigtsen", "Filip Ingebrigtsen", "Josh Kerr", "Keely Hodgkinson", "Ólafur Þór", "José Núñez")


def test_accents_capitals_and_slips_don_t_matter() -> None:
    """However a name is typed, it comes first."""
    for typed in ("jose nunez", "NUÑEZ", "nunes", "José N"):
        assert find_alike(typed, NAMES)[0] == "José Núñez"
    assert find_alike("ingebritsen", NAMES) == ["Jakob Ingebrigtsen", "Filip Ingebrigtsen"]
    assert find_alike("kere", NAMES) == ["Josh Kerr"]


def test_nothing_typed_shows_everybody() -> None:
    """Before anything is typed the first names are offered, in their order."""
    assert find_alike(" ", NAMES) == list(NAMES)


def test_whom_most_articles_are_about_comes_first() -> None:
    """Before others of a name, and others before coaches and officials."""
    text = """Jake Wightman ran. Geoff Wightman was the stadium announcer. Jake Wightman is coached by Amy Wightson.
Bo Zander finished second behind Al Ames."""
    articles = [Revision(name, text, athletes=athletes) for name, athletes in (("a", ("Jake Wightman", "Ed Wight")),
                                                                                ("b", ("Jake Wightman",)))]  # fmt: skip
    known = find_most_named(Newsroom(Library(articles, answerer), MemoryConversations()), None)
    assert find_alike("wight", known) == ["Jake Wightman", "Ed Wight", "Geoff Wightman", "Amy Wightson"]
    assert known[:2] == ("Jake Wightman", "Ed Wight")
    assert set(known[-2:]) == {"Geoff Wightman", "Amy Wightson"}


def test_what_is_like_no_name_finds_none() -> None:
    """A wild guess is no suggestion."""
    assert find_alike("xyzzy", NAMES) == []


@given(st.text(max_size=150), st.lists(st.text(min_size=1, max_size=120), max_size=60))
def test_suggestions_are_always_within_the_limits(typed: str, names: list[str]) -> None:
    """Whatever is typed and whoever is known: at most 25 known names of at most 100 characters."""
    found = find_alike(typed, names)
    assert len(found) <= MOST_CHOICES
    assert all(name in names and len(name) <= LONGEST_CHOICE for name in found)
