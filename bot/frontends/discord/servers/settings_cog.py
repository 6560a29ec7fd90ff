"""A server's own choices: /settings."""

from discord import app_commands
from discord.ext import commands

from bot.frontends.discord.interactions.context import Bot, Interaction
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.permissions import MODERATORS, moderator_of
from bot.frontends.discord.servers.settings_buttons import show_settings


class SettingsCog(commands.Cog):
    """Shows the form of a server's settings."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command()
    @app_commands.default_permissions(MODERATORS)
    @app_commands.guild_only()
    async def settings(self, interaction: Interaction) -> None:
        """Shows the form."""
        await defer(interaction, private=True)
        await show_settings(interaction, await moderator_of(interaction))
