"""How the bot bears 200 members who all ask at once for a minute, while an article is added every second.

Not a test, and not collected: run ``python -m tests.bench.wire_load``, with ``--members`` and ``--seconds`` for others.
The bot is a process of its own on the fake Discord of the wire tests. Prints one JSON object: the time to the first
response and to the answer as Discord sees them, how long the event loop stood still, the memory at the start and at the
end. Ends with status 1 when a first response took longer than 500 ms (99th percentile) or the loop stood still for
50 ms.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import discord
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket

from bot.adapters import resources
from bot.adapters.gc_tuning import freeze_gc, tune_gc
from bot.bootstrap.application import open_application
from bot.bootstrap.discord import discord_services
from bot.desk.desk import Desk
from bot.domain.actor import Actor
from bot.frontends.discord.client import PressboxClient
from bot.ingestion.document import ingest
from bot.lab.benchmark.timing import measure_memory
from bot.lab.evaluation.datasets import load
from bot.settings import Settings
from tests.bench.loop_stalls import LIMIT, Stalls
from tests.wire import rest, world
from tests.wire.fake_discord import FakeDiscord
from tests.wire.world import Data

QUESTIONS = Path("tests/questions/corpus.jsonl")
_FIRST_RESPONSE = 0.5
_PAUSE = 5.5
"""Seconds between two questions of a member: as often as the cooldown lets them ask."""
_FIRST_MEMBER = 1_000


class TimedDiscord(FakeDiscord):
    """The fake Discord, which notes when it was told what."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: dict[str, list[float]] = {}
        self.rest.check = lambda *_: ()  # requests are held to the rules in the tests; here that would take time

    async def _request(self, request: web.Request) -> web.Response:
        response = await super()._request(request)
        parts = request.path.split("/")
        for token in (part for part in parts if part.startswith("token-")):
            self.heard.setdefault(token, []).append(time.perf_counter())
        return response


async def ask_again_and_again(
    fake: TimedDiscord, member: int, until: float, questions: Sequence[str], asked: dict[str, float]
) -> None:
    """One member, who asks and asks."""
    chance = random.Random(member)  # noqa: S311
    while time.perf_counter() < until:
        command = world.command(member, "ask", question=chance.choice(questions))
        asked[command["token"]] = time.perf_counter()
        await fake.does(command)
        await asyncio.sleep(_PAUSE)


async def measure(members: int, seconds: float, questions: Sequence[str]) -> dict[str, Any]:
    """Starts the bot, has the members ask, and reports."""
    fake = TimedDiscord()
    with tempfile.TemporaryDirectory() as folder:
        async with fake.open():
            arguments = ["-m", "tests.bench.wire_load", "--serve", fake.api, fake.gateway.url, folder]
            process = await asyncio.create_subprocess_exec(
                sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.PIPE
            )
            assert process.stdout is not None
            await process.stdout.readline()  # it is ready
            asked: dict[str, float] = {}
            people = range(_FIRST_MEMBER, _FIRST_MEMBER + members)
            world.NAMES.update({each: f"member{each}" for each in people})
            until = time.perf_counter() + seconds
            await asyncio.gather(*(ask_again_and_again(fake, each, until, questions, asked) for each in people))
            served: dict[str, Any] = json.loads((await process.communicate(b"stop\n"))[0])
    return _report(fake, asked) | served


def _report(fake: TimedDiscord, asked: dict[str, float]) -> dict[str, Any]:
    first = [fake.heard[token][0] - at for token, at in asked.items() if token in fake.heard]
    last = [fake.heard[token][-1] - at for token, at in asked.items() if len(fake.heard.get(token, ())) > 1]
    texts = Counter(_kind(message) for message in fake.rest.messages.values())
    return {
        "asked": len(asked),
        "responded": len(first),
        "answered": len(last),
        "messages": dict(texts),
        "first_response_ms": _percentiles(first),
        "answer_ms": _percentiles(last),
    }


def _kind(message: Data) -> str:
    text = world.words(message)
    if message["flags"] & rest.LOADING:
        return "still thinking"
    return "busy" if "Too many questions" in text else "asked to wait" if "again in" in text else "answer"


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    return {
        f"p{share}": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)]) for share in (50, 99)
    }


async def serve(api: str, gateway: str, folder: Path) -> None:
    """The bot, measured from inside, until a line comes in."""
    discord.http.Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    tune_gc(resources.EnglishWords().load)
    async with open_application(Settings(database=folder / "load.sqlite3")) as app:
        client = PressboxClient(discord_services(Settings(), app.newsroom, app.desk, app.stores))
        freeze_gc()
        async with client:
            running = [asyncio.create_task(client.start(world.TOKEN)), asyncio.create_task(add(app.desk))]
            await client.wait_until_ready()
            stalls = Stalls()
            running.append(asyncio.create_task(stalls.watch()))
            os.write(1, b"ready\n")
            await asyncio.sleep(10)
            before = measure_memory()
            await asyncio.to_thread(sys.stdin.readline)
            ordered = sorted(stalls.delays)
            stalled = {
                "p99": round(1000 * ordered[len(ordered) * 99 // 100], 1),
                "longest": round(1000 * ordered[-1], 1),
                "over_50_ms": sum(delay > LIMIT for delay in ordered),
            }
            memory = {"after_10_s": round(before), "at_the_end": round(measure_memory())}
            figures = {"loop_stall_ms": stalled, "memory_mb": memory}
            os.write(1, json.dumps(figures).encode())
            for task in running:
                task.cancel()


async def add(desk: Desk) -> None:
    """Adds an article every second."""
    moderator = Actor(7, world.GUILD, may_moderate=True)
    for number in count():
        await asyncio.sleep(1)
        text = (
            f"---\ntitle: Race {number}\nathletes: [Ada Marl]\n---\n\nAda Marl won race {number} in Torrin in 2024.\n"
        )
        await desk.articles.publish(moderator, ingest("load", f"race-{number}", text), "", f"race-{number}")


def main() -> int:
    """Measure and print, or serve; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        api, gateway, folder = given.serve
        asyncio.run(serve(api, gateway, Path(folder)))
        return 0
    questions = [case.turns[0].question for case in load(QUESTIONS).cases]
    figures = asyncio.run(measure(given.members, given.seconds, questions))
    sys.stdout.write(json.dumps(figures) + "\n")
    is_slow = figures["first_response_ms"]["p99"] > 1000 * _FIRST_RESPONSE
    return int(is_slow or figures["loop_stall_ms"]["over_50_ms"] > 0)


if __name__ == "__main__":
    sys.exit(main())
