"""The fake Discord treats the unmodified discord.py client as the real one does."""

import asyncio
import logging

import discord
import pytest

from tests.wire import gateway, world
from tests.wire.conftest import Start
from tests.wire.fake_discord import FakeDiscord


class Echo(discord.Client):
    """Says what members say, with a number."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), allowed_mentions=discord.AllowedMentions.none())
        self.failures: list[BaseException] = []

    async def on_message(self, message: discord.Message) -> None:
        """Echoes members, not itself."""
        if not message.author.bot:
            try:
                await message.reply(message.content, nonce=message.id)
            except discord.HTTPException as failure:
                self.failures.append(failure)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Defers, then answers."""
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content=f"hello, {interaction.user.display_name}")


@pytest.fixture
def echo() -> Echo:
    """A client that hasn't started."""
    return Echo()


async def test_a_client_learns_its_server(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """After READY and the server's own event, the client knows the server with its channel and members."""
    await start(echo)
    (guild,) = echo.guilds
    assert [channel.name for channel in guild.text_channels] == ["track"]
    assert guild.me.name == "pressbox"
    assert fake.gateway.count(gateway.IDENTIFY) == 1


async def test_the_gateway_is_found_over_rest(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """A client of many shards asks where the gateway is."""
    await start(echo)
    shards, url, _ = await echo.http.get_bot_gateway()
    assert (shards, url) == (1, fake.gateway.url)


async def test_messages_and_interactions_are_answered(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """A message gets a reply in the channel, an interaction its deferred private answer."""
    await start(echo)
    await fake.says("hello")
    assert (await fake.answered(1))["content"] == "hello"
    await fake.does(world.command(world.ANN, "hello"))
    answer = await fake.answered(2)
    assert answer["content"] == "hello, Ann"
    assert answer["flags"] & 64


async def test_a_rate_limited_message_is_sent_again(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """A 429 makes the client wait and send once more."""
    await start(echo)
    fake.fails("POST /channels", 429)
    await fake.says("hello")
    await fake.answered()
    assert fake.rest.posts("/channels") == 2
    assert len(fake.answers) == 1


@pytest.mark.parametrize("too_late", [False, True])
async def test_a_server_error_is_tried_again(fake: FakeDiscord, start: Start, echo: Echo, *, too_late: bool) -> None:
    """After a 502 the message is sent again; where only the answer was lost, the nonce keeps it from showing twice."""
    await start(echo)
    fake.fails("POST /channels", 502, too_late=too_late)
    await fake.says("hello")
    await fake.until(lambda: fake.rest.posts("/channels") == 2)
    assert len(fake.answers) == 1


async def test_a_lasting_failure_reaches_the_client(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """After five tries the client gives up, with an error."""
    await start(echo)
    fake.fails("POST /channels", 502, times=5)
    await fake.says("hello")
    await fake.until(lambda: fake.rest.posts("/channels") == 5)
    await fake.says("again")
    assert (await fake.answered())["content"] == "again"
    assert [type(failure) for failure in echo.failures] == [discord.DiscordServerError]


async def test_missed_events_are_replayed(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """A client told to reconnect resumes its session and gets what happened meanwhile, once."""
    await start(echo)
    await fake.gateway.ask_to_reconnect()
    await fake.says("meanwhile")
    assert (await fake.answered())["content"] == "meanwhile"
    assert (fake.gateway.count(gateway.IDENTIFY), fake.gateway.count(gateway.RESUME)) == (1, 1)


async def test_a_lost_connection_is_resumed(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """A connection that breaks without a word is taken up again where it was."""
    await start(echo)
    fake.gateway.drop()
    await fake.says("meanwhile")
    await fake.answered()
    assert fake.gateway.count(gateway.RESUME) == 1


async def test_an_invalid_session_begins_anew(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """A client whose session is gone identifies itself again."""
    await start(echo)
    known = len(fake.gateway.received)
    await fake.gateway.invalidate()
    await fake.gateway.identified(known)
    await fake.says("hello")
    await fake.answered()
    assert fake.gateway.count(gateway.IDENTIFY) == 2


async def test_a_session_nobody_knows_is_refused(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """A client that resumes a forgotten session is told so, and identifies itself."""
    await start(echo)
    known = len(fake.gateway.received)
    fake.gateway.forget()
    fake.gateway.drop()
    await fake.gateway.identified(known)
    assert fake.gateway.count(gateway.RESUME) == 1


async def test_heartbeats_are_acknowledged(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """The client's heartbeats are answered, which tells it its latency."""
    fake.gateway.heartbeat_interval = 0.02
    await start(echo)
    async with asyncio.timeout(2):
        await fake.gateway.until(gateway.HEARTBEAT, 4)
    await fake.gateway.caught_up()
    assert 0 < echo.latency < 2


async def test_an_interaction_is_answered_once(
    fake: FakeDiscord, start: Start, echo: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    """A second answer to the same interaction is refused, as Discord does."""
    await start(echo)
    asked = await fake.does(world.command(world.ANN, "hello"))
    await fake.answered()
    with caplog.at_level(logging.ERROR, "discord.client"):
        await fake.does(asked)
        await fake.until(lambda: fake.rest.posts("/interactions") == 2)
        await fake.gateway.caught_up()
    assert len(fake.answers) == 1


async def test_bad_payloads_are_noticed(fake: FakeDiscord, start: Start, echo: Echo) -> None:
    """What breaks a rule is kept with its route, path and rule, and would fail the test."""
    await start(echo)
    channel = echo.get_channel(world.CHANNEL)
    assert isinstance(channel, discord.TextChannel)
    await channel.send("hello", allowed_mentions=discord.AllowedMentions(roles=True))
    (fault,) = fake.rest.faults
    assert fault.startswith(f"POST /channels/{world.CHANNEL}/messages: allowed_mentions.parse: must be an empty list")
    fake.rest.faults.clear()
