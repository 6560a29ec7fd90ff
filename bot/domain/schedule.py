"""When a server may be told something: its time zone, its quiet hours, and the hour and day of summaries."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

GATHERING = timedelta(minutes=2)
"""How long the first of several articles waits for the others, so that one message tells of all."""
_A_WEEK = 8
"""Days among which every weekday's next time is, today's among them, which may be past."""


class Rhythm(StrEnum):
    """How often somebody wants to hear of news."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours are those that the clocks in ``zone`` show, 0 to 23; ``day`` is a weekday, 0 for Monday.

    It is quiet from ``quiet_from`` until ``quiet_until``, over midnight where that is the earlier hour; never where
    they are the same, or one is missing. Daily summaries come at ``hour``, weekly ones on ``day``.
    """

    zone: str = "UTC"
    quiet_from: int | None = None
    quiet_until: int | None = None
    day: int = 0
    hour: int = 9

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nobody may be told anything at ``moment``."""
        begin, end = self.quiet_from, self.quiet_until
        if begin is None or end is None or begin == end:
            return False
        hour = moment.astimezone(ZoneInfo(self.zone)).hour
        return begin <= hour < end if begin < end else hour >= begin or hour < end

    def next_open(self, moment: datetime) -> datetime:
        """The first moment from ``moment`` on at which it isn't quiet, in UTC."""
        # Where the clocks jump over the hour at which it ends, it can be quiet again when that has passed.
        while self.is_quiet(moment):
            moment = self._next(moment, self.quiet_until or 0, None)
        return moment.astimezone(UTC)

    def next_summary(self, rhythm: Rhythm, after: datetime) -> datetime:
        """The first time after ``after`` for a daily or weekly summary, in UTC; it may be quiet then."""
        return self._next(after, self.hour, self.day if rhythm is Rhythm.WEEKLY else None)

    def due(self, rhythm: Rhythm, now: datetime) -> datetime:
        """When whoever follows in this rhythm is to be told of what is new by ``now``, in UTC."""
        soon = now + GATHERING if rhythm is Rhythm.AT_ONCE else self.next_summary(rhythm, now)
        return self.next_open(soon)

    def _next(self, after: datetime, hour: int, weekday: int | None) -> datetime:
        """The first time after ``after`` at which the clocks show ``hour``, on a weekday where one is given.

        An hour that the clocks jump over is the moment of the jump; of one that they show twice it is the first.
        """
        zone = ZoneInfo(self.zone)
        first = after.astimezone(zone).date()
        days = (first + timedelta(days=number) for number in range(_A_WEEK + 1))
        times = (
            datetime.combine(day, time(hour), zone).astimezone(UTC) for day in days if weekday in {None, day.weekday()}
        )
        return next(moment for moment in times if moment > after)
