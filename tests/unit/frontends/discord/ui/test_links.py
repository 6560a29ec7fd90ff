"""Links lead to the very words, within Discord's limits."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Byline, Revision
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.frontends.discord.ui.links import LONGEST, link_to, origin_of, web_page


def _quote(text: str, url: str | None = "https://a.example/x", sources: tuple[str, ...] = ()) -> Quote:
    return Quote(Revision("a", text, Byline(url=url, sources=sources)), Span(0, len(text)))


def test_a_short_quote_is_marked_whole() -> None:
    """Up to a dozen words stand in the link as they are, percent-encoded; the hyphen, too, which means something."""
    assert link_to(_quote("A well-run race, he said.")) == (
        "https://a.example/x#:~:text=A%20well%2Drun%20race%2C%20he%20said."
    )


def test_a_long_quote_is_marked_from_its_first_to_its_last_words() -> None:
    """Of a longer one the first and the last words do."""
    words = " ".join(f"w{number}" for number in range(40))
    assert link_to(_quote(words)) == (
        "https://a.example/x#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w34%20w35%20w36%20w37%20w38%20w39"
    )


def test_neighbours_are_marked_together() -> None:
    """One link marks several quotes of a page, as many as fit."""
    assert link_to(_quote("He won."), _quote("She ran.")) == "https://a.example/x#:~:text=He%20won.&text=She%20ran."
    words = " ".join(["word" * 5] * 12)
    assert (link_to(*[_quote(words)] * 9) or "").count("text=") < 9


def test_a_fragment_of_the_page_s_own_stays() -> None:
    """A link that names a place on the page keeps it."""
    assert link_to(_quote("He won.", "https://a.example/x#top")) == "https://a.example/x#top:~:text=He%20won."


def test_a_link_that_grows_too_long_is_the_page_s_own() -> None:
    """Where the marked words don't fit, the page alone is linked to."""
    page = "https://a.example/" + "x" * (LONGEST - 20)
    assert link_to(_quote("He won the race.", page)) == page


@given(st.text(min_size=1, max_size=200), st.sampled_from(["https://a.example/x", "http://b.example/?q=1&r=(2)#z"]))
def test_no_link_is_too_long_or_ends_early(text: str, page: str) -> None:
    """Every link fits, and holds nothing that would end it inside Markdown's brackets."""
    link = link_to(_quote(text, page)) or ""
    assert 0 < len(link) <= LONGEST
    assert not set(link) & set("<>() \n")
    assert unquote(link).startswith(unquote(page))


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "ftp://a.example/x", "no address", "https://", "https://[", "x" * 600]
)
def test_what_is_no_web_page_is_not_linked(url: str | None) -> None:
    """Only addresses of the web become links."""
    assert web_page(url) is None


def test_an_article_without_a_page_says_what_it_is_based_on() -> None:
    """Its first source is linked instead; with a page of its own that one is enough."""
    sources = ("not a page", "https://s.example/1")
    assert origin_of(_quote("He won.", None, sources)) == "https://s.example/1"
    assert origin_of(_quote("He won.", "https://a.example/x", sources)) is None
