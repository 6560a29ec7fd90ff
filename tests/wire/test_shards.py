"""Two processes, each with one of Discord's two shards, at one PostgreSQL database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.bootstrap import discord_services, open_application
from bot.domain.actor import Actor
from bot.domain.server import Shards
from bot.frontends.discord.client import PressboxClient, build_client
from bot.ingestion.document import ingest
from bot.settings import Settings
from tests.wire import world
from tests.wire.conftest import CALF, Start
from tests.wire.fake_discord import FakeDiscord
from tests.wire.gateway import IDENTIFY

OTHER = world.GUILD | 1 << 22
"""A server of the second shard."""
KNEE = "---\ntitle: Knee\nathletes: [Bea Voss]\n---\n\nBea Voss hurt her knee on 3 May 2025 in Rome.\n"


@pytest.fixture
async def clients(fake: FakeDiscord, start: Start, settings: Settings, postgres: Any) -> AsyncIterator[list[Any]]:
    """The two, connected."""
    address = await asyncio.to_thread(postgres.new_database)
    fake.gateway.server_ids = [world.GUILD, OTHER]
    async with AsyncExitStack() as stack:
        clients = []
        for shard in range(2):
            mine = replace(settings, database=address, shards=Shards(shard, shard, 2))
            app = await stack.enter_async_context(open_application(mine))
            clients.append(await start(build_client(discord_services(mine, app.newsroom, app.desk, app.stores))))
        yield clients


async def ask(fake: FakeDiscord, server_id: int, question: str) -> str:
    """What a question in a server is answered with."""
    answers = len(fake.answers)
    await fake.does(world.command(world.ANN, "ask", question=question) | {"guild_id": str(server_id)})
    return world.words(await fake.answered(answers + 1)).replace("*", "")


async def test_each_process_answers_in_its_own_servers(fake: FakeDiscord, clients: list[PressboxClient]) -> None:
    """Every shard identifies as one of two, answers where Discord sends it, and holds those servers' articles only."""
    identified = [payload["d"]["shard"] for payload in fake.gateway.received if payload["op"] == IDENTIFY]
    assert identified == [[0, 2], [1, 2]]
    assert [[server.id for server in client.guilds] for client in clients] == [[world.GUILD], [OTHER]]
    for server_id in (world.GUILD, OTHER):
        assert CALF in await ask(fake, server_id, "when did Lee hurt her calf?")
    loaded = [set(client.services.newsroom.library._by_server) for client in clients]
    assert loaded == [{world.GUILD}, {OTHER}]


async def test_a_change_made_by_one_process_is_taken_up_by_another(
    fake: FakeDiscord, clients: list[PressboxClient]
) -> None:
    """An article of the second's server that the first publishes is quoted by the second."""
    first, second = clients
    host = Actor(None, OTHER, may_moderate=True)
    library, before = second.services.newsroom.library, (await second.services.newsroom.server_articles(OTHER))
    await first.services.desk.articles.publish(host, ingest("knee", "knee", KNEE), "imported")
    async with asyncio.timeout(10):
        while library.indexed(OTHER) is before:
            await discord.utils.sleep_until(discord.utils.utcnow())
    assert "3 May 2025" in await ask(fake, OTHER, "when did Voss hurt her knee?")
