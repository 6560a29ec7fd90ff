"""Athletes: /athlete, /timeline and /compare."""

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.domain.answer import Topic
from bot.frontends.discord.naming import suggest_athletes
from bot.frontends.discord.scene import Interaction
from bot.frontends.discord.serving import answering
from bot.frontends.discord.shown import show

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


class Athletes(commands.Cog):
    """Shows what the articles have on athletes."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot

    @app_commands.command()
    @app_commands.autocomplete(name=suggest_athletes)
    async def athlete(self, interaction: Interaction, name: str) -> None:
        """Shows an athlete's card."""
        await self._card(interaction, name, None)

    @app_commands.command()
    @app_commands.autocomplete(athlete=suggest_athletes)
    async def timeline(self, interaction: Interaction, athlete: str) -> None:
        """Shows an athlete's card, open at the timeline."""
        await self._card(interaction, athlete, Topic.TIMELINE)

    @app_commands.command()
    @app_commands.autocomplete(a=suggest_athletes, b=suggest_athletes)
    async def compare(self, interaction: Interaction, a: str, b: str) -> None:
        """Shows two athletes side by side."""
        async with answering(interaction) as scene:
            if scene:
                await show(interaction, await self.bot.reporter.compare(scene, (a, b)))

    async def _card(self, interaction: Interaction, name: str, topic: Topic | None) -> None:
        async with answering(interaction) as scene:
            if scene:
                await show(interaction, await self.bot.reporter.profile(scene, name, topic))
