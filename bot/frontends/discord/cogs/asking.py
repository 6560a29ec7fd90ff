"""Questions: /ask, and "Ask about this" on a message."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.frontends.discord import incidents
from bot.frontends.discord.hearing import has_words, text_of
from bot.frontends.discord.naming import only, suggest_athletes
from bot.frontends.discord.scene import Interaction, Scene
from bot.frontends.discord.serving import answering
from bot.frontends.discord.shown import show

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


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
    async def ask(self, interaction: Interaction, question: str, athlete: str = "", private: bool = False) -> None:  # noqa: FBT001, FBT002  # Discord passes options so
        """Answers a question."""
        if athlete:
            known = self.bot.parts.newsroom.names(server_id=interaction.guild_id)
            text = f"{question} ({only(athlete, known) or athlete})"
        else:
            text = question
        await self._answer(interaction, text, question, private=private)

    async def ask_about_this(self, interaction: Interaction, message: discord.Message) -> None:
        """Answers a message as if it were a question."""
        text = text_of(message)
        await self._answer(interaction, text, text, private=False)

    async def _answer(self, interaction: Interaction, text: str, headline: str, *, private: bool) -> None:
        if not has_words(text):
            words = Scene.of_interaction(interaction, self.bot.parts.phrasebook).words
            await incidents.tell(interaction, words.say("wordless"))
            return
        async with answering(interaction, private=private) as scene:
            if scene:
                await show(interaction, await self.bot.reporter.ask(scene, text, headline=headline))
