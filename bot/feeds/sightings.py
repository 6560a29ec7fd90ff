"""What a poll found: which entries are new, which are edited, and which are neither."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.feed import Entry, Feed, KnownEntry, Outcome, Sighting, Skipped
from bot.feeds.identity import find_known, fingerprint

OLD = timedelta(days=14)
"""An unknown entry that is so much older than the newest is one that came back, as when a site is moved."""
_REREAD = timedelta(hours=1)
"""How long an edited entry is left alone; twice as long each time, for some sites change every entry at every poll."""
_MOST_DOUBLINGS = 7
_TO_READ = frozenset({Outcome.NEW, Outcome.CHANGED})
_LEFT_OUT = frozenset({Skipped.BEFORE_START, Skipped.OLD})


def sight_entries(
    feed: Feed,
    entries: Sequence[Entry],
    keys: Sequence[Mapping[str, str]],
    known: Mapping[str, KnownEntry],
    now: datetime,
) -> list[Sighting]:
    """The sightings to be kept, the oldest first; ``keys`` are the telling ones of each entry."""
    by_key = dict(known)
    held: dict[KnownEntry, frozenset[str]] = {}
    for entry, telling in _oldest_first(entries, keys):
        found = find_known(entry, telling, by_key)
        own = frozenset(telling.values())
        if found is None:
            sighted = _first_sight(feed, entry, now)
        else:
            sighted = _seen_again(found, entry, now)
            own |= held.pop(found, frozenset())
        held[sighted] = own
        by_key |= dict.fromkeys(own, sighted)
    return [Sighting(entry, own) for entry, own in held.items() if any(known.get(key) != entry for key in own)]


def newest_of(feed: Feed, entries: Sequence[Entry], now: datetime) -> datetime | None:
    """The latest date of any entry so far, those that lie ahead left out."""
    dates = [entry.published for entry in entries if entry.published and entry.published <= now]
    return max([*dates, *([feed.newest] if feed.newest else [])], default=None)


def _first_sight(feed: Feed, entry: Entry, now: datetime) -> KnownEntry:
    reason = _left_out(feed, entry, now)
    return KnownEntry(
        0,
        feed.feed_id,
        feed.server_id,
        entry.title,
        entry.link,
        now,
        fingerprint(entry),
        Outcome.SKIPPED if reason else Outcome.NEW,
        reason,
        None if reason else entry,
        entry.published,
    )


def _left_out(feed: Feed, entry: Entry, now: datetime) -> Skipped | None:
    """Why an unknown entry isn't even read; what has no date is taken, but not at the first poll of new ones only."""
    if feed.succeeded_at is None:
        is_before = feed.start is not None and (entry.published is None or entry.published < feed.start)
        return Skipped.BEFORE_START if is_before else None
    is_old = entry.published and feed.newest and entry.published < min(feed.newest, now) - OLD
    return Skipped.OLD if is_old else None


def _seen_again(known: KnownEntry, entry: Entry, now: datetime) -> KnownEntry:
    """The entry as it stands now: to be read anew where its words have changed, which dates and links don't tell."""
    present = fingerprint(entry)
    if known.fingerprint == present or known.reason in _LEFT_OUT:
        return known
    as_told = replace(known, title=entry.title, link=entry.link or known.link, fingerprint=present, content=entry)
    if known.outcome in _TO_READ:
        return as_told
    read_at = _read_again(known, now)
    return replace(
        as_told,
        outcome=Outcome.CHANGED,
        edits=known.edits + 1,
        edited_at=read_at,
        tries=0,
        next_try=read_at if read_at > now else None,
    )


def _read_again(known: KnownEntry, now: datetime) -> datetime:
    """When an edited entry is read again; a moment too far ahead is left from a clock that was put back since."""
    wait = _REREAD * 2 ** min(known.edits, _MOST_DOUBLINGS)
    rested = known.edited_at + wait if known.edited_at else now
    return rested if now < rested <= now + wait else now


def _oldest_first(entries: Sequence[Entry], keys: Sequence[Mapping[str, str]]) -> list[tuple[Entry, Mapping[str, str]]]:
    """By date where each has one; else from the last in the feed to the first."""
    pairs = list(zip(entries, keys, strict=True))
    dated = [(entry.published, -place) for place, entry in enumerate(entries) if entry.published]
    return [pairs[-place] for _, place in sorted(dated)] if len(dated) == len(pairs) else pairs[::-1]
