"""The command group ``/article``, which several cogs share."""

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

MODERATORS = discord.Permissions(manage_guild=True)
"""Who is shown moderators' commands until a server decides otherwise; every call is checked again by `authority`."""


class ArticleGroup(app_commands.Group):
    """The commands on a server's articles; each cog adds its own while it loads."""

    def __init__(self) -> None:
        super().__init__(name="article", description="…", guild_only=True, default_permissions=MODERATORS)

    def add(self, name: str, callback: Callable[..., Coroutine[Any, Any, None]]) -> None:
        """Adds a cog's method as the subcommand ``name``; its options are the method's parameters."""
        self.add_command(app_commands.Command(name=name, description="…", callback=callback))
