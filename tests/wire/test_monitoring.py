"""A host sees over HTTP whether the bot is well, and what it did."""

import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from discord.utils import MISSING

from bot.domain.errors import UserError
from bot.frontends.discord.client import PressboxClient
from bot.frontends.discord.monitoring import serve_endpoints
from tests.wire import world
from tests.wire.conftest import Bot
from tests.wire.fake_discord import FakeDiscord

LOOPBACK = "127.0.0.1"
PREFIX = r"^pressbox_"


@asynccontextmanager
async def watched(client: PressboxClient) -> AsyncIterator[aiohttp.ClientSession]:
    """A session with the endpoints of a client."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    async with (
        serve_endpoints(client, (LOOPBACK, port)),
        aiohttp.ClientSession(f"http://{LOOPBACK}:{port}") as session,
    ):
        yield session


async def figure(session: aiohttp.ClientSession, name: str) -> float:
    """One figure of the metrics; 0 where it isn't there yet."""
    async with session.get("/metrics") as response:
        text = await response.text()
    found = re.search(PREFIX + re.escape(name) + r" (.+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


async def test_answers_are_counted(fake: FakeDiscord, bot: Bot) -> None:
    """Each answer counts under its kind, with its time and that of the first response; what is loaded is measured."""
    counted = 'answers_total{certainty="sure",kind="found"}', "answer_seconds_count", "first_response_seconds_count"
    async with bot() as client, watched(client) as session:
        before = [await figure(session, name) for name in counted]
        await fake.does(world.command(world.ANN, "ask", question="when did Lee hurt her calf?"))
        await fake.answered()
        assert [await figure(session, name) for name in counted] == [count + 1 for count in before]
        assert await figure(session, "servers") == 1
        assert await figure(session, "passages") == len(client.services.newsroom.articles()) == 2


async def test_health_follows_the_gateway(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connected bot is well; one whose gateway is gone, or whose database can't be read, isn't, and says which."""
    async with bot() as client, watched(client) as session:
        async with session.get("/healthz") as response:
            assert (response.status, await response.json()) == (200, {"gateway": "ok", "database": "ok"})
        with monkeypatch.context() as patch:
            patch.setattr(client, "ws", MISSING)
            async with session.get("/healthz") as response:
                assert (response.status, await response.json()) == (503, {"gateway": "failing", "database": "ok"})
        monkeypatch.setattr(client.services.facts, "get", None)
        async with session.get("/healthz") as response:
            assert (response.status, await response.json()) == (503, {"gateway": "ok", "database": "failing"})


async def test_an_address_in_use_is_explained(client: PressboxClient) -> None:
    """Where something else listens already, the host is told which variable to change."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        with pytest.raises(UserError, match="PRESSBOX_MONITORING"):
            async with serve_endpoints(client, (LOOPBACK, taken.getsockname()[1])):
                pass
