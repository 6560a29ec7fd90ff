"""A server's articles looked after: /article list, show, remove, restore, history, audit and gaps."""

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.article_names import suggest_any, suggest_live, suggest_removed
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.managing_controls import open_page
from bot.frontends.discord.naming import suggest_athletes
from bot.frontends.discord.removals import ask_for_removal, ask_for_restoration
from bot.frontends.discord.scene import Interaction, Scene

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


class Managing(commands.Cog):
    """Lets moderators look through what is there, take it away and bring it back."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Adds the commands to the shared group."""
        group = self.bot.article
        group.add("list", self.list_articles)
        group.add("show", self.show)
        group.add("remove", self.remove)
        group.add("restore", self.restore)
        group.add("history", self.history)
        group.add("audit", self.audit)
        group.add("gaps", self.gaps)

    @app_commands.autocomplete(athlete=suggest_athletes)
    async def list_articles(self, interaction: Interaction, athlete: str = "", removed: bool = False) -> None:  # noqa: FBT001, FBT002  # Discord passes options so
        """Lists the articles that answer, or those that were removed."""
        await self._open(interaction, "list", f"{int(removed)}:{athlete}")

    @app_commands.autocomplete(article=suggest_any)
    async def show(self, interaction: Interaction, article: str) -> None:
        """Shows an article as it is quoted."""
        await self._open_article(interaction, "show", article)

    @app_commands.autocomplete(article=suggest_live)
    async def remove(self, interaction: Interaction, article: str) -> None:
        """Asks why, and removes an article."""
        words = Scene.of_interaction(interaction, self.bot.parts.phrasebook).words
        actor = await moderator_of(interaction)
        article_id = await self.bot.parts.desk.articles.meant(actor, article, removed=False)
        await ask_for_removal(interaction, actor, words, article_id)

    @app_commands.autocomplete(article=suggest_removed)
    async def restore(
        self, interaction: Interaction, article: str, version: app_commands.Range[int, 1] | None = None
    ) -> None:
        """Asks why, and lets a removed article or an earlier version answer again."""
        words = Scene.of_interaction(interaction, self.bot.parts.phrasebook).words
        actor = await moderator_of(interaction)
        article_id = await self.bot.parts.desk.articles.meant(actor, article, removed=version is None)
        await ask_for_restoration(interaction, actor, words, article_id, version)

    @app_commands.autocomplete(article=suggest_any)
    async def history(self, interaction: Interaction, article: str) -> None:
        """Shows who did what to an article, and what changed."""
        await self._open_article(interaction, "history", article)

    async def audit(self, interaction: Interaction) -> None:
        """Shows every change, each to be taken back."""
        await self._open(interaction, "audit", "")

    async def gaps(self, interaction: Interaction) -> None:
        """Shows what members asked in vain."""
        await self._open(interaction, "gaps", "")

    async def _open_article(self, interaction: Interaction, view: str, typed: str) -> None:
        await defer(interaction, private=True)
        actor = await moderator_of(interaction)
        article_id = await self.bot.parts.desk.articles.meant(actor, typed)
        scene = Scene.of_interaction(interaction, self.bot.parts.phrasebook)
        await open_page(interaction, actor, scene, view, article_id)

    async def _open(self, interaction: Interaction, view: str, detail: str) -> None:
        await defer(interaction, private=True)
        actor = await moderator_of(interaction)
        await open_page(interaction, actor, Scene.of_interaction(interaction, self.bot.parts.phrasebook), view, detail)
