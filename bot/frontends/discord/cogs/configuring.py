"""A server's own choices: /settings."""

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.article_group import MODERATORS
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.scene import Interaction
from bot.frontends.discord.settings_controls import show_settings

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


class Configuring(commands.Cog):
    """Shows the form of a server's settings."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot

    @app_commands.command()
    @app_commands.default_permissions(MODERATORS)
    @app_commands.guild_only()
    async def settings(self, interaction: Interaction) -> None:
        """Shows the form."""
        await defer(interaction, private=True)
        await show_settings(interaction, await moderator_of(interaction))
