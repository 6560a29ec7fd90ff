"""Files, uploads, forms and pages become articles in the same way."""

import pytest

from bot.adapters.documents import MAX_BYTES, MAX_LINES, Kind, kind_of, read_document
from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError

STORY = "Kéri won “her” mile on Friday.\n"


@pytest.mark.parametrize("content", [STORY, STORY.encode(), STORY.encode("utf-16")])
def test_text_and_bytes_are_the_same_article(content: str | bytes) -> None:
    """Pasted text and a file with the same words give the same article."""
    article = read_document("a.txt", "a", content)
    assert (article.revision.text, article.guessed_charset) == (STORY, None)


def test_a_guess_is_told() -> None:
    """An article whose charset was guessed names it."""
    article = read_document("a.txt", "a", STORY.encode("cp1252"))
    assert (article.revision.text, article.guessed_charset) == (STORY, "cp1252")


def test_what_is_known_fills_the_gaps() -> None:
    """A page goes before what is known otherwise, which goes before nothing."""
    page = f'<html><head><meta name="author" content="Nora Lind"></head><body><p>{STORY}</p></body></html>'
    known = Byline(author="Ana Ruiz", outlet="Stadium Post")
    byline = read_document("a.html", "a", page, Kind.HTML, known=known).revision.byline
    assert (byline.author, byline.outlet) == ("Nora Lind", "Stadium Post")


def test_the_name_tells_the_kind() -> None:
    """Pages are known by the end of a file's name; all else is text."""
    assert [kind_of(name) for name in ("a.HTML", "b.htm", "c.md", "d")] == [Kind.HTML, Kind.HTML, Kind.TEXT, Kind.TEXT]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "it is empty"),
        (b" \n", "it is empty"),
        (b"x" * (MAX_BYTES + 1), "limit is 10 MiB"),
        ("x.\n" * (MAX_LINES + 1), "limit is 20000"),
        ("x.\r" * (MAX_LINES + 1), "limit is 20000"),
        (b"\xff\0", "it isn't text"),
    ],
)
def test_unusable_documents_are_refused(content: str | bytes, reason: str) -> None:
    """What is empty, too large or no text is refused under its name."""
    with pytest.raises(UnreadableDocumentError, match=rf"^a\.md: .*{reason}"):
        read_document("a.md", "a", content)
