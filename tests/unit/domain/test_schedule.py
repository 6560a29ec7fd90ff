"""When somebody may be told something, by the clocks of their time zone, over every change of them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import GATHERING, Rhythm, Schedule

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu")
HOURS = st.integers(0, 23)
MOMENTS = st.integers(1_100_000_000, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
SCHEDULES = st.builds(Schedule, st.sampled_from(ZONES), HOURS, HOURS, st.integers(0, 6), HOURS)
BERLIN = Schedule("Europe/Berlin", quiet_from=22, quiet_until=7)


@given(schedule=SCHEDULES, moment=MOMENTS)
def test_quiet_hours_are_waited_for_and_no_longer(schedule: Schedule, moment: datetime) -> None:
    """What may be told is told at once; else when it is quiet no more, and it was quiet all the time until then."""
    opens = schedule.next_open(moment)
    assert opens >= moment
    assert not schedule.is_quiet(opens)
    if not schedule.is_quiet(moment):
        assert opens == moment
    waited = int((opens - moment) / timedelta(minutes=15))
    assert all(schedule.is_quiet(moment + number * timedelta(minutes=15)) for number in range(waited))


@given(schedule=SCHEDULES, moment=MOMENTS, rhythm=st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]))
def test_summaries_come_once_in_their_rhythm(schedule: Schedule, moment: datetime, rhythm: Rhythm) -> None:
    """The next is at the hour, on the day, within a day or a week and what the clocks were changed by."""
    following = schedule.next_summary(rhythm, moment)
    local = following.astimezone(ZoneInfo(schedule.zone))
    longest = timedelta(days=1 if rhythm is Rhythm.DAILY else 7)
    # Apia left out a whole day once, and a zone can jump over the hour.
    assert moment < following <= moment + longest + timedelta(days=8 if schedule.zone == "Pacific/Apia" else 0, hours=1)
    assert local.hour == schedule.hour or (local - timedelta(hours=1)).utcoffset() != local.utcoffset()
    if rhythm is Rhythm.WEEKLY and schedule.zone != "Pacific/Apia":
        assert local.weekday() == schedule.day


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (datetime(2025, 9, 1, 19, 59, tzinfo=UTC), datetime(2025, 9, 1, 19, 59, tzinfo=UTC)),
        (datetime(2025, 9, 1, 20, tzinfo=UTC), datetime(2025, 9, 2, 5, tzinfo=UTC)),
        (datetime(2025, 3, 29, 22, tzinfo=UTC), datetime(2025, 3, 30, 5, tzinfo=UTC)),
        (datetime(2025, 10, 25, 22, tzinfo=UTC), datetime(2025, 10, 26, 6, tzinfo=UTC)),
    ],
    ids=["evening", "night", "clocks forward", "clocks back"],
)
def test_nights_over_a_change_of_the_clocks(moment: datetime, opens: datetime) -> None:
    """A night ends at seven by the clocks, an hour sooner or later where they were changed in it."""
    assert BERLIN.next_open(moment) == opens


def test_an_hour_that_is_left_out_ends_a_night_all_the_same() -> None:
    """On 30 March 2025 there was no half past two in Berlin: what ends at two ends when the clocks jump."""
    schedule = Schedule("Europe/Berlin", quiet_from=22, quiet_until=2)
    assert schedule.next_open(datetime(2025, 3, 30, 0, 30, tzinfo=UTC)) == datetime(2025, 3, 30, 1, tzinfo=UTC)


def test_no_quiet_hours() -> None:
    """Without both ends, or with the same, it is never quiet."""
    night = datetime(2025, 9, 1, 23, tzinfo=UTC)
    schedules = [Schedule(), Schedule(quiet_from=22), Schedule(quiet_until=7), Schedule(quiet_from=23, quiet_until=23)]
    assert not any(schedule.is_quiet(night) for schedule in schedules)


def test_when_each_rhythm_is_due() -> None:
    """At once after a little gathering, else with the next summary, and never in a quiet hour."""
    now = datetime(2025, 9, 3, 10, tzinfo=UTC)  # a Wednesday
    schedule = Schedule(quiet_from=8, quiet_until=11, day=4, hour=9)
    assert Schedule().due(Rhythm.AT_ONCE, now) == now + GATHERING
    assert [schedule.due(rhythm, now) for rhythm in Rhythm] == [
        datetime(2025, 9, 3, 11, tzinfo=UTC),
        datetime(2025, 9, 4, 11, tzinfo=UTC),
        datetime(2025, 9, 5, 11, tzinfo=UTC),
    ]
