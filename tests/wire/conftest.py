"""The fake Discord, open and with discord.py pointed at it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket

from tests.wire import world
from tests.wire.fake_discord import PATIENCE, FakeDiscord

HASTE = 0.01
"""discord.py waits whole seconds before it tries again; here a second takes this long."""

Start = Callable[[discord.Client], Coroutine[Any, Any, discord.Client]]


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """A fake Discord that all clients of this test talk to; in the end, all they sent was good."""
    patient = asyncio.sleep

    async def hasty(delay: float, result: Any = None) -> Any:
        return await patient(delay * HASTE, result)

    async with FakeDiscord().open() as opened:
        monkeypatch.setattr(asyncio, "sleep", hasty)
        monkeypatch.setattr(discord.http.Route, "BASE", opened.api)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(opened.gateway.url))
        yield opened
        assert not opened.rest.faults


@pytest.fixture
async def start(fake: FakeDiscord) -> AsyncIterator[Start]:
    """Starts a client and waits until it knows its server; all are closed in the end."""
    running: list[tuple[discord.Client, asyncio.Task[None]]] = []

    async def started(client: discord.Client) -> discord.Client:
        client._connection.guild_ready_timeout = 0.0
        ready = asyncio.create_task(_ready(fake, len(fake.gateway.received)))
        task = asyncio.create_task(client.start(world.TOKEN))
        running.append((client, task))
        done, _ = await asyncio.wait({ready, task}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        assert ready in done, task.exception() if task in done else "the client never got ready"
        return client

    yield started
    for client, task in running:
        await client.close()
        await asyncio.gather(task, return_exceptions=True)


async def _ready(fake: FakeDiscord, known: int) -> None:
    await fake.gateway.identified(known)
    await fake.gateway.caught_up()
