"""Everything about feeds, put together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from bot.desk.desk import Desk
from bot.feeds.feed_desk import FeedDesk
from bot.feeds.intake import EntryIntake
from bot.feeds.notices import Notices
from bot.feeds.poller import Poller, Stop
from bot.feeds.ports import FeedSource, FeedStore
from bot.feeds.rounds import Rounds
from bot.feeds.waiting import Waiting
from bot.ports.clock import Clock
from bot.ports.editing import Ledger, SubmissionStore


@dataclass(frozen=True, slots=True)
class Feeds:
    """What comes in by itself."""

    desk: FeedDesk
    rounds: Rounds
    notices: Notices

    @classmethod
    def over(
        cls,
        store: FeedStore,
        submissions: SubmissionStore,
        ledger: Ledger,
        source: FeedSource,
        desk: Desk,
        clock: Clock,
        chance: Callable[[], float],
    ) -> "Feeds":
        """Feeds kept in ``store`` and fetched from ``source``, whose articles go over ``desk``."""
        intake = EntryIntake(store, source, desk, ledger, Waiting(submissions), clock)
        locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        poller = Poller(store, source, intake, clock, chance, Stop(), locks)
        feed_desk = FeedDesk(store, source, intake, desk.changes, clock)
        return cls(feed_desk, Rounds(poller), Notices(store, submissions, clock))
