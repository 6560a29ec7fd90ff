"""`pressbox run` as a process of its own: signals, exit statuses, and what a host is told."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.wire import world
from tests.wire.conftest import CALF, ready
from tests.wire.fake_discord import FakeDiscord

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 20.0
"""Seconds in which a process starts, or ends, on a busy machine."""
Run = Callable[..., AbstractAsyncContextManager[Process]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals there")


@pytest.fixture
def run(fake: FakeDiscord, settings: Settings, tmp_path: Path) -> Run:
    """Starts `pressbox run` on the fake Discord; environment variables are given by keyword."""

    @asynccontextmanager
    async def started(**more: str) -> AsyncIterator[Process]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PRESSBOX_")}
        environment |= {"PYTHONPATH": str(CHECKOUT), "DISCORD_TOKEN": world.TOKEN}
        environment |= {"PRESSBOX_CORPUS": str(settings.corpus[0]), "PRESSBOX_DATABASE": str(settings.database)}
        program = ["-m", "tests.wire.program", fake.api, fake.gateway.url, "run"]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *program, cwd=tmp_path, env=environment | more, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()

    return started


async def _started(process: Process, fake: FakeDiscord, known: int = 0) -> None:
    """Waits until the process is ready; ``known`` is how many payloads the gateway had before."""
    starting, ended = asyncio.create_task(ready(fake, known)), asyncio.create_task(process.wait())
    done, waiting = await asyncio.wait({starting, ended}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    for each in waiting:
        each.cancel()
    if starting not in done:
        process.kill()
        raise AssertionError((await process.communicate())[1].decode())


async def _ended(process: Process) -> tuple[int | None, str]:
    """The exit status, and all that was printed."""
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate()
    return process.returncode, (out + err).decode()


async def test_killed_and_stopped(fake: FakeDiscord, run: Run) -> None:
    """Killed in mid-conversation, it understands the follow-up when back; told to stop, it finishes that answer."""
    async with run() as process:
        await _started(process, fake)
        await fake.says(f"{world.MENTION} when did Lee hurt her calf?")
        assert CALF in world.words(await fake.answered()).replace("*", "")
        process.kill()
        assert await process.wait() == -signal.SIGKILL
    async with run() as process:
        await _started(process, fake, len(fake.gateway.received))
        # The first try is turned away, so that the answer is still to be sent when the signal comes.
        fake.fails("POST /channels/[0-9]+/messages", 429).retry_after = 0.3
        await fake.says(f"{world.MENTION} who coaches her?")
        await fake.until(lambda: fake.rest.posts("/channels/[0-9]+/messages") == 2)
        process.terminate()
        status, printed = await _ended(process)
        assert "Gareth Pugh" in world.words(await fake.answered(2))
    assert status == 0, printed
    assert "Traceback" not in printed
    # discord.py means to say 1000, but what reads the connection often says 4000 first; a dead line says 1006.
    assert fake.gateway.closings[-1] in {1000, 4000}


async def test_a_wrong_token_is_explained(fake: FakeDiscord, run: Run) -> None:
    """A token that Discord doesn't know ends the program with a plain message that doesn't show it."""
    fake.fails("/users/@me", 401)
    async with run() as process:
        status, printed = await _ended(process)
    assert status == 1
    assert "DISCORD_TOKEN" in printed
    assert world.TOKEN not in printed
    assert "Traceback" not in printed


async def test_stopped_while_starting(fake: FakeDiscord, run: Run) -> None:
    """Told to stop before it is connected, it ends at once, as told."""
    fake.fails("/users/@me", 429).retry_after = 0.3
    async with run() as process:
        await fake.until(lambda: bool(fake.rest.sent))
        process.terminate()
        status, printed = await _ended(process)
    assert status == 0, printed
    assert "Traceback" not in printed
