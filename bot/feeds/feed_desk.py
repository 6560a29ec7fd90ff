"""What moderators do with feeds: add, start, look at, try out, pause and remove them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk.changes import Changes
from bot.domain.actor import Actor
from bot.domain.editing import Action, AuditEntry, Subject
from bot.domain.errors import UserError
from bot.domain.feed import (
    Entry,
    Feed,
    FeedChange,
    FeedMode,
    FeedState,
    FetchedFeed,
    Filters,
    KnownEntry,
    Skipped,
    Validators,
)
from bot.feeds.intake import EntryIntake
from bot.feeds.ports import FeedSource, FeedStore
from bot.ingestion.same_text import link_key
from bot.ingestion.wording import plain
from bot.ports.clock import Clock

MOST_FEEDS = 50
"""How many feeds a server can have."""
_TRIED = 3
"""How many entries of a feed are read to try it out."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of an entry: the title its article would have, or why it would give none."""

    entry: Entry
    title: str | None = None
    reason: Skipped | None = None
    problem: UserError | None = None


class FeedDesk:
    """A server's feeds, for those who moderate it; what becomes of one that is read stands in the log of changes."""

    def __init__(
        self, store: FeedStore, source: FeedSource, intake: EntryIntake, changes: Changes, clock: Clock
    ) -> None:
        self._store = store
        self._source = source
        self._intake = intake
        self._changes = changes
        self._clock = clock

    async def add(
        self, actor: Actor, link: str, mode: FeedMode, channel: int | None, filters: Filters
    ) -> tuple[Feed, FetchedFeed]:
        """A feed, found at its own address or at that of a page, and what it holds; nothing is taken of it yet.

        Raises:
            UserError: when there is none, when the server has it, or has too many.
        """
        server_id, present = actor.moderated_server(), await self.every(actor)
        _check_room(present)
        wanted = link.strip()
        url = await self._source.find(wanted if "://" in wanted else f"https://{wanted}")
        fetched = await self._source.fetch(url, Validators())
        url = fetched.moved_to or url
        _check_absence(url, present)
        now = self._clock.now()
        feed = Feed(0, server_id, url, fetched.title, actor.member_id, now, now, mode, channel, filters)
        return await self._store.add(feed), fetched

    async def start(self, actor: Actor, feed_id: int, start: datetime | None) -> AuditEntry:
        """Lets a new feed be polled; its first entries are taken from ``start`` on, or all of them."""
        seen, feed = await self._seen(actor, feed_id)
        if feed.state is not FeedState.NEW:
            raise UserError("somebody has started that feed already", "feed_started")
        return await self._log(actor, seen, replace(feed, state=FeedState.REMOVED, start=start), FeedState.ACTIVE)

    async def every(self, actor: Actor) -> Sequence[Feed]:
        """The server's feeds, the first added first."""
        return await self._store.of_server(actor.moderated_server())

    async def get(self, actor: Actor, feed_id: int) -> Feed:
        """The server's feed with this id."""
        feed = await self._store.get(actor.moderated_server(), feed_id)
        if feed is None:
            raise _unknown(str(feed_id))
        return feed

    async def latest(self, feed: Feed, limit: int) -> Sequence[KnownEntry]:
        """What became of the entries that came last, the last first."""
        return await self._store.latest(feed.feed_id, limit)

    async def find(self, actor: Actor, typed: str) -> Sequence[Feed]:
        """The feeds whose title or address holds what was typed."""
        wanted = plain(typed)
        return [feed for feed in await self.every(actor) if wanted in plain(f"{feed.title} {feed.url}")]

    async def resolve(self, actor: Actor, typed: str) -> Feed:
        """The one feed that is meant by an id, or a part of a title or address."""
        every = await self.every(actor)
        found = [feed for feed in every if str(feed.feed_id) == typed.strip()] or await self.find(actor, typed)
        if len(found) != 1:
            raise _unknown(typed)
        return found[0]

    async def pause(self, actor: Actor, feed_id: int) -> AuditEntry | None:
        """Lets a feed rest until it is resumed; ``None`` where it does already.

        Raises:
            UserError: when it was never started.
        """
        seen, feed = await self._seen(actor, feed_id)
        if feed.state is FeedState.NEW:
            raise UserError("that feed was never started: start it, or remove it", "feed_not_started")
        return None if feed.state is FeedState.PAUSED else await self._log(actor, seen, feed, FeedState.PAUSED)

    async def resume(self, actor: Actor, feed_id: int) -> AuditEntry | None:
        """Lets a paused feed be polled again, at once; ``None`` where it isn't paused.

        One that was paused before it was ever polled waits to be started.
        """
        seen, feed = await self._seen(actor, feed_id)
        begun = feed.succeeded_at or feed.start or feed.polled_at
        after = FeedState.ACTIVE if begun else FeedState.NEW
        return await self._log(actor, seen, feed, after) if feed.state is FeedState.PAUSED else None

    async def remove(self, actor: Actor, feed_id: int) -> AuditEntry | None:
        """Lets a feed be read no more; its articles and suggestions stay.

        What is known of its entries is kept for when it is brought back; of one that was never started nothing is.
        """
        seen, feed = await self._seen(actor, feed_id)
        if feed.state is FeedState.NEW:
            await self._store.remove(feed.server_id, feed_id)
            return None
        return await self._log(actor, seen, feed, FeedState.REMOVED)

    async def check_undo(self, actor: Actor, entry_id: int) -> None:
        """Lets a change through that can be taken back as the feeds are now.

        Raises:
            UserError: when it would bring a feed back that the server has again, or has no room for.
        """
        entry = await self._changes.entry(actor, entry_id)
        if entry and entry.feed and entry.feed.after is FeedState.REMOVED:
            present = await self.every(actor)
            _check_room(present)
            _check_absence(entry.feed.url, present)

    async def test(self, feed: Feed) -> tuple[FetchedFeed, list[Trial]]:
        """What the feed holds now, and what would become of its newest entries; nothing is kept."""
        fetched = await self._source.fetch(feed.url, Validators())
        newest = sorted(fetched.entries, key=lambda entry: entry.published or feed.added_at, reverse=True)
        return fetched, [await self._try(feed, entry) for entry in newest[:_TRIED]]

    async def _try(self, feed: Feed, entry: Entry) -> Trial:
        try:
            article = await self._intake.read(feed, entry)
            if isinstance(article, Skipped):
                return Trial(entry, reason=article)
            return Trial(entry, article.revision.byline.title, await self._intake.screen(feed, article))
        except UserError as error:
            return Trial(entry, problem=error)

    async def _seen(self, actor: Actor, feed_id: int) -> tuple[int, Feed]:
        """The last change to a feed and then the feed, or a later change could be overlooked."""
        seen = await self._changes.latest_id(actor.moderated_server(), Subject(feed_id=feed_id))
        return seen, await self.get(actor, feed_id)

    async def _log(self, actor: Actor, seen: int, feed: Feed, after: FeedState) -> AuditEntry:
        change = FeedChange(feed.feed_id, feed.title, feed.url, feed.mode, feed.state, after, feed.start)
        return await self._changes.make(self._changes.draft(actor, Action.FEED, "", feed=change), seen)


def _check_room(present: Sequence[Feed]) -> None:
    if len(present) >= MOST_FEEDS:
        raise UserError(f"this server has {MOST_FEEDS} feeds: remove one first", "feeds_full", most=MOST_FEEDS)


def _check_absence(url: str, present: Sequence[Feed]) -> None:
    if link_key(url) in {link_key(feed.url) for feed in present}:
        raise UserError("this server has that feed already: remove it to add it anew", "feed_there")


def _unknown(typed: str) -> UserError:
    problem = f"no feed, or more than one, can be meant by {typed!r}: pick one of those offered"
    return UserError(problem, "no_feed", typed=typed)
