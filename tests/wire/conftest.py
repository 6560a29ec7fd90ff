"""The fake Discord, open and with discord.py pointed at it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket

from bot.bootstrap.application import open_application
from bot.bootstrap.discord import discord_services
from bot.frontends.discord.client import PressboxClient
from bot.settings import Settings
from tests.wire import world
from tests.wire.fake_discord import PATIENCE, FakeDiscord

HASTE = 0.002
"""discord.py waits whole seconds before it tries again; here a second takes this long."""

CALF = "Ann Lee hurt her calf on 10 June 2025 in Oslo."
ARTICLE = f"""---
title: Lee hurts her calf
date: 2025-06-20
author: Tom Reid
outlet: Track Weekly
athletes: [Ann Lee]
url: https://track.example/lee
---

{CALF} “I heard a pop – and that was it,” said Lee.

Lee is coached by Gareth Pugh.
"""
OTHER = """---
title: Hart wins in Rome
date: 2025-06-21
outlet: Track Weekly
athletes: [Zoe Hart]
---

Zoe Hart won the mile in Rome. Hart is coached by Nell Ovey.
"""
OWN_TASKS = ("discord.py:", "discord-ui", "CommandTree-invoker")
"""How discord.py's names of the tasks begin that carry out what members do."""

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
        known = asyncio.create_task(ready(fake, len(fake.gateway.received)))
        task = asyncio.create_task(client.start(world.TOKEN))
        running.append((client, task))
        done, _ = await asyncio.wait({known, task}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        assert known in done, task.exception() if task in done else "the client never got ready"
        return client

    yield started
    for client, task in running:
        await client.close()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with two articles and a database that outlives the bot."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "calf.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "mile.md").write_text(OTHER, encoding="utf-8")
    return Settings(corpus=(folder,), database=tmp_path / "pressbox.sqlite3")


Bot = Callable[..., AbstractAsyncContextManager[PressboxClient]]


@asynccontextmanager
async def _built(settings: Settings) -> AsyncIterator[PressboxClient]:
    async with open_application(settings) as app:
        yield PressboxClient(discord_services(settings, app.newsroom, app.desk, app.stores))


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[PressboxClient]:
    """The real bot, not yet started."""
    async with _built(settings) as built:
        yield built


@pytest.fixture
def bot(settings: Settings, start: Start) -> Bot:
    """Opens the real bot on the fake Discord; with ``killed`` it isn't asked to stop. Each has the same database."""

    @asynccontextmanager
    async def opened(*, killed: bool = False) -> AsyncIterator[PressboxClient]:
        async with _built(settings) as client:
            try:
                await start(client)
                yield client
            finally:
                await (discord.Client.close(client) if killed else client.stop())

    return opened


async def settled(fake: FakeDiscord) -> None:
    """Waits until the bot has read every event and carried out all that it began."""
    await fake.gateway.caught_up()
    while busy := [task for task in asyncio.all_tasks() if task.get_name().startswith(OWN_TASKS)]:
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait(busy)


async def ready(fake: FakeDiscord, known: int) -> None:
    """Waits until a client has identified itself, after the first ``known`` payloads, and read what it got for that."""
    await fake.gateway.identified(known)
    await fake.gateway.caught_up()
