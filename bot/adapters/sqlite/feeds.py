"""The servers' feeds, the entries they brought, and what became of them."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import aiosqlite
from typing_extensions import override

from bot.adapters.sqlite.database import Database, queries
from bot.adapters.sqlite.records import moment_text, record, record_text
from bot.domain.editing import Manuscript
from bot.domain.feed import Card, Feed, KnownEntry, Outcome, Sighting
from bot.feeds.ports import FeedStore

_SQL = queries("feeds")
_LATE = timedelta(days=8)
"""No entry is put off for so long."""


class SqliteFeeds(FeedStore):
    """Keeps feeds, their entries under every key they had, and cards, across restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    async def add(self, feed: Feed) -> Feed:
        async with self._database.writing() as connection:
            columns = {"server_id": feed.server_id, "member_id": feed.added_by, **_columns(feed)}
            return replace(feed, feed_id=await _SQL.add_feed(connection, **columns))

    @override
    async def get(self, server_id: int, feed_id: int) -> Feed | None:
        async with self._database.reading() as connection:
            found = _feed(await _SQL.feed(connection, feed_id=feed_id))
        return found if found and found.server_id == server_id else None

    @override
    async def of_server(self, server_id: int) -> Sequence[Feed]:
        async with self._database.reading() as connection:
            return _feeds([row async for row in _SQL.feeds_of_server(connection, server_id=server_id)])

    @override
    async def change(self, feed_id: int, change: Callable[[Feed], Feed]) -> Feed | None:
        async with self._database.writing() as connection:
            return await _change(connection, feed_id, change)

    @override
    async def remove(self, server_id: int, feed_id: int) -> None:
        async with self._database.writing() as connection:
            await _SQL.remove_feed(connection, server_id=server_id, feed_id=feed_id)

    @override
    async def due(self, now: datetime) -> Sequence[Feed]:
        async with self._database.reading() as connection:
            return _feeds([row async for row in _SQL.due_feeds(connection, **_around(now))])

    @override
    async def known(self, feed_id: int, keys: Iterable[str]) -> Mapping[str, KnownEntry]:
        async with self._database.reading() as connection:
            rows = [(key, await _SQL.known_entry(connection, feed_id=feed_id, key=key)) for key in keys]
        return await asyncio.to_thread(lambda: {key: _entry(row) for key, row in rows if row})

    @override
    async def saw(self, feed_id: int, change: Callable[[Feed], Feed], sightings: Sequence[Sighting]) -> None:
        async with self._database.writing() as connection:
            if await _change(connection, feed_id, change) is None:
                return
            for sighting in sightings:
                entry_id = sighting.entry.entry_id
                if not entry_id:
                    whose = {"feed_id": feed_id, "server_id": sighting.entry.server_id}
                    entry_id = await _SQL.add_entry(connection, **whose, **_entry_columns(sighting.entry))
                else:
                    await _put_entry(connection, sighting.entry)
                for key in sorted(sighting.keys):
                    await _SQL.add_key(connection, feed_id=feed_id, key=key, entry_id=entry_id)

    @override
    async def unread(self, feed_id: int, now: datetime, limit: int) -> Sequence[KnownEntry]:
        async with self._database.reading() as connection:
            found = _SQL.unread(connection, feed_id=feed_id, most=limit, **_around(now))
            return [_entry(row) async for row in found]

    @override
    async def latest(self, feed_id: int, limit: int) -> Sequence[KnownEntry]:
        async with self._database.reading() as connection:
            return [_entry(row) async for row in _SQL.latest_entries(connection, feed_id=feed_id, most=limit)]

    @override
    async def taken(self, feed_id: int, since: datetime, until: datetime) -> int:
        between = {"since": moment_text(since), "until": moment_text(until)}
        async with self._database.reading() as connection:
            count: int = await _SQL.taken(connection, feed_id=feed_id, **between)
        return count

    @override
    async def put_entry(self, entry: KnownEntry) -> None:
        async with self._database.writing() as connection:
            await _put_entry(connection, entry)

    @override
    async def submit(
        self, entry: KnownEntry, member_id: int, manuscript: Manuscript, revises: str | None = None
    ) -> KnownEntry:
        content = await asyncio.to_thread(record_text, manuscript)
        submitted = replace(entry, outcome=Outcome.SUBMITTED, reason=None, content=None)
        which = {"server_id": entry.server_id, "content": content}
        async with self._database.writing() as connection:
            if entry.submission_id is None or not await _SQL.replace_pending(
                connection, **which, submission_id=entry.submission_id
            ):
                sent_at = moment_text(entry.taken_at or entry.seen_at)
                number = await _SQL.submit(connection, **which, member_id=member_id, sent_at=sent_at, revises=revises)
                submitted = replace(submitted, submission_id=number, card_id=None)
                await _SQL.untell_entry(connection, entry_id=entry.entry_id)
            await _put_entry(connection, submitted)
        return submitted

    @override
    async def undecided(self, server_id: int) -> Sequence[KnownEntry]:
        async with self._database.reading() as connection:
            return [_entry(row) async for row in _SQL.undecided(connection, server_id=server_id)]

    @override
    async def of_submission(self, server_id: int, submission_id: int) -> Feed | None:
        which = {"server_id": server_id, "submission_id": submission_id}
        async with self._database.reading() as connection:
            return _feed(await _SQL.feed_of_submission(connection, **which))

    @override
    async def make_card(self, card: Card) -> Card:
        async with self._database.writing() as connection:
            made_at, whose = moment_text(card.made_at), {"server_id": card.server_id}
            card_id: int = await _SQL.add_card(connection, **whose, made_at=made_at, content=record_text(card))
            for submission_id in card.submission_ids:
                await _SQL.tell_entry(connection, **whose, card_id=card_id, submission_id=submission_id)
        return replace(card, card_id=card_id)

    @override
    async def card(self, server_id: int, card_id: int) -> Card | None:
        async with self._database.reading() as connection:
            row = await _SQL.card(connection, server_id=server_id, card_id=card_id)
        return _card(row) if row else None

    @override
    async def unsent_cards(self, server_id: int) -> Sequence[Card]:
        async with self._database.reading() as connection:
            return [_card(row) async for row in _SQL.unsent_cards(connection, server_id=server_id)]

    @override
    async def card_sent(self, card_id: int, message_id: int) -> None:
        async with self._database.writing() as connection:
            await _SQL.card_sent(connection, card_id=card_id, message_id=message_id)

    @override
    async def cards_since(self, server_id: int, since: datetime) -> int:
        async with self._database.reading() as connection:
            count: int = await _SQL.cards_since(connection, server_id=server_id, since=moment_text(since))
        return count


async def _change(connection: aiosqlite.Connection, feed_id: int, change: Callable[[Feed], Feed]) -> Feed | None:
    present = _feed(await _SQL.feed(connection, feed_id=feed_id))
    if present is None:
        return None
    changed = change(present)
    await _SQL.put_feed(connection, feed_id=feed_id, **_columns(changed))
    return changed


async def _put_entry(connection: aiosqlite.Connection, entry: KnownEntry) -> None:
    await _SQL.put_entry(connection, entry_id=entry.entry_id, **_entry_columns(entry))


def _around(now: datetime) -> dict[str, str]:
    """The present moment, and one so late that nothing is put off until then unless the clock was put back since."""
    return {"now": moment_text(now), "late": moment_text(now + _LATE)}


def _columns(feed: Feed) -> dict[str, Any]:
    """What is asked for by SQL beside the record, in which nobody is named who may want to be forgotten."""
    return {
        "state": feed.state,
        "next_poll": moment_text(feed.next_poll),
        "polled_at": moment_text(feed.polled_at) if feed.polled_at else None,
        "content": record_text(replace(feed, added_by=None)),
    }


def _entry_columns(entry: KnownEntry) -> dict[str, Any]:
    return {
        "outcome": entry.outcome,
        "next_try": moment_text(entry.next_try) if entry.next_try else None,
        "taken_at": moment_text(entry.taken_at) if entry.taken_at else None,
        "submission_id": entry.submission_id,
        "content": record_text(entry),
    }


def _feeds(rows: Iterable[Sequence[Any]]) -> list[Feed]:
    return [feed for row in rows if (feed := _feed(row))]


def _feed(row: Sequence[Any] | None) -> Feed | None:
    if row is None:
        return None
    feed_id, added_by, content = row
    return replace(record(Feed, content), feed_id=feed_id, added_by=added_by)


def _entry(row: Sequence[Any]) -> KnownEntry:
    entry_id, feed_id, server_id, submission_id, card_id, content = row
    ids = {"entry_id": entry_id, "feed_id": feed_id, "server_id": server_id}
    return replace(record(KnownEntry, content), **ids, submission_id=submission_id, card_id=card_id)


def _card(row: Sequence[Any]) -> Card:
    card_id, message_id, content = row
    return replace(record(Card, content), card_id=card_id, message_id=message_id)
