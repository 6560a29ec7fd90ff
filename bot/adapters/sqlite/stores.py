"""All stores over one open database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.adapters.sqlite.conversations import SqliteConversations
from bot.adapters.sqlite.database import open_database
from bot.adapters.sqlite.drafts import SqliteDrafts
from bot.adapters.sqlite.feeds import SqliteFeeds
from bot.adapters.sqlite.ledger import SqliteLedger
from bot.adapters.sqlite.members import SqliteMembers
from bot.adapters.sqlite.notes import SqliteDeliveries, SqliteFacts, SqliteWatch
from bot.adapters.sqlite.retention import SqliteRetention
from bot.adapters.sqlite.sent_answers import SqliteSentAnswers
from bot.adapters.sqlite.servers import SqliteServers
from bot.adapters.sqlite.submissions import SqliteSubmissions
from bot.ports import Clock


@dataclass(frozen=True, slots=True)
class Stores:
    """Everything that is kept, a store for each port."""

    conversations: SqliteConversations
    sent_answers: SqliteSentAnswers
    deliveries: SqliteDeliveries
    members: SqliteMembers
    retention: SqliteRetention
    facts: SqliteFacts
    ledger: SqliteLedger
    submissions: SqliteSubmissions
    servers: SqliteServers
    drafts: SqliteDrafts
    watch: SqliteWatch
    feeds: SqliteFeeds


@asynccontextmanager
async def open_stores(path: Path, clock: Clock, retention: timedelta) -> AsyncIterator[Stores]:
    """The stores over the file ``path``, which is made when there is none; questions are kept for ``retention``.

    Raises:
        DatabaseError: when the file can't be used; the message says why and what to do.
    """
    async with open_database(path) as database:
        yield Stores(
            conversations=SqliteConversations(database, clock, retention),
            sent_answers=SqliteSentAnswers(database),
            deliveries=SqliteDeliveries(database, clock),
            members=SqliteMembers(database),
            retention=SqliteRetention(database, clock, retention),
            facts=SqliteFacts(database),
            ledger=SqliteLedger(database),
            submissions=SqliteSubmissions(database),
            servers=SqliteServers(database, clock),
            drafts=SqliteDrafts(database),
            watch=SqliteWatch(database),
            feeds=SqliteFeeds(database),
        )
