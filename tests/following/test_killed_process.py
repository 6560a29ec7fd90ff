"""A real process, killed by the system wherever it happens to be, loses nothing and tells nothing twice."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.following.simulated import Simulation

ROOT = Path(__file__).parents[2]


def _start(folder: Path, hours: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.following.process", str(folder), str(hours)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603  # the program itself


def _kill(process: "subprocess.Popen[bytes]", steps: int) -> None:
    """Kills a process that has taken so many steps; whatever it does at that moment."""
    assert process.stdout
    for _ in range(steps):
        process.stdout.readline()
    process.kill()
    process.communicate()


@pytest.mark.parametrize("steps", [(9, 17, 12), (23, 14, 19)], ids=str)
async def test_killed_by_the_system(tmp_path: Path, steps: tuple[int, ...]) -> None:
    """Whoever follows is told of each article once, after three kills and a run that ends by itself."""
    simulation = Simulation(tmp_path)
    articles: list[str] = []
    for hours, number in enumerate([*steps, None]):
        async with simulation.open() as (stores, _):
            if not articles:
                await simulation.follow(stores, 11, "Ann Lee")
                await simulation.follow(stores, 12, "Ann Lee")
            articles += [await simulation.publish(stores, ("Ann Lee",)) for _ in range(2)]
        simulation.clock.moment += timedelta(hours=1)
        process = _start(tmp_path, hours)
        if number:
            _kill(process, number)
        else:
            process.communicate()
            assert process.returncode == 0
    lines = (tmp_path / "mail.txt").read_text(encoding="utf-8").splitlines()
    told = Counter(tuple(line.split()[1:]) for line in lines)
    assert told == {(member, article): 1 for member in ("11", "12") for article in articles}
