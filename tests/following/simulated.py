"""A simulated server with news, followers and a Discord that keeps what it is sent, over a real database."""

import random
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.adapters.sql.stores import Stores
from bot.adapters.stores import open_stores
from bot.desk.unanswered import Unanswered
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript, Subject
from bot.domain.errors import AbsentError, DepartedError, RefusedError
from bot.domain.following import Address, Digest, Follow, News, Notification
from bot.domain.quote import Quote
from bot.domain.server import ServerSettings
from bot.domain.span import Span
from bot.following.following import Following
from bot.following.ports import FollowStore, JobStore, NewsLog
from bot.following.times import Times
from bot.newsroom import Newsroom

SERVER = 5
MONDAY = datetime(2025, 9, 1, 6, tzinfo=UTC)
ATHLETES = ("Ann Lee", "Bo Ray", "Cy Orr")


class Killed(BaseException):  # no error: what a process doesn't survive
    """The process ended here."""


class Fate:
    """Ends the process after so many more steps, if at all."""

    def __init__(self) -> None:
        self.steps: int | None = None

    def step(self) -> None:
        """One more step."""
        if self.steps is not None:
            self.steps -= 1
            if self.steps < 0:
                raise Killed


class Mortal:
    """A store whose process can end before and after each of its calls, whose transactions are whole or nothing."""

    def __init__(self, store: object, fate: Fate) -> None:
        self._store = store
        self._fate = fate

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        call = getattr(self._store, name)

        async def called(*arguments: Any, **options: Any) -> Any:
            self._fate.step()
            result = await call(*arguments, **options)
            self._fate.step()
            return result

        return called


class StubNewsroom:
    """Names whom an article lists, and quotes all of it."""

    async def named_in(self, revision: Revision, **_: Any) -> tuple[str, ...]:
        """Whom it lists."""
        return revision.athletes

    async def awaited_in(self, revision: Revision, named: Any, wanted: Any, **_: Any) -> dict[str, str]:
        """Nobody: everybody is followed by the name that articles list."""
        del revision, named, wanted
        return {}

    async def telling(self, revision: Revision, athlete: str | None, **_: Any) -> Quote:
        """All its text."""
        del athlete
        return Quote(revision, Span(0, len(revision.text)))


class NoGaps:
    """A server whose questions are all answered."""

    async def find_gaps(self, actor: object) -> list[Any]:
        """None."""
        del actor
        return []


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.moment = MONDAY

    def now(self) -> datetime:
        """The moment it shows."""
        return self.moment


class Mailbox:
    """What stands on Discord: it outlives the process, and knows nothing of nonces.

    Sending may fail before anything stands there or after, as ``trouble`` says; ``closed`` addresses take nothing.
    Those who ``departed`` are in the server no more, and while the bot is ``absent`` it reaches nobody.
    """

    def __init__(self, clock: Clock, fate: Fate, trouble: random.Random | None = None) -> None:
        self.standing: list[tuple[datetime, Notification, News | Digest]] = []
        self.closed: set[Address] = set()
        self.departed: set[int] = set()
        self.absent = False
        self._clock = clock
        self._fate = fate
        self.trouble = trouble

    async def find(self, notification: Notification) -> bool:
        """Whether it stands there."""
        self._fate.step()
        return any(each == notification for _, each, _ in self.standing)

    async def find_departed(self, server_id: int, member_ids: Sequence[int], most: int) -> set[int]:
        """Those who left, of as many as have to be asked."""
        del server_id
        asked = [member_id for member_id in member_ids if member_id not in self.departed][:most]
        upto = member_ids.index(asked[-1]) if len(asked) == most else len(member_ids)
        return {*member_ids[:upto]} & self.departed

    async def send(self, notification: Notification, content: News | Digest) -> None:
        """Lets it stand there."""
        self._fate.step()
        self._fail(notification)
        self.standing.append((self._clock.moment, notification, content))
        self._fate.step()
        self._fail(notification)

    def _fail(self, notification: Notification) -> None:
        if self.absent:
            raise AbsentError
        if notification.address.member_id in self.departed:
            raise DepartedError
        if notification.address in self.closed:
            raise RefusedError
        if self.trouble and self.trouble.random() < 0.2:  # as often as it takes
            raise OSError("the connection was lost")

    @property
    def told(self) -> dict[Address, list[str]]:
        """The articles that each address was told of, in order."""
        found: dict[Address, list[str]] = defaultdict(list)
        for _, notification, _ in self.standing:
            found[notification.address] += dict.fromkeys(mention.article_id for mention in notification.mentions)
        return dict(found)


class Simulation:
    """A process that runs until it is killed, and starts again."""

    def __init__(self, folder: Path, trouble: random.Random | None = None) -> None:
        self.path = folder / "kept.sqlite3"
        self.clock = Clock()
        self.fate = Fate()
        self.mailbox = Mailbox(self.clock, self.fate, trouble)
        self.published = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[Stores, Following]]:
        """The process: its stores as tests use them, and following over the same ones, which can be killed."""
        async with open_stores(self.path, self.clock, timedelta(days=30)) as stores:
            follows, news, jobs = (Mortal(each, self.fate) for each in (stores.follows, stores.news, stores.jobs))
            following = Following.over(
                cast("Newsroom", StubNewsroom()),
                cast("Unanswered", NoGaps()),
                cast("FollowStore", follows),
                cast("NewsLog", news),
                cast("JobStore", jobs),
                stores.schedules,
                stores.servers,
                stores.sent_answers,
                self.clock,
            )
            yield stores, following

    async def run(self, following: Following, steps: int | None = None) -> None:
        """Lets it work; killed after ``steps`` of them, where that many are left to do."""
        self.fate.steps = steps
        try:
            await following.runner.run(self.mailbox)
        except* Killed:
            pass
        finally:
            self.fate.steps = None

    async def publish(self, stores: Stores, athletes: tuple[str, ...], text: str = "Text.") -> str:
        """A new article of the server; its id."""
        self.published += 1
        revision = Revision(f"a.{self.published}", text, athletes=athletes)
        entry = AuditEntry(0, SERVER, self.clock.now(), None, Action.ADD, article_id=revision.article_id, revision=1)
        await stores.ledger.record(entry, 0, Manuscript(revision, ""))
        return revision.article_id

    async def remove(self, stores: Stores, article_id: str) -> None:
        """Takes an article away."""
        seen = await stores.ledger.latest(SERVER, Subject(article_id))
        assert seen
        entry = AuditEntry(0, SERVER, self.clock.now(), None, Action.REMOVE, article_id=article_id)
        await stores.ledger.record(entry, seen.entry_id)

    async def choose(self, stores: Stores, settings: ServerSettings) -> None:
        """Changes the server's settings."""
        seen = await stores.ledger.latest(SERVER, Subject(settings=True))
        entry = AuditEntry(0, SERVER, self.clock.now(), None, Action.SETTINGS, settings=settings)
        await stores.ledger.record(entry, seen.entry_id if seen else 0)

    async def follow(self, stores: Stores, member_id: int, athlete: str, **where: Any) -> Follow:
        """Lets a member follow an athlete."""
        now = self.clock.now()
        follow = Follow(SERVER, member_id, athlete, now, **where)
        schedule = await Times(stores.schedules, stores.follows, stores.servers, self.clock).of(follow.address)
        await stores.follows.add(follow, schedule.due(follow.rhythm, now))
        return follow

    async def pass_time(self, following: Following, by: timedelta, step: timedelta = timedelta(minutes=30)) -> None:
        """Works every half an hour for so long."""
        until = self.clock.moment + by
        while self.clock.moment < until:
            self.clock.moment = min(self.clock.moment + step, until)
            await self.run(following)
