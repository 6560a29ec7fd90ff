"""What the Discord front-end is built from, put together where the program starts."""

from dataclasses import dataclass
from datetime import timedelta

import discord

from bot.desk.desk import Desk
from bot.domain.server import EVERY_SHARD, Shards
from bot.feeds.feeds import Feeds
from bot.following.following import Following
from bot.frontends.discord.ui.translations import Translations, Words
from bot.newsroom import Newsroom
from bot.ports.clock import Clock
from bot.ports.conversations import SentAnswerStore
from bot.ports.servers import DeliveryLog, Facts, MemberData, Peers, Retention, ServerChoices, ServerStore


@dataclass(frozen=True, slots=True)
class Options:
    """How a host wants the bot to behave.

    ``message_content`` says whether the privileged intent is on; only then servers can choose channels where every
    question is answered. ``shards`` are those that this process serves, ``None`` is one connection for all servers. A
    member may ask ``questions`` times in ``seconds``. ``retention_days`` is told to members who ask what is kept. With
    ``log_messages`` the log may hold questions. Answers younger than ``correctable`` are corrected when what they
    quoted is withdrawn. Every ``look_out`` the bot looks whether another process has changed what is
    kept, every ``poll`` which feeds are due, and every ``tell`` whether followers are to be told something.
    """

    message_content: bool = False
    shards: Shards | None = None
    questions: int = 6
    seconds: float = 30.0
    retention_days: int = 30
    log_messages: bool = False
    correctable: timedelta = timedelta(days=30)
    look_out: timedelta = timedelta(minutes=1)
    poll: timedelta = timedelta(minutes=1)
    tell: timedelta = timedelta(seconds=20)

    @property
    def served(self) -> Shards:
        """The shards that this process serves."""
        return self.shards or EVERY_SHARD


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that answers, changes and keeps things for the front-end."""

    newsroom: Newsroom
    desk: Desk
    feeds: Feeds
    following: Following
    translations: Translations
    sent_answers: SentAnswerStore
    deliveries: DeliveryLog
    members: MemberData
    retention: Retention
    facts: Facts
    servers: ServerStore
    server_choices: ServerChoices
    peers: Peers
    clock: Clock
    options: Options = Options()

    def server_words(self, server: discord.Guild | None, server_id: int | None) -> Words:
        """The words for what a whole server reads."""
        return self.translations.for_server(server.preferred_locale if server else None, server_id)
