"""When the bot can't get onto Discord, its host is told why and what to do."""

import discord
import pytest

from bot.domain.errors import UserError
from bot.frontends.discord.client import PressboxClient
from bot.frontends.discord.running import serve
from tests.wire import world
from tests.wire.fake_discord import FakeDiscord


async def test_a_missing_intent(fake: FakeDiscord, client: PressboxClient) -> None:
    """Where Discord refuses the message-content intent, the host is told which setting and which switch it is about."""
    fake.gateway.refusal = 4014
    with pytest.raises(UserError, match=r"message-content intent.*PRESSBOX_MESSAGE_CONTENT"):
        await serve(client, world.TOKEN)


@pytest.mark.parametrize("where", ["GET /users/@me", "PUT /applications"])
async def test_discord_is_down(fake: FakeDiscord, client: PressboxClient, where: str) -> None:
    """Where Discord's servers fail for good at the start, the host is told so."""
    fake.fails(where, 502, times=5)
    with pytest.raises(UserError, match=r"can't be reached .*502.*discordstatus"):
        await serve(client, world.TOKEN)


@pytest.mark.usefixtures("fake")
async def test_no_network(client: PressboxClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing answers at Discord's address, the host is told so."""
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    with pytest.raises(UserError, match="can't be reached"):
        await serve(client, world.TOKEN)
