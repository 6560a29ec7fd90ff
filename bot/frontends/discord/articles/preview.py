"""Shows an article as it would be quoted, before anything is published, and the lines that were left out of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import discord
from discord import ui

from bot.desk.screening import Screened
from bot.domain.article import DroppedLine
from bot.domain.draft import Draft, Purpose
from bot.frontends.discord.ui.controls import Row, button, option, select, turning
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.links import web_page
from bot.frontends.discord.ui.translations import Words
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


def build_preview(draft: Draft, screened: Screened, page: int, words: Words, notes: Sequence[str]) -> ui.LayoutView:
    """The preview of a draft with its controls."""
    excerpt = cut_excerpt(screened.article.revision.text, page, words)
    texts = [*notes, *write_preview(words.say("preview_head", purpose=draft.purpose), screened, excerpt, words)]
    has_dropped = bool(visible_dropped(screened.article))
    turn = turning("preview", words, excerpt.page, excerpt.pages, draft.draft_id)
    return build_view(texts, [turn, _acting(draft, words, has_dropped=has_dropped)])


def write_preview(head: str, screened: Screened, excerpt: Excerpt, words: Words) -> list[str]:
    """What is known of an article and what may be wrong with it, a page of its text, and how much was left out."""
    dropped = len(visible_dropped(screened.article))
    about = "\n".join([head, *_about(screened, words)])
    return [text for text in (about, excerpt.text, words.say("preview_foot", excerpt=excerpt, dropped=dropped)) if text]


def build_dropped(draft: Draft, article: IngestedArticle, page: int, words: Words) -> ui.LayoutView:
    """The lines that were left out, and why, with a select to put one back."""
    lines = visible_dropped(article)
    last = max(0, (len(lines) - 1) // LINES_PER_PAGE)
    page = max(0, min(page, last))
    shown = lines[page * LINES_PER_PAGE : (page + 1) * LINES_PER_PAGE]
    texts = [words.say("dropped_head", count=len(lines))]
    texts += ["\n".join(words.say("dropped_line", line=line) for line in shown)] if shown else []
    options = [option(f"{line.number}: {line.text.strip()}", str(line.number)) for line in shown]
    putting_back = [select("putback", words.say("put_back_hint"), options, draft.draft_id)] if shown else []
    turn = turning("dropped", words, page, last + 1, draft.draft_id)
    return build_view(texts, [putting_back, turn, [button("preview", words.say("back"), draft.draft_id)]])


def problem_row(draft: Draft, words: Words) -> Row:
    """The controls below word that a form couldn't be used."""
    again = button("edit", words.say("open_again"), draft.draft_id, style=discord.ButtonStyle.primary)
    return [again, _cancel(draft.draft_id, words)]


def overtaken_row(draft_id: str, words: Words) -> Row:
    """The controls below word that somebody else changed the article first."""
    over = button("putover", words.say("put_over"), draft_id)
    return [over, button("edit", words.say("edit"), draft_id), _cancel(draft_id, words)]


def _acting(draft: Draft, words: Words, *, has_dropped: bool) -> Row:
    name = {Purpose.SUGGEST: "suggest", Purpose.REVIEW: "approve"}.get(draft.purpose, "publish")
    publish = button("publish", words.say(name), draft.draft_id, style=discord.ButtonStyle.success)
    row: Row = [publish, button("edit", words.say("edit"), draft.draft_id)]
    if has_dropped:
        row.append(button("dropped", words.say("show_dropped"), draft.draft_id))
    return [*row, _cancel(draft.draft_id, words)]


def _cancel(draft_id: str, words: Words) -> ui.Button[ui.LayoutView]:
    return button("cancel", words.say("cancel"), draft_id)


def _about(screened: Screened, words: Words) -> list[str]:
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


def cut_excerpt(text: str, page: int, words: Words) -> Excerpt:
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
        piece = text[:size] if len(text) <= size else _cut(text[:size])
        written = words.say("excerpt", text=piece)
        if len(written) <= _WRITTEN:
            return len(piece), written
        size = len(piece) // 2


def _cut(piece: str) -> str:
    """A piece cut back to where a paragraph, a sentence or a word ends in its second half, if one does."""
    for mark in ("\n\n", "\n", ". ", " "):
        end = piece.rfind(mark)
        if end > len(piece) // 2:
            return piece[: end + len(mark)]
    return piece


def visible_dropped(article: IngestedArticle) -> list[DroppedLine]:
    """The dropped lines that say something that isn't there; the heading that became the title is."""
    shown = {"", article.revision.byline.title}
    return [line for line in article.dropped if " ".join(line.text.split()) not in shown]
