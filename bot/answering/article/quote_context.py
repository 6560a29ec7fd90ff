"""Where a quote stands: its sentences, and the paragraph around it."""

from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.text.sentences import blocks


def sentences_of(quote: Quote) -> tuple[Span, ...]:
    """The spans of the sentences a quote holds, in order."""
    everything = (span for block in blocks(quote.revision.text) for span in block.sentences)
    return tuple(span for span in everything if quote.span.contains(span))


def paragraph_of(quote: Quote) -> Quote:
    """The paragraph around a quote, with the quote marked; with its neighbours where it is a paragraph of its own."""
    paragraphs = [Span(block.sentences[0].start, block.sentences[-1].end) for block in blocks(quote.revision.text)]
    touched = [index for index, span in enumerate(paragraphs) if span.overlaps(quote.span)]
    first, last = touched[0], touched[-1]
    around = Span(paragraphs[first].start, paragraphs[last].end)
    if len(around) <= len(quote.span):
        first, last = max(0, first - 1), min(len(paragraphs) - 1, last + 1)
        around = Span(paragraphs[first].start, paragraphs[last].end)
    return Quote(quote.revision, around, quote.span, quote.speaker)
