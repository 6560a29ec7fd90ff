"""A quote is shown where it stands."""

from bot.answering.article.quote_context import paragraph_of, sentences_of
from bot.domain.article import Revision
from bot.domain.quote import Quote
from bot.domain.span import Span

TEXT = "One here. Two here. Three here.\n\nAlone.\n\nLast one. Really last."
REVISION = Revision("a", TEXT)


def _quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(REVISION, Span(start, start + len(words)), speaker="Ann Lee")


def test_the_paragraph_is_shown_with_the_quote_marked() -> None:
    """The paragraph around a quote is quoted, the quote itself marked, its speaker kept."""
    around = paragraph_of(_quote("Two here."))
    assert around.text == "One here. Two here. Three here."
    assert around.bold is not None
    assert around.bold.slice(TEXT) == "Two here."
    assert around.speaker == "Ann Lee"


def test_a_paragraph_of_its_own_is_shown_with_its_neighbours() -> None:
    """Where the quote is all of its paragraph, the ones beside it tell more."""
    assert paragraph_of(_quote("Alone.")).text == TEXT
    assert paragraph_of(_quote("Last one. Really last.")).text == "Alone.\n\nLast one. Really last."


def test_a_quote_over_two_paragraphs_is_shown_with_both() -> None:
    """Paragraphs that the quote touches are shown whole."""
    assert paragraph_of(_quote("Three here.\n\nAlone.")).text == "One here. Two here. Three here.\n\nAlone."


def test_the_sentences_of_a_quote() -> None:
    """A quote's sentences come in order."""
    spans = sentences_of(_quote("Two here. Three here."))
    assert [span.slice(TEXT) for span in spans] == ["Two here.", "Three here."]
