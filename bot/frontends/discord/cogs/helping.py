"""What can I ask? /help."""

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.deferral import defer
from bot.frontends.discord.examples import examples
from bot.frontends.discord.layout import layout
from bot.frontends.discord.scene import Interaction, Scene

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


class Helping(commands.Cog):
    """Tells what can be asked."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """Tells what can be asked, with examples that the present articles answer."""
        await defer(interaction, private=True)
        newsroom = self.bot.parts.newsroom
        scene = Scene.of_interaction(interaction, self.bot.parts.phrasebook)
        found = await examples(newsroom, scene.server_id, scene.words)
        names = newsroom.names(server_id=scene.server_id)
        text = scene.words.say("help", examples=found, athletes=len(names))
        await interaction.edit_original_response(view=layout([text]))
