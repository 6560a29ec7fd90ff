"""Conversations that survive a restart."""

from datetime import timedelta

from typing_extensions import override

from bot.adapters.sql.database import Database
from bot.adapters.sql.records import moment_text, record, record_text
from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.ports.clock import Clock
from bot.ports.conversations import ConversationStore

LONGEST = 20
"""How many turns are loaded; what was said before them changes no answer."""


class SqlConversations(ConversationStore):
    """Remembers conversations; turns older than ``retention`` count as gone even before they are deleted.

    A server's own settings can shorten the retention.
    """

    def __init__(self, database: Database, clock: Clock, retention: timedelta) -> None:
        self._database = database
        self._sql = database.queries("conversations")
        self._clock = clock
        self._retention = retention

    @override
    async def load(self, key: ConversationKey) -> Conversation:
        async with self._database.reading() as connection:
            days = await self._sql.own_retention_days(connection, server_id=key.server_id or 0)
            retention = self._retention if days is None else min(self._retention, timedelta(days=days))
            since = moment_text(self._clock.now() - retention)
            rows = [row async for row in self._sql.latest_turns(connection, **columns(key), since=since, most=LONGEST)]
        return Conversation(tuple(record(Turn, content) for (content,) in reversed(rows)))

    @override
    async def append(self, key: ConversationKey, turn: Turn) -> None:
        asked_at = moment_text(self._clock.now())
        async with self._database.writing() as connection:
            await self._sql.add_turn(connection, **columns(key), asked_at=asked_at, content=record_text(turn))


def columns(key: ConversationKey) -> dict[str, int]:
    """A conversation's key as columns; server 0 stands for none."""
    return {"server_id": key.server_id or 0, "channel_id": key.channel_id, "member_id": key.member_id}


def key_of(server_id: int, channel_id: int, member_id: int) -> ConversationKey:
    """The key that `columns` wrote."""
    return ConversationKey(channel_id, member_id, server_id or None)
