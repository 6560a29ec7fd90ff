"""Fits quotes into what Discord takes, without ever cutting a sentence."""

from collections.abc import Iterator, Sequence
from itertools import groupby
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


def write_quote(quote: Quote, words: Words, most: int = QUOTE) -> str:
    """A quote with its attribution, in at most ``most`` characters.

    Where it is longer, whole sentences around the marked words are shown, with […] for the others. Where even one
    sentence is longer, only the attribution is, and where to read it.
    """
    below = write_source([quote], words)
    return f"{write_words(quote, words, most - len(below) - 1)}\n{below}"


def write_source(quotes: Sequence[Quote], words: Words, sign: str = "") -> str:
    """The line below quotes of one article: who speaks in all of them, if somebody does, and who answers for it.

    ``sign`` is the number by which the quotes refer to it, where they don't stand directly above.
    """
    speakers = {quote.speaker for quote in quotes}
    return words.say(
        "attribution",
        revision=quotes[0].revision,
        speaker=speakers.pop() if len(speakers) == 1 else None,
        href=link_to(*quotes),
        origin=origin_of(quotes[0]),
        sign=sign,
    )


class Block(NamedTuple):
    """A piece of text that stays together, and the quotes it shows.

    ``heading`` stands above it where the block above has another one. ``body`` is the text without who answers for it,
    for where the block below is of the same article.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    heading: str = ""
    body: str = ""


def build_blocks(quotes: Sequence[Quote], words: Words) -> tuple[Block, ...]:
    """A block per quote."""
    return tuple(_build_block(quote, words) for quote in quotes)


def split_pages(blocks: Sequence[Block], taken: int = 0) -> list[list[Block]]:
    """The blocks in order, as many on each page as fit; of the first page ``taken`` characters are taken already."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        size = sum(len(earlier.text) for earlier in found[-1]) + (taken if len(found) == 1 else 0)
        if (found[-1] or size) and (len(found[-1]) >= PER_PAGE or size + len(block.text) > PAGE):
            found.append([])
        found[-1].append(block)
    return found


def share_sources(page: Sequence[Block], words: Words) -> list[Block]:
    """The blocks of a page with one source line below neighbours of one article, and each heading once."""
    shown: list[Block] = []
    heading = ""
    for _, neighbours in groupby(page, _source):
        for block in _shared(list(neighbours), words):
            text = block.text if block.heading == heading else f"{block.heading}\n{block.text}"
            heading = block.heading
            shown.append(block._replace(text=text))
    return shown


def fit_blocks(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The blocks that fit into one message, and how many don't."""
    shown = split_pages(blocks)[0]
    return shown, len(blocks) - len(shown)


def _build_block(quote: Quote, words: Words) -> Block:
    text = write_quote(quote, words)
    return Block(text, (quote,), body=text.rpartition("\n")[0])


def _source(block: Block) -> tuple[object, ...]:
    """What neighbours with one source line have in common: the article; others have nothing in common."""
    return (block.heading, block.quotes[0].revision) if block.body else (id(block),)


def _shared(blocks: list[Block], words: Words) -> list[Block]:
    """Neighbours of one article, the line with the source below the last of them."""
    if len(blocks) == 1:
        return blocks
    quotes = [block.quotes[0] for block in blocks]
    speakers = {quote.speaker for quote in quotes}
    texts = [
        "\n".join(
            [block.body, *([words.say("speaker", name=quote.speaker)] if len(speakers) > 1 and quote.speaker else [])]
        )
        for block, quote in zip(blocks, quotes, strict=True)
    ]
    texts[-1] = "\n".join([texts[-1], write_source(quotes, words)])
    return [block._replace(text=text) for block, text in zip(blocks, texts, strict=True)]


def write_words(quote: Quote, words: Words, most: int = QUOTE) -> str:
    """The quoted words, as many whole sentences of them as fit into ``most`` characters."""
    whole = _written(Part(quote, before=False, after=False), words)
    if len(whole) <= most:
        return whole
    sentences = sentences_of(quote) or (quote.span,)
    part = None
    for part_of in _growing(quote, sentences):
        text = _written(part_of, words)
        if len(text) > most:
            break
        part = text
    return part or words.say("too_long")


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


def _written(part: Part, words: Words) -> str:
    return words.say("quote", quote=part.quote, before=part.before, after=part.after)


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
