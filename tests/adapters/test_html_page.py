"""A web page gives its story and what it says about itself."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.html_page import read_page
from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError

PAGE = """<!doctype html><html><head><title>Varga wins | Stadium Post</title>
<meta name="author" content="Nora Lind"><meta property="og:site_name" content="Stadium Post">
<meta property="article:published_time" content="2024-05-03T10:00:00Z">
<link rel="canonical" href="https://stadium.example/varga"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Varga wins the mile</h1>
<p>Lena Varga <b>won</b> the mile in
<a href="/oslo">Oslo</a> on Friday, and said it was &ldquo;a dream&rdquo;.</p>
<h2>The race</h2><p>She led from the second lap and nobody came close to her all evening.<br>It rained.</p>
<ul><li>Varga 4:15.02</li><li>Ito 4:17.40</li></ul>
<table><tr><th>Year</th><th>Medal</th></tr><tr><td>2023</td><td>gold</td></tr></table></article>
<div id="comments"><p>Great run by her, I loved every lap of it so much.</p></div></body></html>"""


def test_the_story_is_extracted() -> None:
    """Paragraphs stand apart, headings, lists and tables become Markdown, menus and comments are left out."""
    assert read_page(PAGE).text.split("\n\n") == [
        "# Varga wins the mile",
        "Lena Varga won the mile in Oslo on Friday, and said it was “a dream”.",
        "## The race",
        "She led from the second lap and nobody came close to her all evening.",
        "It rained.",
        "- Varga 4:15.02\n- Ito 4:17.40",
        "| Year | Medal |\n| 2023 | gold |\n",
    ]


def test_what_the_page_says_about_itself() -> None:
    """Title, site, author, date and address come from the page."""
    assert read_page(PAGE).byline == Byline(
        title="Varga wins the mile",
        outlet="Stadium Post",
        author="Nora Lind",
        published=date(2024, 5, 3),
        url="https://stadium.example/varga",
    )


def test_the_address_it_came_from_goes_first() -> None:
    """The address a page was fetched from is its address."""
    assert read_page(PAGE, "https://stadium.example/v?id=1").byline.url == "https://stadium.example/v?id=1"


def test_nothing_is_made_up() -> None:
    """A page that says nothing about itself has an unknown author, date and address."""
    byline = read_page("<html><body><p>Varga won the mile.</p><p>© 2024 Post</p></body></html>").byline
    assert (byline.author, byline.published, byline.url) == (None, None, None)


@pytest.mark.parametrize("html", ["", " ", "<html></html>", "<p>", "<nav>Home</nav>", "\0", '<?xml version="1.0"?>'])
def test_a_page_without_a_story_is_refused(html: str) -> None:
    """A page in which no story is found is refused."""
    with pytest.raises(UnreadableDocumentError, match="no story was found"):
        read_page(html)


@settings(deadline=None, max_examples=50)
@given(
    st.text(),
    st.lists(st.sampled_from(["<p>", "</div>", "<table><td>", "<li>", "She won. ", "<br>", "<!--", "&#0;"])),
)
def test_any_page_is_read_or_refused(text: str, tags: list[str]) -> None:
    """Malformed HTML is read as well as it goes, or refused."""
    try:
        page = read_page("".join(tags) + text)
    except UnreadableDocumentError:
        return
    assert page.text.strip()


def test_lists_in_table_cells_keep_their_words() -> None:
    """The items of a list inside a cell stand in the row, with commas between them; other lists stay lists."""
    cells = "<tr><td><ul><li>Halden</li><li>Norway</li></ul></td><td><p>14:31.00</p><p>PB</p></td></tr>"
    story = "<p>The race was run in light rain before nine thousand people, and the favourite won it with ease.</p>"
    more = "<ul><li>The next race is in Oslo.</li><li>Then comes Doha.</li></ul>"
    page = read_page(f"<article><h1>Turku</h1>{story}<table>{cells}</table>{more}{story}</article>")
    assert "| Halden, Norway | 14:31.00 PB |" in page.text
    assert "- Then comes Doha." in page.text
