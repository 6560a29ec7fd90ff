"""When a feed is polled next; chance comes from outside, as a number from 0 to 1.

A feed is never asked sooner than it or its site wants, whatever the chance: jitter only adds time.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.domain.feed import Failure, Feed, FeedState

SHORTEST, USUAL, LONGEST = timedelta(minutes=10), timedelta(minutes=30), timedelta(days=1)
JITTER = 0.2
"""By how much of itself a wait can grow."""
LONGEST_WAIT = timedelta(days=7)
"""How long a site can send us away at most."""
ENDURED = timedelta(days=5)
"""How long a feed may fail before it is paused."""
TOLD_AFTER = 3
"""After how many failures in a row moderators are told; at once where waiting helps nobody."""


def after_success(now: datetime, ttl: float | None, chance: float) -> datetime:
    """The next poll of a feed that says it stays the same for ``ttl`` seconds."""
    wanted = USUAL if ttl is None else timedelta(seconds=min(max(ttl, 0.0), LONGEST.total_seconds()))
    return now + _with_jitter(max(wanted, SHORTEST), chance)


def after_failure(now: datetime, count: int, retry_after: float | None, chance: float) -> datetime:
    """The next poll of a feed that failed ``count`` times in a row: twice as long as before, at most a day."""
    wait = min(USUAL * 2 ** min(count - 1, 10), LONGEST)
    if retry_after is not None:
        wait = max(wait, timedelta(seconds=min(max(retry_after, 0.0), LONGEST_WAIT.total_seconds())))
    return now + _with_jitter(wait, chance)


def is_due(feed: Feed, now: datetime) -> bool:
    """Whether a feed is to be polled; where the last poll lies ahead, the clock was put back and plans mean nothing."""
    is_put_back = feed.polled_at is not None and feed.polled_at > now
    return feed.state is FeedState.ACTIVE and (feed.next_poll <= now or is_put_back)


def is_to_be_told(feed: Feed, now: datetime) -> bool:
    """Whether moderators are to hear that a feed fails: once each time it begins to, and at most once a day."""
    failure = feed.failure
    if failure is None or not (failure.is_lasting or failure.count >= TOLD_AFTER):
        return False
    return feed.told_at is None or (feed.told_at < failure.since and now - feed.told_at >= LONGEST)


def is_given_up(failure: Failure, now: datetime) -> bool:
    """Whether a feed has failed for so long that it is paused."""
    return now - failure.since >= ENDURED and failure.count >= TOLD_AFTER


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """What a ``Retry-After`` says: a number of seconds, or a moment."""
    text = (header or "").strip()
    if text.isascii() and text.isdecimal():
        return float(min(int(text[:12]), int(LONGEST_WAIT.total_seconds())))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


def cache_seconds(header: str | None) -> float | None:
    """For how long a ``Cache-Control`` says that an answer stays the same."""
    for directive in (header or "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        number = value.strip().strip('"')
        if name == "max-age" and number.isascii() and number.isdecimal():
            return float(min(int(number[:12]), int(LONGEST.total_seconds())))
    return None


def _with_jitter(wait: timedelta, chance: float) -> timedelta:
    return wait * (1 + JITTER * min(max(chance, 0.0), 1.0))
