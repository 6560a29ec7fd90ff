"""Metadata is read as it is given; what isn't given stays unknown."""

from datetime import date

import pytest

from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.front_matter import clean_title, read_metadata, web_address


def test_every_known_key_is_read() -> None:
    """Title, outlet, author, date, url, sources and the lists are read; other keys aren't."""
    metadata = read_metadata(
        {
            "layout": "post",
            "title": "Latest: Varga wins",
            "publisher": "Stadium Post",
            "author": "Nora Lind",
            "date": "2025-09-17T15:35:51",
            "url": "https://stadium.example/a",
            "sources": ["World Running", "Stadium Radio"],
            "athletes": "Lena Varga, Mai Ito",
            "categories": ["Sports"],
            "tags": [],
        }
    )
    assert metadata.byline == Byline(
        title="Varga wins",
        outlet="Stadium Post",
        author="Nora Lind",
        published=date(2025, 9, 17),
        url="https://stadium.example/a",
        sources=("World Running", "Stadium Radio"),
    )
    assert metadata.athletes == ("Lena Varga", "Mai Ito")
    assert (metadata.categories, metadata.tags) == (("Sports",), ())


def test_nothing_is_made_up() -> None:
    """Without values, and with empty or null ones, everything is unknown."""
    nothing = read_metadata({})
    assert nothing.byline == Byline()
    assert read_metadata(dict.fromkeys(("title", "author", "date", "url", "tags"), "")) == nothing
    assert read_metadata({"title": "null", "author": "~", "date": None}) == nothing


def test_outlet_goes_before_publisher() -> None:
    """Where both are given, the outlet is who published the article."""
    assert read_metadata({"outlet": "Stadium Post", "publisher": "Post Group"}).byline.outlet == "Stadium Post"


def test_several_authors_are_joined() -> None:
    """A list of authors becomes one line."""
    assert read_metadata({"author": ["Nora Lind", "Ana Ruiz"]}).byline.author == "Nora Lind, Ana Ruiz"


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"title": {"a": "b"}}, "title"),
        ({"title": ["a"]}, "title"),
        ({"athletes": {"a": "b"}}, "athletes"),
        ({"tags": [["a"]]}, "tags"),
        ({"date": ["2025-01-01"]}, "date"),
    ],
)
def test_wrong_values_are_named(values: dict[str, object], key: str) -> None:
    """A value of the wrong type is refused by the name of its key."""
    with pytest.raises(UnreadableDocumentError, match=f'"{key}"'):
        read_metadata(values)


@pytest.mark.parametrize("written", ["some day", "2025-02-30", "2025"])
def test_a_date_that_is_none_costs_no_article(written: str) -> None:
    """A date that can't be read is unknown, and everything else is read."""
    metadata = read_metadata({"date": written, "title": "Mile"})
    assert (metadata.byline.published, metadata.byline.title) == (None, "Mile")


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("Latest: Varga wins", "Varga wins"),
        ("BREAKING: Watch: Varga wins", "Varga wins"),
        ("Oslo: Varga wins", "Oslo: Varga wins"),
        ("Latest:", "Latest:"),
        ("Latest news from Oslo: Varga wins", "Latest news from Oslo: Varga wins"),
    ],
)
def test_titles_lose_what_sites_put_in_front(title: str, cleaned: str) -> None:
    """A prefix such as "Latest:" goes, any other part of the title stays."""
    assert clean_title(title) == cleaned


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://a.example", "stadium.example", "http://", "http://[", ""]
)
def test_only_web_addresses_are_links(address: str) -> None:
    """An address that isn't http or https with a host is unknown."""
    assert web_address(address) is None
