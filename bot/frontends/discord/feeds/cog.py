"""/feed with its subcommands."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.errors import UserError
from bot.domain.feed import FeedMode, Filters
from bot.feeds.filters import parse_list
from bot.frontends.discord.feeds.feed_buttons import note_change, show_list
from bot.frontends.discord.feeds.feed_names import suggest_feeds
from bot.frontends.discord.feeds.feed_pages import build_first_look, build_trial
from bot.frontends.discord.interactions.context import Bot, Interaction, words_of
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.permissions import MODERATORS, moderator_of
from bot.frontends.discord.ui.layout import build_view
from bot.frontends.discord.ui.translations import FEEDS

_LATEST = 8
"""How many of the last entries are told of when a feed is tried out."""


@app_commands.guild_only()
@app_commands.default_permissions(MODERATORS)
class FeedCog(commands.GroupCog, group_name="feed"):
    """Lets moderators add, look at, try out, pause and remove feeds."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command()
    async def add(
        self,
        interaction: Interaction,
        url: str,
        mode: Literal["review", "publish"] = "review",
        channel: discord.TextChannel | None = None,
        athletes: str = "",
        words: str = "",
        categories: str = "",
    ) -> None:
        """Finds a feed, shows what it holds, and asks how far back to take it."""
        await defer(interaction, private=True)
        actor = await moderator_of(interaction)
        if channel:
            _check_channel(channel)
        filters = Filters(parse_list(athletes), parse_list(words), parse_list(categories))
        services, own = self.bot.services, channel.id if channel else None
        feed, fetched = await services.feeds.desk.add(actor, url, FeedMode(mode), own, filters)
        told_in = own or (await services.servers.settings(feed.server_id)).log_channel
        view = build_first_look(feed, fetched, told_in, words_of(interaction, FEEDS))
        await interaction.edit_original_response(view=view)

    @app_commands.command(name="list")
    async def list_feeds(self, interaction: Interaction) -> None:
        """Shows the server's feeds, and how they do."""
        await defer(interaction, private=True)
        await show_list(interaction, await moderator_of(interaction))

    @app_commands.command()
    @app_commands.autocomplete(feed=suggest_feeds)
    async def pause(self, interaction: Interaction, feed: str) -> None:
        """Lets a feed rest."""
        await defer(interaction, private=True)
        actor, desk = await moderator_of(interaction), self.bot.services.feeds.desk
        paused = await desk.resolve(actor, feed)
        note_change(interaction, await desk.pause(actor, paused.feed_id))
        told = words_of(interaction, FEEDS).say("paused", feed=paused)
        await interaction.edit_original_response(view=build_view([told]))

    @app_commands.command()
    @app_commands.autocomplete(feed=suggest_feeds)
    async def remove(self, interaction: Interaction, feed: str) -> None:
        """Forgets a feed; its articles stay."""
        await defer(interaction, private=True)
        actor, desk = await moderator_of(interaction), self.bot.services.feeds.desk
        removed = await desk.resolve(actor, feed)
        note_change(interaction, await desk.remove(actor, removed.feed_id))
        told = words_of(interaction, FEEDS).say("removed", feed=removed)
        await interaction.edit_original_response(view=build_view([told]))

    @app_commands.command()
    @app_commands.autocomplete(feed=suggest_feeds)
    async def test(self, interaction: Interaction, feed: str) -> None:
        """Shows what would become of a feed's newest entries, and what became of the last."""
        await defer(interaction, private=True)
        actor, desk = await moderator_of(interaction), self.bot.services.feeds.desk
        tried = await desk.resolve(actor, feed)
        fetched, trials = await desk.test(tried)
        latest = await desk.latest(tried, _LATEST)
        view = build_trial(tried, fetched, trials, latest, words_of(interaction, FEEDS))
        await interaction.edit_original_response(view=view)


def _check_channel(channel: discord.TextChannel) -> None:
    allowed = channel.permissions_for(channel.guild.me)
    if not (allowed.view_channel and allowed.send_messages):
        raise UserError(
            "the bot may not write there: let it, or choose another channel", "feed_channel", channel=channel.id
        )
