"""All stores over one open database."""

from datetime import timedelta

from bot.adapters.sql.conversations import SqlConversations
from bot.adapters.sql.database import Database
from bot.adapters.sql.drafts import SqlDrafts
from bot.adapters.sql.feeds import SqlFeeds
from bot.adapters.sql.following import SqlFollows
from bot.adapters.sql.jobs import SqlJobs
from bot.adapters.sql.ledger import SqlLedger
from bot.adapters.sql.members import SqlMembers
from bot.adapters.sql.news_log import SqlNewsLog
from bot.adapters.sql.notes import SqlDeliveries, SqlFacts
from bot.adapters.sql.retention import SqlRetention
from bot.adapters.sql.schedules import SqlMemberSchedules
from bot.adapters.sql.sent_answers import SqlSentAnswers
from bot.adapters.sql.servers import SqlServerChoices, SqlServers
from bot.adapters.sql.submissions import SqlSubmissions
from bot.ports.clock import Clock
from bot.ports.servers import Peers


class Stores:
    """Everything that is kept in one open database, a store for each port; questions are kept for ``retention``."""

    def __init__(self, database: Database, clock: Clock, retention: timedelta, peers: Peers) -> None:
        self.conversations = SqlConversations(database, clock, retention)
        self.sent_answers = SqlSentAnswers(database)
        self.deliveries = SqlDeliveries(database, clock)
        self.members = SqlMembers(database)
        self.retention = SqlRetention(database, clock, retention)
        self.facts = SqlFacts(database)
        self.ledger = SqlLedger(database)
        self.submissions = SqlSubmissions(database)
        self.servers = SqlServers(database, clock)
        self.server_choices = SqlServerChoices(database)
        self.drafts = SqlDrafts(database)
        self.peers = peers
        self.feeds = SqlFeeds(database)
        self.follows = SqlFollows(database, clock)
        self.news = SqlNewsLog(database)
        self.jobs = SqlJobs(database)
        self.schedules = SqlMemberSchedules(database)
