"""The servers' feeds, the entries they brought, and what became of them."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database, Queries
from bot.adapters.sql.records import moment_text, record, record_text
from bot.domain.editing import Manuscript
from bot.domain.feed import Card, Feed, FeedState, KnownEntry, Outcome, Sighting
from bot.feeds.ports import FeedStore

_LATE = timedelta(days=8)
"""No entry is put off for so long."""


class SqlFeeds(FeedStore):
    """Keeps feeds, their entries under every key they had, and cards, across restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("feeds")

    @override
    async def add(self, feed: Feed) -> Feed:
        async with self._database.writing() as connection:
            columns = {"server_id": feed.server_id, "member_id": feed.added_by, **_columns(feed)}
            return replace(feed, feed_id=await self._sql.add_feed(connection, **columns))

    @override
    async def get(self, server_id: int, feed_id: int) -> Feed | None:
        async with self._database.reading() as connection:
            found = _feed(await self._sql.feed(connection, feed_id=feed_id))
        return found if found and found.server_id == server_id and found.state is not FeedState.REMOVED else None

    @override
    async def of_server(self, server_id: int) -> Sequence[Feed]:
        async with self._database.reading() as connection:
            return _feeds([row async for row in self._sql.feeds_of_server(connection, server_id=server_id)])

    @override
    async def change(self, feed_id: int, change: Callable[[Feed], Feed]) -> Feed | None:
        async with self._database.writing() as connection:
            return await change_feed(self._sql, connection, feed_id, _unless_removed(change))

    @override
    async def remove(self, server_id: int, feed_id: int) -> None:
        async with self._database.writing() as connection:
            await self._sql.remove_feed(connection, server_id=server_id, feed_id=feed_id)

    @override
    async def due(self, now: datetime) -> Sequence[Feed]:
        async with self._database.reading() as connection:
            return _feeds([row async for row in self._sql.due_feeds(connection, **_around(now))])

    @override
    async def known(self, feed_id: int, keys: Iterable[str]) -> Mapping[str, KnownEntry]:
        async with self._database.reading() as connection:
            rows = [(key, await self._sql.known_entry(connection, feed_id=feed_id, key=key)) for key in keys]
        return await asyncio.to_thread(lambda: {key: _entry(row) for key, row in rows if row})

    @override
    async def saw(self, feed_id: int, change: Callable[[Feed], Feed], sightings: Sequence[Sighting]) -> None:
        async with self._database.writing() as connection:
            if await change_feed(self._sql, connection, feed_id, _unless_removed(change)) is None:
                return
            for sighting in sightings:
                entry_id = sighting.entry.entry_id
                if not entry_id:
                    whose = {"feed_id": feed_id, "server_id": sighting.entry.server_id}
                    entry_id = await self._sql.add_entry(connection, **whose, **_entry_columns(sighting.entry))
                else:
                    await self._put_entry(connection, sighting.entry)
                for key in sorted(sighting.keys):
                    await self._sql.add_key(connection, feed_id=feed_id, key=key, entry_id=entry_id)

    @override
    async def unread(self, feed_id: int, now: datetime, limit: int) -> Sequence[KnownEntry]:
        async with self._database.reading() as connection:
            found = self._sql.unread(connection, feed_id=feed_id, most=limit, **_around(now))
            return [_entry(row) async for row in found]

    @override
    async def latest(self, feed_id: int, limit: int) -> Sequence[KnownEntry]:
        async with self._database.reading() as connection:
            return [_entry(row) async for row in self._sql.latest_entries(connection, feed_id=feed_id, most=limit)]

    @override
    async def taken(self, feed_id: int, since: datetime, until: datetime) -> int:
        between = {"since": moment_text(since), "until": moment_text(until)}
        async with self._database.reading() as connection:
            count: int = await self._sql.taken(connection, feed_id=feed_id, **between)
        return count

    @override
    async def put_entry(self, entry: KnownEntry) -> None:
        async with self._database.writing() as connection:
            await self._put_entry(connection, entry)

    @override
    async def submit(
        self, entry: KnownEntry, member_id: int, manuscript: Manuscript, revises: str | None = None
    ) -> KnownEntry:
        content = await asyncio.to_thread(record_text, manuscript)
        submitted = replace(entry, outcome=Outcome.SUBMITTED, reason=None, content=None)
        which = {"server_id": entry.server_id, "content": content}
        async with self._database.writing() as connection:
            if entry.submission_id is None or not await self._sql.replace_pending(
                connection, **which, submission_id=entry.submission_id
            ):
                sent_at = moment_text(entry.taken_at or entry.seen_at)
                number = await self._sql.submit(
                    connection, **which, member_id=member_id, sent_at=sent_at, revises=revises
                )
                submitted = replace(submitted, submission_id=number, card_id=None)
                await self._sql.untell_entry(connection, entry_id=entry.entry_id)
            await self._put_entry(connection, submitted)
        return submitted

    @override
    async def undecided(self, server_id: int) -> Sequence[KnownEntry]:
        async with self._database.reading() as connection:
            return [_entry(row) async for row in self._sql.undecided(connection, server_id=server_id)]

    @override
    async def of_submission(self, server_id: int, submission_id: int) -> Feed | None:
        which = {"server_id": server_id, "submission_id": submission_id}
        async with self._database.reading() as connection:
            return _feed(await self._sql.feed_of_submission(connection, **which))

    @override
    async def make_card(self, card: Card) -> Card:
        async with self._database.writing() as connection:
            made_at, whose = moment_text(card.made_at), {"server_id": card.server_id}
            card_id: int = await self._sql.add_card(connection, **whose, made_at=made_at, content=record_text(card))
            for submission_id in card.submission_ids:
                await self._sql.tell_entry(connection, **whose, card_id=card_id, submission_id=submission_id)
        return replace(card, card_id=card_id)

    @override
    async def card(self, server_id: int, card_id: int) -> Card | None:
        async with self._database.reading() as connection:
            row = await self._sql.card(connection, server_id=server_id, card_id=card_id)
        return _card(row) if row else None

    @override
    async def unsent_cards(self, server_id: int) -> Sequence[Card]:
        async with self._database.reading() as connection:
            return [_card(row) async for row in self._sql.unsent_cards(connection, server_id=server_id)]

    @override
    async def card_sent(self, card_id: int, message_id: int) -> None:
        async with self._database.writing() as connection:
            await self._sql.card_sent(connection, card_id=card_id, message_id=message_id)

    @override
    async def cards_since(self, server_id: int, since: datetime) -> int:
        async with self._database.reading() as connection:
            count: int = await self._sql.cards_since(connection, server_id=server_id, since=moment_text(since))
        return count

    async def _put_entry(self, connection: Connection, entry: KnownEntry) -> None:
        await self._sql.put_entry(connection, entry_id=entry.entry_id, **_entry_columns(entry))


async def change_feed(
    sql: Queries, connection: Connection, feed_id: int, change: Callable[[Feed], Feed | None]
) -> Feed | None:
    """Keeps what ``change`` makes of a feed as it is at that moment; ``None`` where there is nothing to keep."""
    present = _feed(await sql.hold_feed(connection, feed_id=feed_id))
    changed = change(present) if present else None
    if changed:
        await sql.put_feed(connection, feed_id=feed_id, **_columns(changed))
    return changed


def _unless_removed(change: Callable[[Feed], Feed]) -> Callable[[Feed], Feed | None]:
    return lambda feed: None if feed.state is FeedState.REMOVED else change(feed)


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
