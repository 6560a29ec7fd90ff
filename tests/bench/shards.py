"""How processes that share Discord's shards and one PostgreSQL database bear members who all ask at once.

Not a test, and not collected: run ``python -m tests.bench.shards``; ``--help`` lists what can be varied. Each process
is a ``pressbox run`` on the fake Discord of the wire tests. Prints a JSON object for each number of
processes: answers a second, the time to the answer as Discord sees it, each process's memory, how long reading and
indexing took, and how long after a kill -9 another one had the periodic jobs.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.adapters import resources
from bot.adapters.clock import SystemClock
from bot.adapters.corpus_files import load_corpus
from bot.adapters.stores import open_stores
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.lab.evaluation.datasets import load
from bot.settings import RETENTION
from tests.bench.wire_load import QUESTIONS, TimedDiscord, _percentiles
from tests.postgres import running_server
from tests.wire import world

_PAUSE = 5.5
"""Seconds between two questions of a member: as often as the cooldown lets them ask."""
_PATIENCE = 1200.0
_WRITERS = 6
"""How many servers are filled at a time."""
TAKEN = "the periodic jobs are this process's from now on"


def server_ids(servers: int) -> list[int]:
    """Servers that Discord spreads evenly over any number of shards."""
    return [(number + 1) << 22 for number in range(servers)]


async def fill(address: str, servers: int, articles: int) -> None:
    """Gives each server articles of its own, the bundled ones over and over."""
    revisions = load_corpus([resources.folder("corpus")]).revisions
    waiting = iter(server_ids(servers))
    async with open_stores(address, SystemClock(), RETENTION) as stores:

        async def fill_servers() -> None:
            for server_id in waiting:
                for number in range(articles):
                    revision = replace(revisions[number % len(revisions)], article_id=f"a.{number}", number=1)
                    entry = AuditEntry(0, server_id, SystemClock().now(), None, Action.ADD, "", revision.article_id, 1)
                    await stores.ledger.record(entry, 0, Manuscript(revision, ""))

        await asyncio.gather(*(fill_servers() for _ in range(_WRITERS)))


class Bots:
    """The processes, and when one of them said that it has the jobs."""

    def __init__(self) -> None:
        self.processes: list[Process] = []
        self.ready = asyncio.Queue[str]()
        self.taken = asyncio.Queue[tuple[Process, float]]()
        self._reading: list[asyncio.Task[None]] = []

    async def start(self, fake: TimedDiscord, address: str, folder: Path, shards: Sequence[str]) -> float:
        """Starts them at once; the seconds until all were ready."""
        begun = time.perf_counter()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PRESSBOX_")}
        environment |= {"PYTHONPATH": str(Path.cwd()), "DISCORD_TOKEN": world.TOKEN, "PRESSBOX_DATABASE": address}
        for part in shards:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "tests.wire.program", fake.api, fake.gateway.url, "run"),
                cwd=folder,
                env=environment | {"PRESSBOX_SHARDS": part},
                stdin=DEVNULL,
                stderr=PIPE,
            )
            self.processes.append(process)
            self._reading.append(asyncio.create_task(self._read(process)))
        for _ in shards:
            await self.ready.get()
        return time.perf_counter() - begun

    async def _read(self, process: Process) -> None:
        assert process.stderr
        async for line in process.stderr:
            message = json.loads(line)["message"] if line.startswith(b"{") else line.decode()
            if message == "ready":
                self.ready.put_nowait(message)
            elif message == TAKEN:
                self.taken.put_nowait((process, time.perf_counter()))

    def memory(self) -> list[int]:
        """Each process's resident megabytes."""
        return [_resident(process.pid) for process in self.processes]

    async def take_over(self) -> float:
        """Kills the process that has the jobs; the seconds until another has them."""
        on_duty, _ = await self.taken.get()
        killed = time.perf_counter()
        on_duty.send_signal(signal.SIGKILL)
        _, taken = await self.taken.get()
        return taken - killed

    async def stop(self) -> None:
        """Ends all."""
        for process in self.processes:
            if process.returncode is None:
                process.kill()
        await asyncio.gather(*(process.wait() for process in self.processes), *self._reading)


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))


async def warm(fake: TimedDiscord, server_ids: Sequence[int]) -> float:
    """Has somebody ask in each server, so that its articles are read and indexed; how many seconds that took."""
    begun = time.perf_counter()
    world.NAMES.update({number: f"first{number}" for number, _ in enumerate(server_ids, start=1)})
    commands = [
        world.command(number, "ask", question="who won?") | {"guild_id": str(server_id)}
        for number, server_id in enumerate(server_ids, start=1)
    ]
    async with asyncio.timeout(_PATIENCE):
        for command in commands:
            await fake.does(command)
            while len(fake.heard.get(command["token"], ())) < 2:  # noqa: ASYNC110  # the fake only notes when
                await asyncio.sleep(0.02)
    return time.perf_counter() - begun


async def ask(fake: TimedDiscord, member: int, server_id: int, until: float, asked: dict[str, float]) -> None:
    """One member, who asks and asks."""
    chance = random.Random(member)  # noqa: S311
    questions = [case.turns[0].question for case in load(QUESTIONS).cases]
    await asyncio.sleep(chance.uniform(0, _PAUSE))
    while time.perf_counter() < until:
        command = world.command(member, "ask", question=chance.choice(questions)) | {"guild_id": str(server_id)}
        asked[command["token"]] = time.perf_counter()
        await fake.does(command)
        await asyncio.sleep(_PAUSE)


async def measure(given: argparse.Namespace, address: str, processes: int) -> dict[str, Any]:
    """Starts the processes, has the members ask, and reports."""
    fake, bots = TimedDiscord(), Bots()
    fake.gateway.server_ids = server_ids(given.servers)
    each = given.shards // processes
    parts = [f"{first}-{first + each - 1}/{given.shards}" for first in range(0, given.shards, each)]
    people = range(1_000, 1_000 + given.members)
    world.NAMES.update({member: f"member{member}" for member in people})
    asked: dict[str, float] = {}
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await stack.enter_async_context(fake.open())
        stack.push_async_callback(bots.stop)
        started = await bots.start(fake, address, folder, parts)
        homes = fake.gateway.server_ids[: given.members]
        warmed = await warm(fake, homes)
        until = time.perf_counter() + given.seconds
        await asyncio.gather(*(ask(fake, each, homes[each % len(homes)], until, asked) for each in people))
        memory = bots.memory()
        moved = round(await bots.take_over(), 2) if processes > 1 else None
    last = [fake.heard[token][-1] - at for token, at in asked.items() if len(fake.heard.get(token, ())) > 1]
    return {
        "processes": processes,
        "seconds_until_ready": round(started, 1),
        "seconds_until_indexed": round(warmed, 1),
        "asked": len(asked),
        "answers_a_second": round(len(last) / given.seconds, 1),
        "answer_ms": _percentiles(last),
        "memory_mb": memory,
        "seconds_until_the_jobs_moved": moved,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--servers", type=int, default=500)
    parser.add_argument("--articles", type=int, default=400, help="of each server")
    parser.add_argument("--members", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    with running_server() as server:
        assert server, "there is no PostgreSQL here"
        address = server.new_database()
        begun = time.perf_counter()
        asyncio.run(fill(address, given.servers, given.articles))
        sys.stderr.write(f"filled in {time.perf_counter() - begun:.0f} s\n")
        for processes in given.processes:
            sys.stdout.write(json.dumps(asyncio.run(measure(given, address, processes))) + "\n")


if __name__ == "__main__":
    main()
