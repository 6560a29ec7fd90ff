"""The client: connects, loads the cogs, and registers the commands when they changed."""

import discord
from discord.ext import commands

from bot.frontends.discord.cogs.asking import Asking
from bot.frontends.discord.cogs.listening import Listening
from bot.frontends.discord.parts import Parts
from bot.frontends.discord.tree import PressboxTree


class PressboxClient(commands.Bot):
    """The bot on Discord.

    It asks for no privileged intent unless the host switched message content on, and never pings anyone.
    """

    tree: PressboxTree

    def __init__(self, parts: Parts) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,  # unused: there are no prefix commands
            help_command=None,
            tree_cls=PressboxTree,
            intents=_intents(message_content=parts.options.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        self.parts = parts

    async def setup_hook(self) -> None:
        """Loads the cogs and registers the commands, once the login succeeded."""
        for cog in (Asking, Listening):
            await self.add_cog(cog(self))
        await self.tree.register(self.parts)

    async def on_message(self, message: discord.Message, /) -> None:
        """No prefix commands: what members write goes to the cogs' listeners only."""


def _intents(*, message_content: bool) -> discord.Intents:
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = message_content
    return intents
