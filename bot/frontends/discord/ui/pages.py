"""Fits quotes into what Discord takes, without ever cutting a sentence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.answering.article.quote_context import sentences_of
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.frontends.discord.ui.links import link_to, origin_of
from bot.frontends.discord.ui.translations import Words

PAGE = 3000
"""Characters of text on a page; Discord takes 4000 in all, and notes, a heading and a page number come on top."""
QUOTE = 2400
"""Characters of one quote with its attribution; a longer one is shown in part."""
PER_PAGE = 4
"""How many pieces of text stand on a page."""
PORTION = 1500
"""Characters of a portion of plain text; escaped it can become twice as long."""


class Part(NamedTuple):
    """The sentences of a quote that are shown, and whether any were left out before and after them."""

    quote: Quote
    before: bool
    after: bool


def write_quote(quote: Quote, words: Words, most: int = QUOTE, *, titled: bool = True) -> str:
    """A quote with its attribution, in at most ``most`` characters; ``titled`` says the article's title, too.

    Where it is longer, whole sentences around the marked words are shown, with […] for the others. Where even one
    sentence is longer, only the attribution is, and where to read it.
    """
    whole = _written(Part(quote, before=False, after=False), words, titled=titled)
    if len(whole) <= most:
        return whole
    sentences = sentences_of(quote) or (quote.span,)
    part = None
    for part_of in _growing(quote, sentences):
        text = _written(part_of, words, titled=titled)
        if len(text) > most:
            break
        part = text
    return part or words.say("too_long", quote=quote, href=link_to(quote), origin=origin_of(quote), titled=titled)


class Block(NamedTuple):
    """A piece of text that stays together, and the quotes it shows.

    ``continued`` is a shorter text for where the block above it has said the article's title.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    continued: str = ""


def build_blocks(quotes: Sequence[Quote], words: Words) -> tuple[Block, ...]:
    """A block per quote."""
    blocks = []
    for above, quote in zip([None, *quotes], quotes, strict=False):
        again = above is not None and above.revision == quote.revision
        continued = write_quote(quote, words, titled=False) if again else ""
        blocks.append(Block(write_quote(quote, words), (quote,), continued))
    return tuple(blocks)


def split_pages(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in order, as many on each page as fit."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        size = sum(len(earlier.text) for earlier in found[-1])
        if found[-1] and (len(found[-1]) >= PER_PAGE or size + len(block.text) > PAGE):
            found.append([])
        shorter = found[-1] and block.continued
        found[-1].append(block._replace(text=block.continued) if shorter else block)
    return found


def fit_blocks(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The blocks that fit into one message, and how many don't."""
    shown = split_pages(blocks)[0]
    return shown, len(blocks) - len(shown)


def _growing(quote: Quote, sentences: Sequence[Span]) -> list[Part]:
    """The sentence with the marked words, then with one more neighbour each time, after and before by turns."""
    marked = quote.bold or sentences[0]
    first = last = next((i for i, span in enumerate(sentences) if span.overlaps(marked)), 0)
    parts = []
    forward = True
    while True:
        parts.append(_part(quote, sentences, first, last))
        if first == 0 and last == len(sentences) - 1:
            return parts
        if (forward and last < len(sentences) - 1) or first == 0:
            last += 1
        else:
            first -= 1
        forward = not forward


def _part(quote: Quote, sentences: Sequence[Span], first: int, last: int) -> Part:
    span = Span(sentences[first].start, sentences[last].end)
    bold = quote.bold if quote.bold and span.contains(quote.bold) else None
    shown = Quote(quote.revision, span, bold, quote.speaker)
    return Part(shown, before=first > 0, after=last < len(sentences) - 1)


def _written(part: Part, words: Words, *, titled: bool) -> str:
    quote = part.quote
    links = {"href": link_to(quote), "origin": origin_of(quote)}
    return words.say("quote", quote=quote, **links, before=part.before, after=part.after, titled=titled)


def split_text(text: str, most: int = PORTION) -> list[str]:
    """The text in portions of at most ``most`` characters, cut at the end of a line or else of a word; never none."""
    return list(_portions(text.strip("\n"), most)) or [""]


def _portions(text: str, most: int) -> Iterator[str]:
    while len(text) > most:
        cut = next((at for mark in ("\n", " ") if (at := text.rfind(mark, most // 2, most)) > 0), most)
        yield text[:cut]
        text = text[cut:].strip("\n")
    if text.strip():
        yield text
