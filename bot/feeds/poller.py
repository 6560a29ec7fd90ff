"""One poll of one feed: asked whether anything is new, what is new noted, and what was noted taken entry by entry.

What a poll found is kept in one piece before anything is done with it, so that a stop at any moment loses nothing: the
next start goes on with the entries that are still to be read.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import FeedError, GoneFeedError, LastingFeedError, UserError
from bot.domain.feed import Failure, Feed, FeedState, FetchedFeed, PauseReason
from bot.feeds.identity import telling_keys
from bot.feeds.intake import EntryIntake
from bot.feeds.ports import FeedSource, FeedStore
from bot.feeds.schedule import after_failure, after_success, is_due, is_given_up, retry_after_seconds
from bot.feeds.sightings import newest_of, sight_entries
from bot.ports.clock import Clock

MOST_A_DAY = 50
"""How many entries of a feed are read within 24 hours; the others wait."""
_DAY = timedelta(days=1)


class Stop:
    """Whether the bot is about to stop; what is under way ends after the entry it is at."""

    def __init__(self) -> None:
        self.is_set = False


@dataclass(frozen=True, slots=True)
class Poller:
    """Polls feeds; a feed at a time however often it is asked."""

    store: FeedStore
    source: FeedSource
    intake: EntryIntake
    clock: Clock
    chance: Callable[[], float]
    stop: Stop
    locks: WeakValueDictionary[int, asyncio.Lock]

    async def poll(self, server_id: int, feed_id: int, actor: Actor) -> list[AuditEntry]:
        """Does what is due for a feed; the changes, where articles were published."""
        async with self.locks.setdefault(feed_id, asyncio.Lock()):
            feed = await self.store.get(server_id, feed_id)
            if feed and is_due(feed, self.clock.now()):
                await self._ask(feed)
                feed = await self.store.get(server_id, feed_id)
            if feed is None or feed.state is not FeedState.ACTIVE:
                return []
            return [*await self.intake.finish(feed, actor), *await self._take(feed, actor)]

    async def put_off(self, feed: Feed, error: UserError | None = None) -> None:
        """Notes that a poll failed, by an error or by a fault of this program."""
        error = error or FeedError("the feed trips this program over", "feed_fails")
        await self.store.change(feed.feed_id, partial(failed, error=error, now=self.clock.now(), chance=self.chance()))

    async def _ask(self, feed: Feed) -> None:
        try:
            fetched = await self.source.fetch(feed.url, feed.validators)
        except UserError as error:
            await self.put_off(feed, error)
        else:
            await self._note(feed, fetched)

    async def _note(self, feed: Feed, fetched: FetchedFeed) -> None:
        now = self.clock.now()
        after = partial(succeeded, fetched=fetched, now=now, chance=self.chance())
        keys = await asyncio.to_thread(telling_keys, fetched.entries)
        known = await self.store.known(feed.feed_id, {key for each in keys for key in each.values()})
        sightings = await asyncio.to_thread(sight_entries, feed, fetched.entries, keys, known, now)
        await self.store.saw(feed.feed_id, after, sightings)

    async def _take(self, feed: Feed, actor: Actor) -> list[AuditEntry]:
        now = self.clock.now()
        room = MOST_A_DAY - await self.store.taken(feed.feed_id, now - _DAY, now)
        published = []
        for known in await self.store.unread(feed.feed_id, now, max(room, 0)):
            if self.stop.is_set:
                break
            if change := await self.intake.take(feed, known, actor):
                published.append(change)
        return published


def succeeded(feed: Feed, fetched: FetchedFeed, now: datetime, chance: float) -> Feed:
    """The feed after a poll that went well."""
    return replace(
        feed,
        url=fetched.moved_to or feed.url,
        title=feed.title or fetched.title,
        validators=fetched.validators,
        newest=newest_of(feed, fetched.entries, now),
        polled_at=now,
        succeeded_at=now,
        next_poll=after_success(now, fetched.ttl, chance),
        failure=None,
    )


def failed(feed: Feed, error: UserError, now: datetime, chance: float) -> Feed:
    """The feed after a poll that failed: asked less and less often, and no more once it is gone or given up."""
    earlier = feed.failure
    values = {name: str(value) for name, value in error.values.items()}
    is_lasting = isinstance(error, LastingFeedError)
    since, count = (earlier.since, earlier.count + 1) if earlier else (now, 1)
    failure = Failure(error.code, since, values, count, is_lasting)
    told = error.retry_after if isinstance(error, FeedError) else None
    waiting = after_failure(now, count, retry_after_seconds(told, now), chance)
    feed = replace(feed, failure=failure, polled_at=now, next_poll=waiting)
    pause = PauseReason.GONE if isinstance(error, GoneFeedError) else None
    pause = pause or (PauseReason.FAILING if is_given_up(failure, now) else None)
    return replace(feed, state=FeedState.PAUSED, pause=pause, pause_told=False) if pause else feed
