"""A newsroom with feeds over a real database, on a clock the test sets, and sites that answer as a test wants."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.bootstrap.application import Application, open_application
from bot.domain.actor import Actor
from bot.domain.errors import UserError
from bot.domain.feed import Entry, Feed, FeedMode, FetchedFeed, Filters, KnownEntry, Validators
from bot.feeds.feeds import Feeds
from bot.feeds.ports import FeedSource
from bot.ingestion.document import IngestedArticle, ingest
from bot.settings import Settings

SERVER = 5
MODERATOR = Actor(7, SERVER, may_moderate=True)
BOT = Actor(99, SERVER, may_moderate=True)
NOON = datetime(2025, 9, 1, 12, tzinfo=UTC)
BUNDLED = (
    "---\ntitle: Marl wins in Torrin\nathletes: [Ada Marl]\n---\n\nAda Marl won the 800m in Torrin on 3 May 2024.\n"
)
PLACES = "Oslo Rome Bergen Porto Ghent Turin Basel Delft Malmo Split Cork Bath Leeds Lyon Nice Pisa Bonn Kiel".split()

THINGS = """river garden bridge window market kitchen teacher letter summer winter morning evening village mountain
forest island doctor farmer painter brother sister captain engine ticket station harbour library picture carpet candle
ladder hammer basket bottle blanket pillow mirror button pocket feather pebble meadow valley thunder shadow"""


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = NOON

    def now(self) -> datetime:
        """The moment the clock is set to."""
        return self.moment

    def move(self, **by: float) -> None:
        """Let time pass, or set the clock back."""
        self.moment += timedelta(**by)


def story(number: int, **changed: object) -> Entry:
    """An entry about Ada Marl that has little in common with those of other numbers."""
    place, other = PLACES[number % len(PLACES)], PLACES[(number * 7 + 3) % len(PLACES)]
    dice = random.Random(number)  # noqa: S311  # a test's dice
    lines = (" ".join(dice.sample(THINGS.split(), 9)) for _ in range(3))
    text = f"Ada Marl ran in {place} and came home from {other}. " + " ".join(f"She saw the {line}." for line in lines)
    link, published = f"https://news.example/{place.lower()}-{number}", NOON - timedelta(hours=1)
    entry = Entry(
        f"id-{number}", link, f"Marl in {place}, part {number}", published, text, is_plain=True, outlet="News"
    )
    return Entry(**{name: getattr(entry, name) for name in Entry.__dataclass_fields__} | changed)


@dataclass
class ScriptedFeeds(FeedSource):
    """Feeds whose entries a test sets; ``problem`` is raised in place of an answer."""

    entries: list[Entry] = field(default_factory=list)
    problem: UserError | None = None
    unreadable: UserError | None = None
    moved_to: str | None = None
    ttl: float | None = None
    unchanged: bool = False
    fetched: int = 0
    read_links: list[str] = field(default_factory=list)
    on_read: Callable[[], None] | None = None

    async def find(self, link: str) -> str:
        """Every address is a feed's."""
        return link

    async def fetch(self, url: str, validators: Validators) -> FetchedFeed:
        """The entries as they are set."""
        del url, validators
        self.fetched += 1
        if self.problem:
            raise self.problem
        if self.unchanged:
            return FetchedFeed(unchanged=True)
        return FetchedFeed("News", tuple(self.entries), moved_to=self.moved_to, ttl=self.ttl)

    async def read(self, entry: Entry) -> IngestedArticle:
        """The article that an entry's own text is."""
        self.read_links.append(entry.link)
        if self.on_read:
            self.on_read()
        if self.unreadable:
            raise self.unreadable
        published = f"date: {entry.published.date()}\n" if entry.published else ""
        raw = f"---\ntitle: {entry.title}\nurl: {entry.link}\n{published}---\n\n{entry.content}\n"
        return ingest("entry", "draft", raw)


@dataclass
class Desked:
    """An open newsroom with its feeds."""

    app: Application
    feeds: Feeds
    clock: SetClock

    async def add(self, mode: FeedMode = FeedMode.REVIEW, filters: Filters = Filters(), *, days: float = 30) -> Feed:  # noqa: B008
        """A started feed that takes what is at most some days old."""
        feed, _ = await self.feeds.desk.add(MODERATOR, "https://news.example/feed", mode, None, filters)
        await self.feeds.desk.start(MODERATOR, feed.feed_id, self.clock.now() - timedelta(days=days))
        return await self.feeds.desk.get(MODERATOR, feed.feed_id)

    async def go(self, **by: float) -> None:
        """A round, after some time."""
        self.clock.move(**by)
        await self.feeds.rounds.go([SERVER], lambda server_id: Actor(99, server_id, may_moderate=True))

    async def entries(self) -> list[KnownEntry]:
        """Every entry known of the server's feeds, the first seen first."""
        found = [await self.feeds.desk.latest(feed, 1000) for feed in await self.feeds.desk.every(MODERATOR)]
        return [entry for each in found for entry in reversed(each)]

    async def outcomes(self) -> list[str]:
        """What became of each entry, with the reason where it was skipped."""
        return [each.reason or each.outcome for each in await self.entries()]

    async def waiting(self) -> list[str | None]:
        """The titles in the queue."""
        return [each.manuscript.revision.byline.title for each in await self.app.desk.queue.pending(MODERATOR)]

    async def live(self) -> list[str | None]:
        """The titles of the server's own articles that answer."""
        return [each.byline.title for each in await self.app.stores.ledger.live(SERVER)]


@asynccontextmanager
async def open_feeds(path: Path, clock: SetClock, source: FeedSource) -> AsyncIterator[Desked]:
    """The newsroom; opening it again after closing is a restart."""
    (path / "marl.md").write_text(BUNDLED, encoding="utf-8")
    settings = Settings(corpus=(path / "marl.md",), database=path / "kept.sqlite3")
    async with open_application(settings, clock=clock) as app:
        stores = app.stores
        feeds = Feeds.over(stores.feeds, stores.submissions, stores.ledger, source, app.desk, clock, lambda: 0.5)
        yield Desked(app, feeds, clock)
