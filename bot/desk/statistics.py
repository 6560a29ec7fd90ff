"""Counts what a server asked, and what it was answered."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.desk.unanswered import Unanswered
from bot.domain.actor import Actor
from bot.domain.usage import DayCount, Usage
from bot.library import Library
from bot.ports.clock import Clock
from bot.ports.conversations import UsageCounts

DAYS = 14
"""How many days are counted, today included."""
_MOST = 5


class Statistics:
    """A server's numbers, from the answers that are still kept."""

    def __init__(self, counts: UsageCounts, unanswered: Unanswered, library: Library, clock: Clock) -> None:
        self._counts = counts
        self._unanswered = unanswered
        self._library = library
        self._clock = clock

    async def find_usage(self, actor: Actor) -> Usage:
        """The numbers of the last `DAYS` days."""
        server_id = actor.moderated_server()
        first = self._clock.now().date() - timedelta(days=DAYS - 1)
        since = datetime.combine(first, time(), UTC)
        found = {each.day: each for each in await self._counts.by_day(server_id, since)}
        days = [first + timedelta(days=number) for number in range(DAYS)]
        by_id = {each.article_id: each.byline for each in (await self._library.server_articles(server_id)).revisions}
        quoted = [
            replace(each, title=by_id[each.article_id].title, outlet=by_id[each.article_id].outlet)
            if each.article_id in by_id
            else each
            for each in await self._counts.most_quoted(server_id, since, _MOST)
        ]
        gaps = await self._unanswered.find_gaps(actor)
        return Usage(tuple(found.get(day, DayCount(day)) for day in days), tuple(gaps[:_MOST]), tuple(quoted))
