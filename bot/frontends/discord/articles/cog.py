"""A server's articles: /article with its subcommands, /suggest, and "Add as article" on a message."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.draft import Purpose
from bot.frontends.discord.articles.article_names import suggest_any, suggest_live, suggest_removed, suggest_shown
from bot.frontends.discord.articles.drafts import begin, begin_with, open_form
from bot.frontends.discord.articles.page_buttons import ask_to_remove, ask_to_restore, open_page
from bot.frontends.discord.articles.queue import show_queue
from bot.frontends.discord.articles.statistics import show_statistics
from bot.frontends.discord.asking.athlete_names import suggest_athletes
from bot.frontends.discord.interactions.context import Bot, Interaction
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.permissions import MODERATORS, actor_of, moderator_of


@app_commands.guild_only()
@app_commands.default_permissions(MODERATORS)
class ArticleCog(commands.GroupCog, group_name="article"):
    """Lets moderators add, correct and approve articles, look through them, take them away and bring them back."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command()
    async def add(self, interaction: Interaction) -> None:
        """Opens the form for a new article."""
        await begin(interaction, Purpose.ADD)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_live)
    async def edit(self, interaction: Interaction, article: str, why: str = "") -> None:
        """Opens the form about an article."""
        actor = await actor_of(interaction)
        await open_form(interaction, await self.bot.services.desk.drafts.begin_edit(actor, article, why))

    @app_commands.command()
    async def queue(self, interaction: Interaction) -> None:
        """Shows the suggestions that wait."""
        await defer(interaction, private=True)
        await show_queue(interaction, await moderator_of(interaction))

    @app_commands.command(name="list")
    @app_commands.autocomplete(athlete=suggest_athletes)
    async def list_articles(self, interaction: Interaction, athlete: str = "", removed: bool = False) -> None:  # noqa: FBT001, FBT002  # Discord passes options so
        """Lists the articles that answer, or those that were removed."""
        await self._open(interaction, "list", f"{int(removed)}:{athlete}")

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_shown)
    async def show(self, interaction: Interaction, article: str) -> None:
        """Shows an article as it is quoted."""
        await self._open(interaction, "show", article=article, bundled=True)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_live)
    async def remove(self, interaction: Interaction, article: str) -> None:
        """Asks why, and removes an article."""
        actor = await moderator_of(interaction)
        article_id = await self.bot.services.desk.articles.resolve(actor, article, removed=False)
        await ask_to_remove(interaction, actor, article_id)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_removed)
    async def restore(
        self, interaction: Interaction, article: str, version: app_commands.Range[int, 1] | None = None
    ) -> None:
        """Asks why, and lets a removed article or an earlier version answer again."""
        actor = await moderator_of(interaction)
        article_id = await self.bot.services.desk.articles.resolve(actor, article, removed=version is None)
        await ask_to_restore(interaction, actor, article_id, version)

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_any)
    async def history(self, interaction: Interaction, article: str) -> None:
        """Shows who did what to an article, and what changed."""
        await self._open(interaction, "history", article=article)

    @app_commands.command()
    async def audit(self, interaction: Interaction) -> None:
        """Shows every change, each to be taken back."""
        await self._open(interaction, "audit")

    @app_commands.command()
    async def gaps(self, interaction: Interaction) -> None:
        """Shows what members asked in vain."""
        await self._open(interaction, "gaps")

    @app_commands.command()
    async def stats(self, interaction: Interaction) -> None:
        """Shows how much is asked and answered, and what is quoted."""
        await defer(interaction, private=True)
        await show_statistics(interaction, await moderator_of(interaction))

    async def _open(
        self,
        interaction: Interaction,
        view: str,
        detail: str = "",
        article: str | None = None,
        *,
        bundled: bool = False,
    ) -> None:
        """Opens a page; where it is about an article, the one that is meant by what was typed."""
        await defer(interaction, private=True)
        actor = await moderator_of(interaction)
        if article is not None:
            detail = await self.bot.services.desk.articles.resolve(actor, article, bundled=bundled)
        await open_page(interaction, actor, view, detail)


class SuggestCog(commands.Cog):
    """Lets members suggest articles, and moderators make one of a message."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(name="Add as article", callback=self.add_as_article)
        self._menu.default_permissions = MODERATORS
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        """Adds the entry to the messages' menu."""
        self.bot.tree.add_command(self._menu)

    @app_commands.command()
    @app_commands.guild_only()
    async def suggest(self, interaction: Interaction) -> None:
        """Opens the form to suggest an article."""
        await begin(interaction, Purpose.SUGGEST)

    async def add_as_article(self, interaction: Interaction, message: discord.Message) -> None:
        """Makes a draft of a message."""
        await defer(interaction, private=True)
        await begin_with(interaction, await moderator_of(interaction), message)
