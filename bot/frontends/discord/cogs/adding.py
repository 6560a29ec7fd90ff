"""Adding articles: /article add, edit and queue, /suggest, and "Add as article" on a message."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.draft import Purpose
from bot.frontends.discord.adding.source import Source
from bot.frontends.discord.article_group import MODERATORS
from bot.frontends.discord.article_names import suggest_live
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.scene import Interaction

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


class Adding(commands.Cog):
    """Lets moderators add, correct and approve articles, and members suggest them."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(name="Add as article", callback=self.add_as_article)
        self._menu.default_permissions = MODERATORS
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        """Adds the subcommands, and the entry to the messages' menu."""
        self.bot.article.add("add", self.add)
        self.bot.article.add("edit", self.edit)
        self.bot.article.add("queue", self.queue)
        self.bot.tree.add_command(self._menu)

    async def add(self, interaction: Interaction) -> None:
        """Opens the form for a new article."""
        await self.bot.workbench.begin(interaction, Purpose.ADD)

    @app_commands.autocomplete(article=suggest_live)
    async def edit(self, interaction: Interaction, article: str, why: str = "") -> None:
        """Opens the form about an article."""
        await self.bot.workbench.begin_edit(interaction, article, why)

    async def queue(self, interaction: Interaction) -> None:
        """Shows the suggestions that wait."""
        actor = await moderator_of(interaction)
        await defer(interaction, private=True)
        await self.bot.reviewing.show(interaction, actor)

    @app_commands.command()
    @app_commands.guild_only()
    async def suggest(self, interaction: Interaction) -> None:
        """Opens the form to suggest an article."""
        await self.bot.workbench.begin(interaction, Purpose.SUGGEST)

    async def add_as_article(self, interaction: Interaction, message: discord.Message) -> None:
        """Makes a draft of a message."""
        await moderator_of(interaction)
        await self.bot.workbench.begin_with(interaction, Source.of_message(message))
