"""How the event loop fares on a day on which feeds bring articles and their followers are told.

Not a test, and not collected: run ``python -m tests.bench.news_day``; ``--help`` lists what can be varied. Feeds of
four servers are polled every ten minutes, each article is cleaned, checked, published and indexed, and whoever follows
somebody in it is told: a third at once, a third daily and a third weekly. The database is real, with every transaction
on the disk; feeds are parsed, names and quotes found, robots asked as ever. Only the web and Discord are missing: what
feeds hold is written here, and what is sent is counted. The clock is moved on as soon as the work of ten minutes is
done. Prints one JSON object, with the stalls of an idle loop, which the machine's other work causes, and how much of
the stalls was the process's own doing; ends with status 1 where that is more than 50 ms at a time, or anything was
lost, taken or told twice.
"""

import argparse
import asyncio
import gc
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from spellchecker import SpellChecker
from typing_extensions import override

from bot.adapters.feeds.source import WebFeeds
from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.adapters.web.page import Download, WebPages
from bot.bootstrap.application import Application, feeds_over, following_over, open_application
from bot.domain.actor import Actor
from bot.domain.feed import FeedMode, Filters
from bot.domain.following import Digest, Follow, News, Notification
from bot.domain.schedule import Rhythm
from bot.settings import Settings
from tests.bench.loop_stalls import IDLE_SECONDS, LIMIT, TICK, Stalls, report

SERVERS, FOLLOWED = range(1, 5), 3
START = datetime(2025, 9, 1, tzinfo=UTC)
STEP = timedelta(minutes=10)
STEPS = timedelta(days=1) // STEP
HELD = 30
"""How many entries a feed holds."""
MODERATOR, BOT = 1, 2


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.moment = START

    def now(self) -> datetime:
        """The moment it shows."""
        return self.moment


class Counting:
    """Takes every notification, and counts of how many articles each member was told."""

    def __init__(self) -> None:
        self.told: Counter[int | None] = Counter()
        self.messages = 0

    async def find(self, notification: Notification) -> bool:
        """Nothing was sent before."""
        del notification
        return False

    async def find_departed(self, server_id: int, member_ids: Sequence[int], most: int) -> tuple[int, ...]:
        """Nobody has left."""
        del server_id, member_ids, most
        return ()

    async def send(self, notification: Notification, content: News | Digest) -> None:
        """Counts it."""
        del content
        self.messages += 1
        self.told[notification.address.member_id] += notification.count


def invent_names() -> list[str]:
    """Full names of invented athletes."""
    first = [f"{one}{two}" for one in ("Ba", "De", "Fi", "Go", "Ku") for two in ("rel", "van", "mos", "tik")]
    last = [f"{one}{two}" for one in ("Har", "Lin", "Mor", "Sel", "Tan") for two in ("berg", "dahl", "mann")]
    return [f"{one} {two}" for one in first for two in last]


def write_corpus(folder: Path, athletes: Sequence[str]) -> None:
    """Articles from which the newsroom knows the athletes, ten in each."""
    for at in range(0, len(athletes), 10):
        listed = athletes[at : at + 10]
        text = " ".join(f"{name} ran in heat {at}." for name in listed)
        page = f"---\ntitle: Heat {at}\nathletes: [{', '.join(listed)}]\n---\n\n{text}\n"
        (folder / f"heat-{at}.md").write_text(page, encoding="utf-8")


@dataclass
class Wire:
    """The feeds' articles; those of which the time has come can be had."""

    clock: Clock
    feeds: int
    articles: int
    athletes: Sequence[str]
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    items: dict[str, list[tuple[datetime, dict[str, Any]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chance = random.Random(1)  # noqa: S311  # nobody's secret
        counted = SpellChecker(language="en").word_frequency.dictionary
        common = sorted(counted, key=counted.__getitem__)[-5000:]
        words = [word for word in common if word.isalpha() and len(word) > 1]
        spans = list(range(self.articles))
        chance.shuffle(spans)
        for number, place in enumerate(spans):
            url = self.url(number % self.feeds)
            at = START + timedelta(days=1) * place / self.articles
            first, second = chance.sample(self.athletes, 2)
            item = self._item(number, at, first, second, words, chance)
            self.named[item["id"]] = frozenset((first, second))
            self.items.setdefault(url, []).append((at, item))
        for held in self.items.values():
            held.sort(key=lambda each: each[0])

    def url(self, feed: int) -> str:
        """The address of a feed; four share a host."""
        return f"https://site{feed // 4}.example/feed{feed}.json"

    def write(self, url: str) -> bytes:
        """A feed as it stands, the latest entry first."""
        now = self.clock.now()
        items = [item for at, item in self.items[url] if at <= now][-HELD:]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": url, "items": items[::-1]}).encode()

    def _item(
        self, number: int, at: datetime, first: str, second: str, words: Sequence[str], chance: random.Random
    ) -> dict[str, Any]:
        """An entry of some three hundred words about two athletes."""
        sentences = [f"{first} won the 1500m on {1 + number % 28} May 2025, ahead of {second}."]
        sentences += [f"{first} said that the {' '.join(chance.choices(words, k=14))}." for _ in range(16)]
        return {
            "id": f"entry-{number}",
            "url": f"https://site.example/{number}",
            "title": f"{first} wins race {number}",
            "content_text": " ".join(sentences),
            "date_published": at.isoformat(),
        }


class InventedWeb(WebPages):
    """The wire's feeds, and nothing else."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    @override
    async def download(self, link: str, headers: Mapping[str, str]) -> Download:
        del headers
        if urlsplit(link).path == "/robots.txt":
            return Download(link, 404, {}, None, b"")
        return Download(link, 200, {"content-type": "application/feed+json"}, "utf-8", self._wire.write(link))


class Day:
    """A day with its feeds and followers."""

    def __init__(self, application: Application, wire: Wire, followers: int) -> None:
        stores, clock = application.stores, wire.clock
        chance = random.Random(2)  # noqa: S311  # as above
        self._stores = stores
        self._wire = wire
        self._clock = clock
        self._follows = {
            member: frozenset(chance.sample(wire.athletes, FOLLOWED)) for member in range(1, followers + 1)
        }
        self._feeds = feeds_over(stores, application.desk, clock, WebFeeds(InventedWeb(wire), clock))
        self._following = following_over(stores, application.newsroom, application.desk, clock)
        self.messenger = Counting()

    async def begin(self) -> None:
        """Adds the feeds, each to one server, and lets everybody follow whom they follow."""
        for number in range(self._wire.feeds):
            actor = Actor(MODERATOR, _server(number), may_moderate=True)
            feed, _ = await self._feeds.desk.add(actor, self._wire.url(number), FeedMode.PUBLISH, None, Filters())
            await self._feeds.desk.start(actor, feed.feed_id, None)
        for member, athletes in self._follows.items():
            for athlete in athletes:
                follow = Follow(_server(member), member, athlete, START, None, [*Rhythm][member % len(Rhythm)])
                await self._stores.follows.add(follow, START)

    async def go_on(self) -> None:
        """Does what ten minutes bring."""
        self._clock.moment += STEP
        await self._feeds.rounds.go(SERVERS, lambda server_id: Actor(BOT, server_id, may_moderate=True))
        await self._following.runner.run(self.messenger)

    async def end(self) -> dict[str, int]:
        """Tells those who are told weekly, too; what was published, and how much is wrong with it."""
        for _ in range(12):
            await self.go_on()
        self._clock.moment += timedelta(days=8)
        await self._following.runner.run(self.messenger)
        live = {server: await self._stores.ledger.live(server) for server in SERVERS}
        published = Counter(each.byline.title for each in (one for every in live.values() for one in every))
        skipped = sum(len(self._wire.items[url]) for url in self._wire.items) - published.total()
        return {
            "published": published.total(),
            "missing": skipped,
            "published_twice": sum(count > 1 for count in published.values()),
            "messages": self.messenger.messages,
            "told_wrongly": sum(self.messenger.told[member] != self._due(member) for member in self._follows),
        }

    def _due(self, member: int) -> int:
        """Of how many articles a member is to be told."""
        server, athletes = _server(member), self._follows[member]
        feeds = [self._wire.url(number) for number in range(self._wire.feeds) if _server(number) == server]
        items = [item["id"] for url in feeds for _, item in self._wire.items[url]]
        return sum(bool(athletes & self._wire.named[each]) for each in items)


def _server(number: int) -> int:
    return SERVERS[number % len(SERVERS)]


class LoopStalls(Stalls):
    """Measures, beside by how much a timer comes late, how much of that the process itself computed, in any thread.

    The rest is the machine's other work: a loop that only waits for a processor isn't blocked by what the bot does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.own: list[float] = []

    async def watch_own(self) -> None:
        """Measures until cancelled."""
        while True:
            before, computed = time.perf_counter(), time.process_time()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - before - TICK
            self.own.append(min(late, time.process_time() - computed))


@contextmanager
def watched(stalls: LoopStalls) -> Iterator[None]:
    """Measures how the loop fares while the block runs."""
    gc.callbacks.append(stalls.collected)
    watching = [asyncio.create_task(watch) for watch in (stalls.watch(), stalls.watch_own())]
    try:
        yield
    finally:
        for each in watching:
            each.cancel()
        gc.callbacks.remove(stalls.collected)


async def measure(feeds: int, articles: int, followers: int) -> dict[str, Any]:
    """The figures of a day."""
    clock, idle, stalls = Clock(), LoopStalls(), LoopStalls()
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus"
        corpus.mkdir()
        athletes = invent_names()
        write_corpus(corpus, athletes)
        settings = Settings(corpus=(corpus,), database=Path(name) / "kept.sqlite3")
        async with open_application(settings, clock=clock) as application:
            await application.newsroom.library.finish()
            day = Day(application, Wire(clock, feeds, articles, athletes), followers)
            await day.begin()
            freeze_gc()
            with watched(idle):
                await asyncio.sleep(IDLE_SECONDS)
            began = time.perf_counter()
            with watched(stalls):
                for _ in range(STEPS):
                    await day.go_on()
            took = time.perf_counter() - began
            done = await day.end()
    return {**done, "idle": fared(IDLE_SECONDS, idle), "day": fared(took, stalls)}


def fared(took: float, stalls: LoopStalls) -> dict[str, Any]:
    """How the loop fared, in milliseconds; ``own`` is what of it the process computed."""
    own = sorted(stalls.own)
    figures = report(took, stalls)
    del figures["places"]  # of a worker, which there is none of
    return {
        **figures,
        "own_p99_ms": round(1000 * own[int(len(own) * 0.99)], 2),
        "own_longest_ms": round(1000 * own[-1], 2),
    }


def main() -> int:
    """Measure, print; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--followers", type=int, default=2_000)
    arguments = parser.parse_args()
    tune_gc()  # as `pressbox run` does
    figures = asyncio.run(measure(arguments.feeds, arguments.articles, arguments.followers))
    sys.stdout.write(json.dumps({**vars(arguments), **figures}) + "\n")
    wrong = figures["missing"] + figures["published_twice"] + figures["told_wrongly"]
    return int(figures["day"]["own_longest_ms"] > LIMIT * 1000 or wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
