"""Shows an article as it would be quoted, before anything is published, and the lines that were left out of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import discord

from bot.domain.draft import Draft
from bot.frontends.discord.adding.controls import draft_rows, dropped_rows
from bot.frontends.discord.adding.screening import Screened
from bot.frontends.discord.layout import Accent, layout
from bot.frontends.discord.links import web_page
from bot.frontends.discord.phrasebook import Words
from bot.ingestion.cleaning import DroppedLine
from bot.ingestion.document import IngestedArticle
from bot.ingestion.wording import count_words

_PIECE = 1000
"""Characters of an article on a page, before anything is escaped."""
_WRITTEN = 1500
"""Characters of a page as it is sent; Discord takes 4000 in all, and what is known and found comes on top."""
_ABOUT = 1700
"""Characters of what is known and found; of many findings, the gravest are shown."""
_MOST_PAGES = 12
_LONGEST_NAME, _MOST_NAMES = 40, 6
_LONGEST_LINK = 300
LINES_PER_PAGE = 12
_BLANKS = re.compile(r"\n\s*\n\s*")
_COUNTED = 200_000  # characters in which words are counted


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One page of an article: its words in markup, its number from 0, and how many there are."""

    text: str
    page: int
    pages: int
    is_whole: bool


def preview(
    draft: Draft, screened: Screened, page: int, words: Words, notes: Sequence[str] = ()
) -> discord.ui.LayoutView:
    """The preview of a draft with its controls."""
    excerpt = excerpt_of(screened.article.revision.text, page, words)
    head = words.say("preview_head", purpose=draft.purpose)
    texts = [*notes, "\n".join([head, *about(screened, words)]), excerpt.text]
    texts.append(words.say("preview_foot", excerpt=excerpt, dropped=len(told(screened.article))))
    rows = draft_rows(draft, excerpt.page, excerpt.pages, bool(told(screened.article)), words)
    return layout([text for text in texts if text], rows, Accent.NOTICE)


def about(screened: Screened, words: Words) -> list[str]:
    """What is known of an article, and what may be wrong with it, in lines."""
    revision = screened.article.revision
    names = [name[:_LONGEST_NAME] for name in screened.athletes[:_MOST_NAMES]]
    href = web_page(revision.byline.url)
    facts = words.say(
        "facts",
        byline=revision.byline,
        href=href if href and len(href) <= _LONGEST_LINK else None,
        language=screened.language,
        count=count_words(revision.text[:_COUNTED]),
        more_words=len(revision.text) > _COUNTED,
        names=names,
        further=len(screened.athletes) - len(names),
    )
    found = [
        words.say("finding", finding=each, concern=each.concern.value, title=screened.titles.get(each.article_id or ""))
        for each in screened.findings
    ]
    sizes = accumulate((len(each) + 1 for each in found), initial=len(facts))
    return [facts, *(each for each, size in zip(found, [*sizes][1:], strict=True) if size <= _ABOUT)]


def excerpt_of(text: str, page: int, words: Words) -> Excerpt:
    """One page of a text as it would be quoted; a long text's last pages aren't shown."""
    rest = _BLANKS.sub("\n\n", text[: 2 * _PIECE * _MOST_PAGES].replace("\r\n", "\n").replace("\r", "\n").strip())
    pieces: list[str] = []
    while rest and len(pieces) < _MOST_PAGES:
        size, written = _fitting(rest, words)
        pieces.append(written)
        rest = rest[size:].lstrip("\n ")
    page = max(0, min(page, len(pieces) - 1))
    is_whole = not rest and len(text) <= 2 * _PIECE * _MOST_PAGES
    return Excerpt(pieces[page] if pieces else "", page, len(pieces), is_whole)


def _fitting(text: str, words: Words) -> tuple[int, str]:
    """How many characters of ``text`` go onto a page, and how they are written there."""
    size = _PIECE
    while True:
        piece = text[:size] if len(text) <= size else _ended(text[:size])
        written = words.say("excerpt", text=piece)
        if len(written) <= _WRITTEN:
            return len(piece), written
        size = len(piece) // 2


def _ended(piece: str) -> str:
    """A piece cut back to where a paragraph, a sentence or a word ends in its second half, if one does."""
    for mark in ("\n\n", "\n", ". ", " "):
        end = piece.rfind(mark)
        if end > len(piece) // 2:
            return piece[: end + len(mark)]
    return piece


def told(article: IngestedArticle) -> list[DroppedLine]:
    """The dropped lines that say something that isn't there; the heading that became the title is."""
    shown = {"", article.revision.byline.title}
    return [line for line in article.dropped if " ".join(line.text.split()) not in shown]


def dropped_view(draft: Draft, article: IngestedArticle, page: int, words: Words) -> discord.ui.LayoutView:
    """The lines that were left out, and why, with a select to put one back."""
    lines = told(article)
    last = max(0, (len(lines) - 1) // LINES_PER_PAGE)
    page = max(0, min(page, last))
    shown = lines[page * LINES_PER_PAGE : (page + 1) * LINES_PER_PAGE]
    texts = [words.say("dropped_head", count=len(lines))]
    texts += ["\n".join(words.say("dropped_line", line=line) for line in shown)] if shown else []
    return layout(texts, dropped_rows(draft, shown, page, last + 1, words))
