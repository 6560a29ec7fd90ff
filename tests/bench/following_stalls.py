"""How long the event loop stands still while a day's news is told to everybody who follows somebody in it.

Not a test, and not collected: run ``python -m tests.bench.following_stalls``, with ``--articles`` and ``--followers``
for another load. In each of its hours a share of the articles is added, and followers are told, a third
of them at once, a third daily and a third weekly. The database is real, with every transaction on the disk, and names
and quotes are those that the answerer finds; only Discord is missing: what is sent is counted. Prints one JSON object,
with the stalls of an idle loop, which the machine's other work causes, and how much of the stalls was the process's own
doing; ends with status 1 where that is more than 50 ms at a time, or anything was lost or told twice.
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.bootstrap import Application, open_application
from bot.domain.article import Byline, Revision
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.following import Digest, Follow, News, Notification
from bot.domain.schedule import Rhythm
from bot.following.following import Following
from bot.settings import Settings
from tests.bench.loop_stalls import IDLE_SECONDS, LIMIT, TICK, Stalls, report

SERVER, FOLLOWED, HOURS = 5, 3, 24
START = datetime(2025, 9, 1, tzinfo=UTC)


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


def invent_article(number: int, named: Sequence[str]) -> Revision:
    """An article of some three hundred words about two athletes."""
    first, second = named
    sentences = [f"{first} won the 1500m in Torrin on {1 + number % 28} May 2025, ahead of {second}."]
    surname = first.split()[1]
    sentences += [f"The race went through lap {lap} in {60 + lap} seconds while {surname} waited." for lap in range(20)]
    return Revision(f"race.{number}", " ".join(sentences), Byline(f"Race {number}", "Track Weekly"), (first,))


class Day:
    """A day with its articles and followers."""

    def __init__(self, application: Application, clock: Clock, articles: int, followers: int) -> None:
        self._stores = application.stores
        self._clock = clock
        self._articles = articles
        self._chance = random.Random(1)  # noqa: S311  # nobody's secret
        self._athletes = application.newsroom.names()
        self._follows = {
            member: frozenset(self._chance.sample(self._athletes, FOLLOWED)) for member in range(1, followers + 1)
        }
        self._named: list[frozenset[str]] = []
        stores = self._stores
        self._following = Following.over(
            application.newsroom,
            application.desk.unanswered,
            stores.follows,
            stores.news,
            stores.jobs,
            stores.schedules,
            stores.servers,
            stores.sent_answers,
            clock,
        )
        self.messenger = Counting()

    async def begin(self) -> None:
        """Lets everybody follow whom they follow."""
        for member, athletes in self._follows.items():
            for athlete in athletes:
                follow = Follow(SERVER, member, athlete, START, None, [*Rhythm][member % len(Rhythm)])
                await self._stores.follows.add(follow, START)

    async def pass_hour(self) -> None:
        """Adds an hour's articles, and tells whoever is to be told in it."""
        for _ in range(self._articles // HOURS):
            named = self._chance.sample(self._athletes, 2)
            revision = invent_article(len(self._named), named)
            self._named.append(frozenset(named))
            entry = AuditEntry(
                0, SERVER, self._clock.now(), None, Action.ADD, article_id=revision.article_id, revision=1
            )
            await self._stores.ledger.record(entry, 0, Manuscript(revision, revision.text))
        for _ in range(2):
            await self._following.runner.run(self.messenger)
            self._clock.moment += timedelta(minutes=30)

    async def end(self) -> int:
        """Tells those who are told weekly, too; how many members weren't told of each article once."""
        self._clock.moment += timedelta(days=8)
        await self._following.runner.run(self.messenger)
        return sum(
            self.messenger.told[member] != sum(bool(athletes & named) for named in self._named)
            for member, athletes in self._follows.items()
        )


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


async def measure(articles: int, followers: int) -> dict[str, Any]:
    """The figures of a day."""
    clock, idle, stalls = Clock(), LoopStalls(), LoopStalls()
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus"
        corpus.mkdir()
        write_corpus(corpus, invent_names())
        settings = Settings(corpus=(corpus,), database=Path(name) / "kept.sqlite3")
        async with open_application(settings, clock=clock) as application:
            await application.newsroom.library.finish()
            freeze_gc()
            day = Day(application, clock, articles, followers)
            await day.begin()
            with watched(idle):
                await asyncio.sleep(IDLE_SECONDS)
            began = time.perf_counter()
            with watched(stalls):
                for _ in range(HOURS):
                    await day.pass_hour()
            took = time.perf_counter() - began
            wrong = await day.end()
    told = {"messages": day.messenger.messages, "told_wrongly": wrong}
    return {**told, "idle": fared(IDLE_SECONDS, idle), "telling": fared(took, stalls)}


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
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--followers", type=int, default=2_000)
    arguments = parser.parse_args()
    tune_gc()  # as `pressbox run` does
    figures = asyncio.run(measure(arguments.articles, arguments.followers))
    sys.stdout.write(json.dumps({**vars(arguments), **figures}) + "\n")
    return int(figures["telling"]["own_longest_ms"] > LIMIT * 1000 or figures["told_wrongly"] > 0)


if __name__ == "__main__":
    sys.exit(main())
