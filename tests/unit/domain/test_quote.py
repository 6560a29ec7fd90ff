"""A quote stores no words: its text is a slice of the article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Byline, Revision
from bot.domain.errors import StaleQuoteError
from bot.domain.quote import Quote, QuoteReference
from bot.domain.span import Span

TEXT = "It rained.  “Café – 1,500\u00a0m!” she said 🎉."


@given(ends=st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda ends: ends[0] != ends[1]))
def test_text_is_a_slice(ends: tuple[int, int]) -> None:
    """A quote's text is, character for character, what stands in the article."""
    start, end = sorted(ends)
    assert Quote(Revision("a", TEXT), Span(start, end)).text == TEXT[start:end]


@pytest.mark.parametrize("span", [Span(0, len(TEXT) + 1), Span(4, 4), Span(90, 95)])
def test_span_lies_inside_the_article(span: Span) -> None:
    """No quote is empty or reaches beyond the article."""
    with pytest.raises(StaleQuoteError):
        Quote(Revision("a", TEXT), span)


def test_bold_words_lie_inside_the_quote() -> None:
    """The answering words are part of the quoted ones."""
    assert Quote(Revision("a", TEXT), Span(0, 10), bold=Span(3, 9)).bold == Span(3, 9)


@pytest.mark.parametrize("bold", [Span(8, 11), Span(20, 22)])
def test_bold_words_elsewhere_are_refused(bold: Span) -> None:
    """Answering words outside the quote, even in part, make no quote."""
    with pytest.raises(StaleQuoteError, match="outside"):
        Quote(Revision("a", TEXT), Span(0, 10), bold=bold)


def test_recall_restores_the_quote() -> None:
    """A reference and the revision it was taken from give the quote back."""
    quote = Quote(Revision("a", TEXT), Span(0, 10), speaker="Ann Lee")
    assert Quote.recall(quote.reference, quote.revision, speaker="Ann Lee") == quote


def test_recall_refuses_a_changed_text() -> None:
    """A quote whose article changed is never sent, even where the quoted words stayed."""
    reference = Quote(Revision("a", TEXT), Span(0, 10)).reference
    with pytest.raises(StaleQuoteError, match="has changed"):
        Quote.recall(reference, Revision("a", TEXT + " More."))


def test_recall_refuses_another_article() -> None:
    """A quote belongs to its article, whatever another one says in the same words."""
    reference = Quote(Revision("a", TEXT), Span(0, 10)).reference
    with pytest.raises(StaleQuoteError):
        Quote.recall(reference, Revision("b", TEXT))


def test_recall_accepts_a_new_byline() -> None:
    """A revision with the same text still answers for the quote."""
    reference = Quote(Revision("a", TEXT), Span(0, 10)).reference
    corrected = Revision("a", TEXT, Byline(title="Rain", author="Ann Lee"), number=2)
    assert Quote.recall(reference, corrected).text == "It rained."


def test_references_overlap_in_one_article_only() -> None:
    """Two references overlap when they share characters of the same article, whichever its version."""
    one = QuoteReference("a", "1", Span(0, 10))
    assert one.overlaps(QuoteReference("a", "2", Span(9, 12)))
    assert not one.overlaps(QuoteReference("a", "1", Span(10, 12)))
    assert not one.overlaps(QuoteReference("b", "1", Span(0, 10)))
