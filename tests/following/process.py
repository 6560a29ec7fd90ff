"""A process that tells followers for some hours: ``python -m tests.following.process FOLDER HOURS``.

It begins so many hours after the simulation's Monday, writes a line on its standard output for each step, and what it
sends into a file, which outlives it.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from typing_extensions import override

from bot.domain.following import Digest, News, Notification
from tests.following.simulated import Fate, Mailbox, Simulation

ROUNDS = 10


class Loud(Fate):
    """Says of each step that it is taken, and never ends the process: somebody else will."""

    @override
    def step(self) -> None:
        sys.stdout.write("step\n")
        sys.stdout.flush()


class FileMailbox(Mailbox):
    """Keeps what it is sent in a file: a line for each article that somebody is told of, behind the message's id."""

    def __init__(self, simulation: Simulation, path: Path) -> None:
        super().__init__(simulation.clock, simulation.fate)
        self._path = path

    @override
    async def find(self, notification: Notification) -> bool:
        self._fate.step()
        return self._path.exists() and notification.notification_id in self._path.read_text(encoding="utf-8")

    @override
    async def send(self, notification: Notification, content: News | Digest) -> None:
        self._fate.step()
        whom, message = notification.address.member_id, notification.notification_id
        lines = [f"{message} {whom} {article}\n" for article in {each.article_id for each in notification.mentions}]
        with self._path.open("a", encoding="utf-8") as file:
            # In one piece: a message stands there wholly or not at all.
            file.write("".join(lines))
        self._fate.step()


async def work(folder: Path, hours: int) -> None:
    """Ten rounds, three minutes after each other."""
    simulation = Simulation(folder)
    simulation.clock.moment += timedelta(hours=hours)
    simulation.fate = Loud()
    simulation.mailbox = FileMailbox(simulation, folder / "mail.txt")
    async with simulation.open() as (_, following):
        for _ in range(ROUNDS):
            await following.runner.run(simulation.mailbox)
            simulation.clock.moment += timedelta(minutes=3)


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2])))
