"""Whatever a bot sends in SimCord is seen and judged."""

import discord
import pytest
import simcord
from discord import app_commands

from tests.discord.payload_rules import PayloadError
from tests.discord.tapped import Outgoing, outgoing, verdict

__all__ = ["outgoing"]


class _Layout(discord.ui.LayoutView):
    """A line of text."""

    words: discord.ui.TextDisplay["_Layout"] = discord.ui.TextDisplay("words")


class _Bot(discord.Client):
    """Answers `/hello` in each way there is."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="hello", description="Say hello")(_hello)

    async def setup_hook(self) -> None:
        await self.tree.sync()


async def _hello(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send(view=_Layout())
    await interaction.edit_original_response(view=_Layout())
    if isinstance(interaction.channel, discord.TextChannel):
        await interaction.channel.send("words", nonce="n")


async def test_every_way_to_answer_is_tapped_and_good(outgoing: list[Outgoing]) -> None:  # the fixture
    """Commands, deferrals, followups, edits and messages are all seen, as discord.py sends them, and all are good."""
    async with simcord.run(_Bot()) as env:
        guild = env.create_guild()
        channel, member = guild.create_text_channel("track"), guild.add_member(env.create_user("ann"))
        await member.slash(channel, "hello")
    kinds = [f"{each.method} /{each.path.split('/')[1]}" for each in outgoing if each.method != "GET"]
    assert kinds == ["PUT /applications", "POST /interactions", "POST /webhooks", "PATCH /webhooks", "POST /channels"]


def test_a_bad_payload_fails_its_test() -> None:
    """The end of the test names every bad payload with its route."""
    sent = [Outgoing("POST", "/channels/1/messages", {"content": name * 2001}) for name in "ab"]
    with pytest.raises(PayloadError) as refused:
        verdict(sent)
    assert str(refused.value).count("POST /channels/1/messages\n") == 2
