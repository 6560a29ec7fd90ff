"""Who follows whom, which articles are new, and what is to be told of them."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.article import Revision
from bot.domain.gap import Gap
from bot.domain.quote import Quote
from bot.domain.schedule import Rhythm


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a channel of a server, or else a member of it directly."""

    server_id: int
    channel_id: int | None = None
    member_id: int | None = None

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message."""
        return self.channel_id is None


@dataclass(frozen=True, slots=True)
class Follow:
    """A member follows an athlete, by full name, in the articles of one server.

    They are told in ``channel_id``, or directly where that is ``None``. ``since`` is in UTC. ``follow_id`` is 0 until
    it is kept.
    """

    server_id: int
    member_id: int
    athlete: str
    since: datetime
    channel_id: int | None = None
    rhythm: Rhythm = Rhythm.AT_ONCE
    follow_id: int = 0

    @property
    def address(self) -> Address:
        """Where they are told."""
        return Address(self.server_id, self.channel_id, None if self.channel_id else self.member_id)


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that answers for the first time, by the entry of the log of changes that says so.

    ``at`` is when it was added, in UTC; ``day`` when it was published, or else added. ``athletes`` are the full names
    of those it names.
    """

    entry_id: int
    server_id: int
    article_id: str
    at: datetime
    day: date
    athletes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renaming:
    """Somebody who was followed before any article named them, and the name they go by since one does."""

    server_id: int
    followed: str
    athlete: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What an entry of the log of changes means for those who follow somebody.

    ``revision`` is an article that answers for the first time; without one the server's settings were changed.
    """

    entry_id: int
    server_id: int
    at: datetime
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A new article names an athlete whom somebody follows."""

    athlete: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` on, before ``until``; both in UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Notification:
    """One message about what is new: what ``mentions`` say, or everything in the ``digest`` period.

    ``notification_id`` is short and unguessable, and stands in the message, so that it is known again there.
    ``mentions`` hold the newest of the ``count`` there are, newest first. ``made_at`` is in UTC.
    """

    notification_id: str
    address: Address
    made_at: datetime
    mentions: tuple[Mention, ...] = ()
    count: int = 0
    digest: Period | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What a notification tells: a quote of each article, newest first, and how many articles more there are.

    ``followers`` are the members who follow one of ``athletes`` there.
    """

    athletes: tuple[str, ...]
    quotes: tuple[Quote, ...]
    further: int
    followers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """What a channel is told of a week: a quote for each athlete with news, what was asked most, and what in vain.

    ``further`` counts the athletes with news who are left out.
    """

    quotes: tuple[tuple[str, Quote], ...]
    further: int
    asked: tuple[Gap, ...]
    unanswered: tuple[Gap, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.quotes or self.asked or self.unanswered)
