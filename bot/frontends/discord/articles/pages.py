"""What moderators look through, page by page: lists, articles, histories, differences, the log, and the gaps.

Each page is made anew whenever it is turned to, from what is kept by then.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord import ui

from bot.desk.desk import Desk
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.domain.editing import AuditEntry, History
from bot.domain.errors import UserError
from bot.frontends.discord.articles.difference_text import write_difference
from bot.frontends.discord.corrections.audit_text import write_entry
from bot.frontends.discord.ui.controls import Row, button, option, select
from bot.frontends.discord.ui.layout import build_view, place_beside
from bot.frontends.discord.ui.links import source_links
from bot.frontends.discord.ui.pages import split_pages, split_text
from bot.frontends.discord.ui.translations import ADDING, PIECES, Words

APART, _IN_PLACE = "a", "t"
"""Where a page is opened: as a message of its own, or in place of the one before."""
DISMISSED = "dismissed"
"""The detail of the page of gaps that moderators dismissed."""
_LONGEST_DETAIL = 65
_PER_PAGE = 6
_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class Reader:
    """A moderator who looks through something; ``words`` are the managing ones."""

    desk: Desk
    actor: Actor
    words: Words


async def list_articles(reader: Reader, detail: str, page: int) -> discord.ui.LayoutView:
    """The articles that answer, the server's own first; ``detail`` is 1 for removed ones or 0, a colon, an athlete."""
    removed, _, athlete = detail.partition(":")
    articles, wanted = reader.desk.articles, removed == "1"
    if athlete:
        found = await articles.find_naming(reader.actor, athlete, removed=wanted)
    else:
        found = await articles.find(reader.actor, removed=wanted, bundled=True)
    head = reader.words.say("list_head", count=len(found), removed=wanted, athlete=athlete)
    shown, to_turn = _page(reader, "list", detail, found, page)
    label = reader.words.say("show")
    texts = [_listed(reader.words.say("summary", summary=each), label, each.article_id) for each in shown]
    return build_view([head, *texts], [to_turn])


def _listed(text: str, label: str, article_id: str) -> str | ui.Item[Any]:
    """A line of the list with the button that shows the article; an id can be too long for one."""
    return place_beside(text, _opening(label, "show", article_id)) if len(article_id) <= _LONGEST_DETAIL else text


async def show_article(reader: Reader, article_id: str, page: int) -> discord.ui.LayoutView:
    """An article as it is quoted, with who answers for it and who brought it in."""
    bundled = await reader.desk.articles.bundled(reader.actor, article_id)
    if bundled is not None:
        return _shown(reader, article_id, bundled, reader.words.say("bundled"), [], page)
    history = await reader.desk.articles.history(reader.actor, article_id)
    first = history.entries[0]
    at = int(first.at.timestamp())
    standing = reader.words.say("standing", history=history, added_by=first.actor_id, at=at)
    return _shown(reader, article_id, history.last_live, standing, _below(reader, history), page)


def _shown(
    reader: Reader, article_id: str, revision: Revision, standing: str, below: Row, page: int
) -> discord.ui.LayoutView:
    """A page of an article; on the first with its source, and how it stands."""
    texts, to_turn = _page(reader, "show", article_id, split_text(revision.text), page, at_once=1)
    source = reader.words.of(PIECES).say("source", revision=revision, **source_links(revision))
    head = [f"{source}\n{standing}"] if page == 0 else []
    text = [reader.words.say("portion", text=each.replace("\0", "␀")) for each in texts]
    return build_view([*head, *text], [to_turn, below])


def _below(reader: Reader, history: History) -> Row:
    """What can be done with an article; what takes something away stands last."""
    words, article_id = reader.words, history.entries[0].article_id or ""
    past = _opening(words.say("history"), "history", article_id)
    if history.live is None:
        return [button("moderate-restore", words.say("restore"), article_id, style=discord.ButtonStyle.primary), past]
    edit = button("moderate-edit", words.of(ADDING).say("edit"), article_id, style=discord.ButtonStyle.primary)
    return [edit, past, button("moderate-remove", words.say("remove"), article_id, style=discord.ButtonStyle.danger)]


async def show_history(reader: Reader, article_id: str, page: int) -> discord.ui.LayoutView:
    """Who did what to an article, latest first, and a select to see what changed in a version."""
    found = await reader.desk.articles.history(reader.actor, article_id)
    title = found.last_live.byline.title
    entries, to_turn = _page(reader, "history", article_id, found.entries[::-1], page)
    texts = [await write_entry(reader.desk, reader.actor, entry, title, reader.words) for entry in entries]
    head = reader.words.say("history_head", title=title or article_id, versions=len(found.revisions))
    numbers = range(len(found.revisions), 1, -1)
    options = [option(reader.words.say("compare_option", number=number), str(number)) for number in numbers]
    hint = reader.words.say("compare_placeholder")
    compare = [select("moderate-compare", hint, options, article_id)] if options else []
    return build_view([head, *texts], [to_turn, compare])


async def show_difference(reader: Reader, detail: str, page: int) -> discord.ui.LayoutView:
    """What changed between two versions; ``detail`` is their numbers and the article's id, with colons between."""
    old, new, article_id = detail.split(":")
    found = await reader.desk.articles.differences(reader.actor, article_id, int(old), int(new))
    every = await asyncio.to_thread(lambda: split_pages(write_difference(found, reader.words)))
    page = max(0, min(page, len(every) - 1))
    head = reader.words.say("difference_head", old=old, new=new, byline=found.byline)
    texts = [block.text for block in every[page]]
    return build_view([head, *texts], [_turning(reader, "difference", detail, page, len(every))])


async def show_audit(reader: Reader, before: str, page: int) -> discord.ui.LayoutView:
    """The log of changes, latest first, from those older than the change ``before`` on; each can be taken back."""
    del page
    found = await reader.desk.changes.audit(reader.actor, int(before) if before else None, _PER_PAGE + 1)
    titles = {each.article_id: each.title for each in await reader.desk.articles.find(reader.actor)}
    texts = [await _undoable(reader, entry, titles.get(entry.article_id or "")) for entry in found[:_PER_PAGE]]
    row: Row = []
    if before:
        row.append(_page_button(reader.words.say("latest"), "audit", ""))
    if len(found) > _PER_PAGE:
        row.append(_page_button(reader.words.say("older"), "audit", str(found[_PER_PAGE - 1].entry_id)))
    return build_view([reader.words.say("audit_head", count=len(found)), *texts], [row])


async def _undoable(reader: Reader, entry: AuditEntry, title: str | None) -> ui.Item[Any]:
    text = await write_entry(reader.desk, reader.actor, entry, title, reader.words)
    return place_beside(text, button("moderate-undo", reader.words.say("undo"), str(entry.entry_id)))


async def show_gaps(reader: Reader, detail: str, page: int) -> discord.ui.LayoutView:
    """What members asked in vain or marked as wrong, most asked first, each with a button to add an article for it.

    ``detail`` is `DISMISSED` for what moderators dismissed, to be brought back.
    """
    dismissed, words = detail == DISMISSED, reader.words
    found = await reader.desk.unanswered.find_gaps(reader.actor, dismissed=dismissed)
    shown, to_turn = _page(reader, "gaps", detail, found, page)
    texts = [
        place_beside(
            words.say("gap", gap=gap, waiting=len({who for each in gap.missed for who in each.waiting})),
            button("moderate-gap", words.say("add_for_gap"), gap.answer_id),
        )
        for gap in shown
    ]
    options = [option(gap.question, gap.answer_id) for gap in shown]
    hint, other = ("bring_back", "open_gaps") if dismissed else ("dismiss", "dismissed_gaps")
    choice = [select("moderate-dismiss", words.say(hint), options, detail)] if options else []
    switch = _page_button(words.say(other), "gaps", "" if dismissed else DISMISSED)
    head = words.say("gaps_head", count=len(found), dismissed=dismissed)
    return build_view([head, *texts], [choice, [*to_turn, switch]])


def _page(
    reader: Reader, view: str, detail: str, every: Sequence[_Each], page: int, at_once: int = _PER_PAGE
) -> tuple[Sequence[_Each], Row]:
    """What stands on a page, and the buttons to turn it; the last page in place of one that is no longer there."""
    count = max(1, -(-len(every) // at_once))
    page = max(0, min(page, count - 1))
    return every[page * at_once : (page + 1) * at_once], _turning(reader, view, detail, page, count)


def _turning(reader: Reader, view: str, detail: str, page: int, count: int) -> Row:
    """The buttons to the pages before and after this one."""
    words, row = reader.words.of(PIECES), list[ui.Item[Any]]()
    if page > 0:
        row.append(_page_button(words.say("previous"), view, detail, page - 1))
    if page < count - 1:
        row.append(_page_button(words.say("next"), view, detail, page + 1))
    return row


def _opening(label: str, view: str, detail: str) -> ui.Button[Any]:
    """The button that opens a view as a message of its own."""
    return button("moderate-open", label, f"{APART}:{view}:0:{detail[:_LONGEST_DETAIL]}")


def _page_button(label: str, view: str, detail: str, page: int = 0) -> ui.Button[Any]:
    """The button that turns to a page of a view in place."""
    return button("moderate-open", label, f"{_IN_PLACE}:{view}:{page}:{detail[:_LONGEST_DETAIL]}")


Page = Callable[[Reader, str, int], Awaitable[discord.ui.LayoutView]]
PAGES: dict[str, Page] = {
    "list": list_articles,
    "show": show_article,
    "history": show_history,
    "difference": show_difference,
    "audit": show_audit,
    "gaps": show_gaps,
}


async def build_page(reader: Reader, view: str, detail: str, page: int = 0) -> discord.ui.LayoutView:
    """One page of a view."""
    if view not in PAGES:
        raise UserError("this button is from an earlier version: use the command again", "old_button")
    return await PAGES[view](reader, detail, page)
