"""The stores that answering needs, going on in memory while the database is away.

What was asked and answered meanwhile is written as soon as the database is back, unless its member had it forgotten.
Everything else raises `DatabaseAwayError`, and so is refused: a change is kept or it isn't made.
"""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeVar

from typing_extensions import override

from bot.adapters.memory import MemoryConversations
from bot.adapters.sql.conversations import SqlConversations
from bot.adapters.sql.database import Database
from bot.adapters.sql.following import SqlFollows
from bot.adapters.sql.members import SqlMembers
from bot.adapters.sql.notes import SqlDeliveries
from bot.adapters.sql.sent_answers import SqlSentAnswers
from bot.adapters.sql.servers import SqlServerChoices, SqlServers
from bot.adapters.sql.stores import Stores
from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.errors import DatabaseAwayError
from bot.domain.following import Follow
from bot.domain.sent_answer import SentAnswer
from bot.domain.server import ServerSettings
from bot.ports.clock import Clock
from bot.ports.servers import Peers

_log = logging.getLogger(__name__)
_Kept = TypeVar("_Kept")
MOST = 10_000
"""How many records, and how many deliveries, are held in memory at most."""

RETRY = 1.0
"""Seconds between two tries to write what is held."""


class Outage:
    """Holds what is to be written, in order, with the member it is about."""

    def __init__(self) -> None:
        self._held: deque[tuple[int, Callable[[], Awaitable[None]]]] = deque()
        self._lock = asyncio.Lock()
        self._returning: asyncio.Task[None] | None = None

    def hold(self, member_id: int, write: Callable[[], Awaitable[None]]) -> None:
        """Write this as soon as the database is back."""
        if len(self._held) >= MOST:
            _log.error("too much is held in memory: an answer can't be kept")
            return
        self._held.append((member_id, write))
        if self._returning is None or self._returning.done():
            self._returning = asyncio.create_task(self._write_held())

    async def forget(self, member_id: int) -> None:
        """Let go of all that is about a member; nothing of it is being written when this returns."""
        async with self._lock:
            self._held = deque(each for each in self._held if each[0] != member_id)

    async def finish(self) -> None:
        """Stop trying; what is still held is lost with the process.

        A file would outlive the members' right to be forgotten: whoever uses it at another process meanwhile leaves no
        trace by which the next start could tell what not to write.
        """
        if self._returning:
            self._returning.cancel()
            await asyncio.wait([self._returning])

    async def _write_held(self) -> None:
        while self._held:
            try:
                async with self._lock:
                    await self._write_first()
            except DatabaseAwayError:
                await asyncio.sleep(RETRY)

    async def _write_first(self) -> None:
        try:
            await self._held[0][1]()
        except DatabaseAwayError:
            raise
        except Exception:  # noqa: BLE001  # one record that can't be written mustn't keep the others
            _log.exception("what was held in memory can't be kept")
        self._held.popleft()


class _Conversations(SqlConversations):
    def __init__(self, database: Database, clock: Clock, retention: timedelta, outage: Outage) -> None:
        super().__init__(database, clock, retention)
        self._outage = outage
        self._meanwhile = MemoryConversations()

    @override
    async def load(self, key: ConversationKey) -> Conversation:
        try:
            return await super().load(key)
        except DatabaseAwayError:
            return await self._meanwhile.load(key)

    @override
    async def append(self, key: ConversationKey, turn: Turn) -> None:
        try:
            await super().append(key, turn)
            self._meanwhile = MemoryConversations()
        except DatabaseAwayError:
            await self._meanwhile.append(key, turn)
            self._outage.hold(key.member_id, partial(super().append, key, turn))


class _SentAnswers(SqlSentAnswers):
    def __init__(self, database: Database, outage: Outage) -> None:
        super().__init__(database)
        self._outage = outage
        self._meanwhile: OrderedDict[str, SentAnswer] = OrderedDict()

    @override
    async def add(self, sent: SentAnswer) -> None:
        try:
            await super().add(sent)
        except DatabaseAwayError:
            _remember(self._meanwhile, sent.answer_id, sent)
            self._outage.hold(sent.conversation.member_id, partial(super().add, sent))

    @override
    async def set_message(self, answer_id: str, message_id: int) -> None:
        try:
            await super().set_message(answer_id, message_id)
        except DatabaseAwayError:
            # A forgotten answer stays forgotten.
            self._outage.hold(0, partial(super().set_message, answer_id, message_id))

    @override
    async def get(self, answer_id: str) -> SentAnswer | None:
        try:
            return await super().get(answer_id)
        except DatabaseAwayError:
            if answer_id not in self._meanwhile:
                raise
            return self._meanwhile[answer_id]

    @override
    async def by_message(self, message_id: int) -> SentAnswer | None:
        try:
            return await super().by_message(message_id)
        except DatabaseAwayError:
            return None


class _Deliveries(SqlDeliveries):
    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._meanwhile: OrderedDict[str, bool] = OrderedDict()

    @override
    async def first(self, delivery_id: str) -> bool:
        try:
            return await super().first(delivery_id) and delivery_id not in self._meanwhile
        except DatabaseAwayError:
            is_first = delivery_id not in self._meanwhile
            _remember(self._meanwhile, delivery_id, is_first)
            return is_first


class _Servers(SqlServers):
    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._last: dict[int, ServerSettings] = {}

    @override
    async def settings(self, server_id: int) -> ServerSettings:
        try:
            self._last[server_id] = await super().settings(server_id)
        except DatabaseAwayError:
            if server_id not in self._last:
                raise
        return self._last[server_id]


class _ServerChoices(SqlServerChoices):
    """What a member chose isn't known for now: a server that is the only one answers all the same."""

    @override
    async def chosen(self, member_id: int) -> int | None:
        try:
            return await super().chosen(member_id)
        except DatabaseAwayError:
            return None


class _Follows(SqlFollows):
    @override
    async def refused(self, member_id: int) -> Sequence[Follow]:
        """None for now: it is told another time."""
        try:
            return await super().refused(member_id)
        except DatabaseAwayError:
            return ()


class _Members(SqlMembers):
    def __init__(self, database: Database, outage: Outage) -> None:
        super().__init__(database)
        self._outage = outage

    @override
    async def forget(self, member_id: int) -> int:
        await self._outage.forget(member_id)
        return await super().forget(member_id)


class PatientStores(Stores):
    """All stores over a database that can be away for a while."""

    def __init__(self, database: Database, clock: Clock, retention: timedelta, peers: Peers) -> None:
        super().__init__(database, clock, retention, peers)
        self.outage = Outage()
        self.conversations = _Conversations(database, clock, retention, self.outage)
        self.sent_answers = _SentAnswers(database, self.outage)
        self.deliveries = _Deliveries(database, clock)
        self.servers = _Servers(database, clock)
        self.server_choices = _ServerChoices(database)
        self.follows = _Follows(database, clock)
        self.members = _Members(database, self.outage)


def _remember(kept: OrderedDict[str, _Kept], key: str, value: _Kept) -> None:
    """Keeps the latest `MOST`."""
    kept[key] = value
    if len(kept) > MOST:
        kept.popitem(last=False)
