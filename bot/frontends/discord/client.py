"""The client: connects, loads the cogs, and registers the commands when they changed."""

import logging
import sys
from typing import Any, cast

import discord
from discord.ext import commands

from bot.frontends.discord import incidents
from bot.frontends.discord.adding.publishing import Publisher
from bot.frontends.discord.adding.reviewing import Reviewing
from bot.frontends.discord.adding.workbench import Workbench
from bot.frontends.discord.aftermath import Aftermath
from bot.frontends.discord.article_group import ArticleGroup
from bot.frontends.discord.cogs.adding import Adding
from bot.frontends.discord.cogs.asking import Asking
from bot.frontends.discord.cogs.athletes import Athletes
from bot.frontends.discord.cogs.configuring import Configuring
from bot.frontends.discord.cogs.helping import Helping
from bot.frontends.discord.cogs.housekeeping import Housekeeping
from bot.frontends.discord.cogs.listening import Listening
from bot.frontends.discord.cogs.managing import Managing
from bot.frontends.discord.cogs.privacy import Privacy
from bot.frontends.discord.cogs.servers import Servers
from bot.frontends.discord.controls import CONTROLS
from bot.frontends.discord.cooldown import Cooldown
from bot.frontends.discord.duty import Duty
from bot.frontends.discord.invitation import invitation
from bot.frontends.discord.parts import Parts
from bot.frontends.discord.phrasebook import Phrasebook, Words
from bot.frontends.discord.reporter import Reporter
from bot.frontends.discord.tree import PressboxTree

_log = logging.getLogger(__name__)
COGS = (Adding, Asking, Athletes, Configuring, Helping, Housekeeping, Listening, Managing, Privacy, Servers)
GRACE = 20.0
"""Seconds that what is being answered has to be finished when the bot is stopped."""

PRESSES = 5
"""How many buttons a member may press for each question they may ask."""


# The bot speaks in no voice channel, and needs none of what that takes.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


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
            intents=intents(message_content=parts.options.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        self.parts = parts
        self.duty = Duty()
        self.cooldown = Cooldown(parts.options.questions, parts.options.seconds, parts.clock)
        self.presses = Cooldown(parts.options.questions * PRESSES, parts.options.seconds, parts.clock)
        self.reporter = Reporter(parts)
        self.article = ArticleGroup()
        self.workbench = Workbench(self)
        self.publisher = Publisher(self)
        self.reviewing = Reviewing(self)
        self.aftermath = Aftermath(self)

    async def setup_hook(self) -> None:
        """Loads the cogs and registers the commands, once the login succeeded."""
        self.add_dynamic_items(*CONTROLS)
        for cog in COGS:
            await self.add_cog(cog(self))
        self.tree.add_command(self.article)
        if await self.tree.register(self.parts):
            _log.info("commands registered")

    def server_words(self, server_id: int) -> Words:
        """The words for what a whole server reads."""
        server = self.get_guild(server_id)
        return self.parts.phrasebook.for_server(server.preferred_locale if server else None, server_id)

    async def on_ready(self) -> None:
        """Says in the log that the bot is connected."""
        invite = invitation(self.application_id) if self.application_id else None
        _log.info("ready", extra={"servers": len(self.guilds), "invite": invite})

    async def on_message(self, message: discord.Message, /) -> None:
        """No prefix commands: what members write goes to the cogs' listeners only."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002  # discord.py's
        """Records an error in a listener."""
        error = sys.exception()
        if error:
            incidents.record(error, event_method)

    async def stop(self) -> None:
        """Finishes what is being answered, for `GRACE` seconds at most, and disconnects."""
        if not await self.duty.finished(GRACE):
            _log.warning("stopped in the middle of an answer")
        await self.close()


def intents(*, message_content: bool) -> discord.Intents:
    """The events the bot wants: none of them privileged, except message content where the host switched it on."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = message_content
    return wanted


async def fingerprint(phrasebook: Phrasebook) -> str:
    """The fingerprint of the commands as this version has them, without connecting."""
    idle = commands.Bot(command_prefix=(), help_command=None, tree_cls=PressboxTree, intents=discord.Intents.none())
    group = cast("Any", idle).article = ArticleGroup()
    for cog in COGS:
        if cog not in {Housekeeping, Servers}:  # they have no command, and begin to work at once
            await idle.add_cog(cog(cast("PressboxClient", idle)))
    idle.tree.add_command(group)
    return await cast("PressboxTree", idle.tree).worded(phrasebook)
