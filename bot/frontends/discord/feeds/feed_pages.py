"""What moderators see of feeds: a first look, the list, and what would become of the newest entries."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import discord
from discord import ui

from bot.domain.feed import Failure, Feed, FeedState, FetchedFeed, KnownEntry
from bot.feeds.feed_desk import Trial
from bot.frontends.discord.interactions.error_handling import explain
from bot.frontends.discord.ui.controls import Row, button, turning
from bot.frontends.discord.ui.layout import Accent, build_view, place_beside
from bot.frontends.discord.ui.translations import PIECES, PROBLEMS, Words

_SHOWN = 5
"""How many entries are shown of a feed."""
_MOST_CATEGORIES = 12
_PER_PAGE = 5
_BACK = (1, 7, 30)
"""How many days back the entries of a new feed can be taken from."""
NEW_ONLY, EVERYTHING = "new", "all"


def build_first_look(feed: Feed, fetched: FetchedFeed, channel: int | None, words: Words) -> ui.LayoutView:
    """What a feed holds, and the question how far back to take it."""
    entries = fetched.entries
    dated = sum(entry.published is not None for entry in entries)
    categories = Counter(category for entry in entries for category in dict.fromkeys(entry.categories))
    named = [category for category, _ in categories.most_common(_MOST_CATEGORIES)]
    head = words.say("found", feed=feed, count=len(entries), dated=dated, channel=channel, categories=named)
    newest = sorted(entries, key=lambda entry: entry.published or feed.added_at, reverse=True)[:_SHOWN]
    lines = [words.say("entry", entry=entry, at=_seconds(entry.published)) for entry in newest]
    drop = button("feed-drop", words.say("not_at_all"), str(feed.feed_id))
    return build_view([head, *(["\n".join(lines)] if lines else [])], [start_row(feed, words), [drop]])


def start_row(feed: Feed, words: Words) -> Row:
    """How far back to take a feed."""
    days = [(str(days), words.say("last_days", days=days)) for days in _BACK]
    choices = [(NEW_ONLY, words.say("only_new")), *days, (EVERYTHING, words.say("all_there_is"))]
    return [button("feed-start", label, str(feed.feed_id), back) for back, label in choices]


def build_list(feeds: Sequence[Feed], page: int, words: Words) -> ui.LayoutView:
    """A server's feeds and how each does, with what can be done at its side."""
    pages = max(1, -(-len(feeds) // _PER_PAGE))
    page = max(0, min(page, pages - 1))
    shown = feeds[page * _PER_PAGE : (page + 1) * _PER_PAGE]
    texts = [place_beside(_line(feed, words), _action(feed, words)) for feed in shown]
    to_turn = turning("feed-list", words.of(PIECES), page, pages)
    return build_view([words.say("list_head", count=len(feeds)), *texts], [to_turn])


def build_trial(
    feed: Feed, fetched: FetchedFeed, trials: Sequence[Trial], latest: Sequence[KnownEntry], words: Words
) -> ui.LayoutView:
    """What would become of the newest entries, and what became of the last."""
    tried = [words.say("trial", trial=each, problem=each.problem and explain(each.problem, words)) for each in trials]
    texts = ["\n".join([words.say("tried", feed=feed, count=len(fetched.entries)), *tried])]
    if latest:
        texts.append("\n".join([words.say("lately"), *(words.say("outcome", known=each) for each in latest)]))
    return build_view(texts)


def build_trouble(feed: Feed, words: Words) -> ui.LayoutView:
    """Word that a feed fails, or was paused because of that."""
    problem = explain_failure(feed.failure, words) if feed.failure else ""
    return build_view([words.say("trouble", feed=feed, problem=problem)], accent=Accent.NOTHING)


def explain_failure(failure: Failure, words: Words) -> str:
    """Why a feed fails, and what to do."""
    return words.of(PROBLEMS).say(failure.code, **failure.values)


def _line(feed: Feed, words: Words) -> str:
    problem = explain_failure(feed.failure, words) if feed.failure else ""
    return words.say("line", feed=feed, problem=problem, at=_seconds(feed.succeeded_at))


def _action(feed: Feed, words: Words) -> ui.Button[ui.LayoutView]:
    name = {FeedState.NEW: "begin", FeedState.ACTIVE: "pause", FeedState.PAUSED: "resume"}[feed.state]
    style = discord.ButtonStyle.secondary if feed.state is FeedState.ACTIVE else discord.ButtonStyle.primary
    return button(f"feed-{name}", words.say(name), str(feed.feed_id), style=style)


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
