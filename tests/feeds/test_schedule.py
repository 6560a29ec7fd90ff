"""Feeds are asked no sooner than they want, less and less while they fail, and always again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feed import Failure, Feed, FeedState
from bot.feeds import schedule
from bot.feeds.schedule import JITTER, LONGEST, LONGEST_WAIT, SHORTEST, USUAL

NOW = datetime(2025, 9, 1, 12, tzinfo=UTC)
CHANCES = st.floats(0, 1)
SECONDS = st.none() | st.floats(-1e9, 1e9)
FEED = Feed(1, 5, "https://news.example/feed", "News", 7, NOW, NOW, state=FeedState.ACTIVE)


@given(SECONDS, CHANCES)
def test_a_feed_is_asked_no_sooner_than_it_wants_and_within_a_day(ttl: float | None, chance: float) -> None:
    """Whatever it says; and never more often than every ten minutes."""
    wait = schedule.after_success(NOW, ttl, chance) - NOW
    assert SHORTEST <= wait <= LONGEST * (1 + JITTER)
    assert wait.total_seconds() >= min(ttl or 0, LONGEST.total_seconds())


@given(st.integers(1, 10_000), SECONDS, CHANCES)
def test_a_failing_feed_is_asked_less_and_less(count: int, retry_after: float | None, chance: float) -> None:
    """At most once a day in the end, and never before the site wants, up to a week."""
    wait = schedule.after_failure(NOW, count, retry_after, chance) - NOW
    assert USUAL <= wait <= LONGEST_WAIT * (1 + JITTER)
    assert wait.total_seconds() >= min(retry_after or 0, LONGEST_WAIT.total_seconds())
    assert schedule.after_failure(NOW, count + 1, retry_after, chance) - NOW >= wait


@given(CHANCES, CHANCES)
def test_chance_only_adds_time(one: float, other: float) -> None:
    """So that feeds that were added together aren't asked together for ever."""
    waits = [schedule.after_success(NOW, 3600, chance) for chance in sorted((one, other))]
    assert NOW + timedelta(hours=1) <= waits[0] <= waits[1]
    assert schedule.after_success(NOW, 3600, 0.0) < schedule.after_success(NOW, 3600, 1.0)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), 0),
        ("9" * 40, LONGEST_WAIT.total_seconds()),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_moment(header: str | None, seconds: float | None) -> None:
    """Anything else says nothing."""
    assert schedule.retry_after_seconds(header, NOW) == seconds


@given(st.text(max_size=40))
def test_no_header_trips_it_over(header: str) -> None:
    """Whatever a site sends."""
    assert (schedule.retry_after_seconds(header, NOW) or 0) >= 0
    assert (schedule.cache_seconds(header) or 0) >= 0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("public, max-age=600", 600), ('Max-Age="60"', 60), ("no-store", None), ("max-age=x", None), (None, None)],
)
def test_cache_control_says_how_long(header: str | None, seconds: float | None) -> None:
    """By its ``max-age``."""
    assert schedule.cache_seconds(header) == seconds


def test_a_clock_that_was_put_back_keeps_nobody_waiting() -> None:
    """A last poll that lies ahead makes a feed due at once; a paused one never is."""
    ahead = {"polled_at": NOW + timedelta(days=1), "next_poll": NOW + timedelta(days=2)}
    assert schedule.is_due(_feed(**ahead), NOW)
    assert not schedule.is_due(_feed(**ahead, state=FeedState.PAUSED), NOW)
    assert not schedule.is_due(_feed(polled_at=NOW, next_poll=NOW + timedelta(seconds=1)), NOW)


TOLD = [  # failures in a row, hours since the first, hours since moderators were told, and whether they are to be now
    (2, 1, None, False),
    (3, 1, None, True),
    (3, 2, 1, False),
    (3, 2, 3, False),
    (3, 2, 30, True),
]


@pytest.mark.parametrize(("count", "since", "told", "expected"), TOLD)
def test_a_failure_is_told_once_each_time_it_begins(count: int, since: int, told: int | None, expected: object) -> None:
    """Once it happens again and again, and at most once a day for a feed that comes and goes."""
    failure = Failure("feed_down", NOW - timedelta(hours=since), {}, count)
    told_at = None if told is None else NOW - timedelta(hours=told)
    assert schedule.is_to_be_told(_feed(failure=failure, told_at=told_at), NOW) is expected


def _feed(**changed: object) -> Feed:
    return Feed(**{name: getattr(FEED, name) for name in Feed.__dataclass_fields__} | changed)
