"""A page that asks robots not to index it isn't used."""

from typing import Any

import pytest

from bot.adapters.article_reader import read_web_page
from bot.adapters.web.errors import LinkError
from bot.adapters.web.page import WebPage
from bot.domain.errors import UnreadableDocumentError

STORY = "<p>Lena Varga won the mile in Oslo on Friday evening, her third title in a row.</p>"


def page(head: str, body: str = STORY, media_type: str = "text/html") -> WebPage:
    """A page as it was fetched."""
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return WebPage("https://site.example/a", media_type, None, html.encode())


@pytest.mark.parametrize(
    "value",
    ["noindex", "NOINDEX, nofollow", "none", "pressboxbot: noindex", "PressboxBot: nofollow, none", "*: noindex",
     "unavailable_after: 25 Jun 2030 15:00:00 PST, noindex", "nofollow, noindex, max-snippet: 5"],
)  # fmt: skip
def test_headers_are_respected(site: Any, value: str) -> None:
    """A header that refuses all robots, or this one, ends the fetch."""
    with pytest.raises(LinkError, match="isn't indexed"):
        site.get(X_Robots_Tag=value)


@pytest.mark.parametrize("value", ["all", "nofollow", "googlebot: noindex", "otherbot: none", "max-snippet: -1", ""])
def test_other_headers_are_not_meant(site: Any, value: str) -> None:
    """A header that refuses nothing, or another robot, changes nothing."""
    assert site.get(X_Robots_Tag=value).content == b"Kerr won."


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="robots" content="noindex">',
        '<META CONTENT="nofollow, NoIndex" NAME=" Robots ">',
        "<meta name=robots content=none>",
        '<meta name="pressboxbot" content="noindex"/>',
        '<meta charset="utf-8">\0<meta name="robots" content="noindex">',
    ],
)
def test_the_page_is_respected(meta: str) -> None:
    """A meta element that refuses all robots, or this one, ends it, however it is written."""
    with pytest.raises(LinkError, match="isn't indexed"):
        read_web_page(page(meta))


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="googlebot" content="noindex">',
        '<meta name="robots" content="index, follow">',
        '<!-- <meta name="robots" content="noindex"> -->',
        '<meta name="description" content="none">',
    ],
)
def test_other_pages_are_read(meta: str) -> None:
    """Other elements, other robots and comments change nothing; the article knows its link."""
    article = read_web_page(page(meta))
    assert "Lena Varga won the mile" in article.revision.text
    assert article.revision.byline.url == "https://site.example/a"


def test_plain_text_is_text() -> None:
    """A text file that shows such an element means nothing by it."""
    text = WebPage("https://site.example/a", "text/plain", None, b'Write <meta name="robots" content="noindex"> so.')
    assert read_web_page(text).raw == text.content.decode()


def test_a_picture_that_claims_to_be_a_page_is_refused() -> None:
    """Bytes that are no text are refused whatever the content type says."""
    picture = WebPage("https://site.example/a", "text/html", "utf-8", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(UnreadableDocumentError, match=r"^the page: it isn't text"):
        read_web_page(picture)
