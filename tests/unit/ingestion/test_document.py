"""A document becomes an article with its metadata, its clean words and an account of what was dropped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Byline
from bot.domain.errors import UnreadableDocumentError
from bot.ingestion.document import ingest

DOCUMENT = """---
title: "Breaking: Varga wins"
date: 2025-09-17
athletes: [Lena Varga]
---

It has been recently reported that This video can not be played

Varga won the mile.\u00a0

# Her race

She led.
"""


def test_a_document_becomes_an_article() -> None:
    """Metadata, clean text, the untouched source and the dropped lines come out together."""
    article = ingest("varga.md", "varga", DOCUMENT)
    assert article.revision.article_id == "varga"
    assert article.revision.byline == Byline(title="Varga wins", published=date(2025, 9, 17))
    assert article.revision.athletes == ("Lena Varga",)
    assert article.revision.text == "\n\nVarga won the mile.\u00a0\n\n# Her race\n\nShe led.\n"
    assert article.raw == DOCUMENT


def test_dropped_lines_are_numbered_as_in_the_file() -> None:
    """The front matter's lines count."""
    (dropped,) = ingest("varga.md", "varga", DOCUMENT).dropped
    assert (dropped.number, dropped.reason) == (7, "video placeholder")
    assert DOCUMENT.splitlines()[dropped.number - 1] == dropped.text


def test_a_missing_title_is_the_first_heading() -> None:
    """Without a title the first # heading is it, and without one there is none."""
    assert ingest("a", "a", "## Part\n\n# Mile #\r\n\nShe won.\n").revision.byline.title == "Mile"
    assert ingest("a", "a", "## Part\n\nShe won.\n").revision.byline.title is None


def test_known_metadata_fills_what_is_missing() -> None:
    """What the front matter says goes before what is known otherwise."""
    known = Byline(title="Page title", outlet="Stadium Post", author="Ana Ruiz")
    byline = ingest("a", "a", "---\nauthor: Nora Lind\n---\n# Heading\n\nShe won.\n", known).revision.byline
    assert byline == Byline(title="Page title", outlet="Stadium Post", author="Nora Lind")


@pytest.mark.parametrize("raw", ["", "\n \n", "Share\n\nADVERTISEMENT\n", "# Only a heading\n"])
def test_a_document_without_sentences_is_refused(raw: str) -> None:
    """A document with nothing left to quote is refused under its name."""
    with pytest.raises(UnreadableDocumentError, match=r"^empty\.md: it has no"):
        ingest("empty.md", "empty", raw)


def test_the_refusal_says_what_was_dropped() -> None:
    """The message counts the reasons."""
    with pytest.raises(UnreadableDocumentError, match=r"no sentences left after cleaning.*advertising marker \(2\)"):
        ingest("a", "a", "ADVERTISEMENT\n\nADVERTISEMENT\n")


@given(st.text())
def test_any_text_is_read_or_refused(raw: str) -> None:
    """Every line of an article is found in its source; other texts are refused, none crashes."""
    try:
        article = ingest("a", "a", raw)
    except UnreadableDocumentError:
        return
    source = iter(raw.splitlines(keepends=True))
    assert all(line in source for line in article.revision.text.splitlines(keepends=True))


@pytest.mark.parametrize("title", ["Halden wins again in Turku", "Can anyone stop Halden?"])
def test_a_plain_first_line_is_the_title(title: str) -> None:
    """A short line alone above the story is its title where nothing else says one."""
    assert ingest("a.txt", "a", f"{title}\n\nHalden won in Turku.\n").revision.byline.title == title


def test_site_boilerplate_above_the_title_is_passed_over() -> None:
    """The title may stand below what belongs to the site."""
    raw = "ADVERTISEMENT\n\nHalden wins in Turku\n\nHalden won.\n"
    assert ingest("a.txt", "a", raw).revision.byline.title == "Halden wins in Turku"


@pytest.mark.parametrize(
    "raw", ["Halden won.\n\nShe will be back.\n", "- Halden won\n\nShe ran.\n", "Who won?\nHalden.\n"]
)
def test_a_first_sentence_is_no_title(raw: str) -> None:
    """A sentence of the story, an item and a question that the story answers on the next line are no titles."""
    assert ingest("a.txt", "a", raw).revision.byline.title is None


def test_a_guessed_date_is_told() -> None:
    """A date that could be another day, too, is read and remembered as a guess; one that is none, as it is written."""
    guessed = ingest("a.md", "a", "---\ndate: 03/04/2025\n---\nHalden won.\n")
    assert (guessed.revision.byline.published, guessed.guessed_date) == (date(2025, 4, 3), date(2025, 4, 3))
    unread = ingest("a.md", "a", "---\ndate: soon\n---\nHalden won.\n")
    assert (unread.revision.byline.published, unread.written_date) == (None, "soon")
