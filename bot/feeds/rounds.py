"""Polls what is due, round after round: many hosts at a time, and each host's feeds one after the other."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from urllib.parse import urlsplit

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.feed import Feed
from bot.feeds.poller import Poller

_log = logging.getLogger(__name__)
MOST_HOSTS = 8
"""How many hosts are asked at a time."""


class Rounds:
    """Goes over the feeds that are due."""

    def __init__(self, poller: Poller) -> None:
        self._poller = poller

    async def go(self, server_ids: Collection[int], actor_in: Callable[[int], Actor]) -> list[AuditEntry]:
        """Polls the due feeds of these servers; the changes, where articles were published."""
        due = await self._poller.store.due(self._poller.clock.now())
        by_host: dict[str, list[Feed]] = defaultdict(list)
        for feed in due:
            if feed.server_id in server_ids:
                by_host[urlsplit(feed.url).hostname or ""].append(feed)
        turns = asyncio.Semaphore(MOST_HOSTS)

        async def go_over(feeds: Sequence[Feed]) -> list[AuditEntry]:
            async with turns:
                return [change for feed in feeds for change in await self._poll(feed, actor_in(feed.server_id))]

        return [change for changes in await asyncio.gather(*map(go_over, by_host.values())) for change in changes]

    def stop(self) -> None:
        """Ends what is under way after the entry it is at; no other is begun."""
        self._poller.stop.is_set = True

    async def _poll(self, feed: Feed, actor: Actor) -> list[AuditEntry]:
        if self._poller.stop.is_set:
            return []
        try:
            return await self._poller.poll(feed.server_id, feed.feed_id, actor)
        except Exception:  # noqa: BLE001  # one feed that trips the program over mustn't keep the others from being read
            _log.exception("a feed could not be polled", extra={"feed": feed.feed_id})
            await self._poller.put_off(feed)
            return []
