"""All stores over one open database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.adapters.sqlite.conversations import SqliteConversations
from bot.adapters.sqlite.database import Database, open_database
from bot.adapters.sqlite.drafts import SqliteDrafts
from bot.adapters.sqlite.feeds import SqliteFeeds
from bot.adapters.sqlite.ledger import SqliteLedger
from bot.adapters.sqlite.members import SqliteMembers
from bot.adapters.sqlite.notes import SqliteDeliveries, SqliteFacts, SqliteWatch
from bot.adapters.sqlite.retention import SqliteRetention
from bot.adapters.sqlite.sent_answers import SqliteSentAnswers
from bot.adapters.sqlite.servers import SqliteServerChoices, SqliteServers
from bot.adapters.sqlite.submissions import SqliteSubmissions
from bot.ports import Clock


class Stores:
    """Everything that is kept in one open database, a store for each port; questions are kept for ``retention``."""

    def __init__(self, database: Database, clock: Clock, retention: timedelta) -> None:
        self.conversations = SqliteConversations(database, clock, retention)
        self.sent_answers = SqliteSentAnswers(database)
        self.deliveries = SqliteDeliveries(database, clock)
        self.members = SqliteMembers(database)
        self.retention = SqliteRetention(database, clock, retention)
        self.facts = SqliteFacts(database)
        self.ledger = SqliteLedger(database)
        self.submissions = SqliteSubmissions(database)
        self.servers = SqliteServers(database, clock)
        self.server_choices = SqliteServerChoices(database)
        self.drafts = SqliteDrafts(database)
        self.watch = SqliteWatch(database)
        self.feeds = SqliteFeeds(database)


@asynccontextmanager
async def open_stores(path: Path, clock: Clock, retention: timedelta) -> AsyncIterator[Stores]:
    """The stores over the file ``path``, which is made when there is none."""
    async with open_database(path) as database:
        yield Stores(database, clock, retention)
