"""What the client is built from."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta

from bot.adapters.clock import SystemClock
from bot.adapters.web.page import WebPages
from bot.desk.desk import Desk
from bot.frontends.discord.phrasebook import Phrasebook
from bot.newsroom import Newsroom
from bot.ports import Clock, DeliveryLog, DraftStore, Facts, MemberData, PostingStore, Retention, ServerStore, Watch


@dataclass(frozen=True, slots=True)
class Stores:
    """Where the front-end keeps what has to outlive a restart."""

    postings: PostingStore
    deliveries: DeliveryLog
    members: MemberData
    retention: Retention
    facts: Facts
    servers: ServerStore
    drafts: DraftStore
    watch: Watch


async def nowhere(server_id: int) -> Collection[int]:
    """No channel of any server."""
    del server_id
    return ()


@dataclass(frozen=True, slots=True)
class Options:
    """How a host wants the bot to behave.

    ``message_content`` says whether the privileged intent is on; only then ``answer_channels`` counts, which gives a
    server's channel ids where every question is answered. A member may ask ``questions`` times in ``seconds``.
    ``retention_days`` is told to members who ask what is kept. With ``log_messages`` the log
    may hold questions. Answers younger than ``correctable`` are corrected when what they quoted is withdrawn.
    Every ``look_out`` the bot looks whether another program has changed what is kept.
    """

    message_content: bool = False
    answer_channels: Callable[[int], Awaitable[Collection[int]]] = nowhere
    questions: int = 6
    seconds: float = 30.0
    retention_days: int = 30
    log_messages: bool = False
    correctable: timedelta = timedelta(days=30)
    look_out: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the client needs, put together where the program starts."""

    newsroom: Newsroom
    desk: Desk
    stores: Stores
    phrasebook: Phrasebook
    options: Options = Options()
    pages: WebPages = field(default_factory=WebPages)
    clock: Clock = field(default_factory=SystemClock)
