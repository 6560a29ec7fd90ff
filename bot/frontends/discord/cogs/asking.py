"""Questions: /ask, and "Ask about this" on a message."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.naming import suggest_athletes
from bot.frontends.discord.reporter import show
from bot.frontends.discord.scene import Scene

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient

Interaction = discord.Interaction["PressboxClient"]


class Asking(commands.Cog):
    """Answers questions that are put through a command."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(name="Ask about this", callback=self.ask_about_this)

    async def cog_load(self) -> None:
        """Adds the entry to the messages' menu."""
        self.bot.tree.add_command(self._menu)

    @app_commands.command()
    @app_commands.autocomplete(athlete=suggest_athletes)
    async def ask(self, interaction: Interaction, question: str, athlete: str = "", private: bool = False) -> None:  # noqa: FBT001, FBT002  # an option of the command
        """Answer a question with quotes."""
        text = f"{question} ({athlete})" if athlete else question
        await self._answer(interaction, text, question, private=private)

    async def ask_about_this(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer a message as if it were a question."""
        await self._answer(interaction, message.clean_content, message.clean_content, private=False)

    async def _answer(self, interaction: Interaction, text: str, headline: str, *, private: bool) -> None:
        bot = self.bot
        if not await bot.admits(interaction):
            return
        await interaction.response.defer(ephemeral=private, thinking=True)
        scene = Scene.of_interaction(interaction, bot.parts.phrasebook)
        with bot.duty:
            await show(interaction, bot.reporter, await bot.reporter.ask(scene, text, headline=headline))
