"""The client: connects, loads the cogs, and registers the commands when they changed."""

import logging
import sys
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from bot.domain.server import EVERY_SHARD, Shards
from bot.frontends.discord.application import build_invitation
from bot.frontends.discord.asking.direct import write_waited_answer
from bot.frontends.discord.corrections.follow_up_tasks import FollowUpTasks
from bot.frontends.discord.features import COGS, HANDLERS
from bot.frontends.discord.interactions.command_tree import CommandTree
from bot.frontends.discord.interactions.context import Bot
from bot.frontends.discord.interactions.control import Control
from bot.frontends.discord.interactions.cooldown import Cooldown
from bot.frontends.discord.interactions.inflight import Inflight
from bot.frontends.discord.interactions.recent_ids import RecentIds
from bot.frontends.discord.interactions.shared_servers import SharedServers
from bot.frontends.discord.logs import log_error
from bot.frontends.discord.services import Services

_log = logging.getLogger(__name__)
GRACE = 20.0
"""Seconds that what is being answered has to be finished when the bot is stopped."""

IDENTIFY_SECONDS = 5.5
"""How long Discord wants a shard to wait after another, and a little more."""

PRESSES = 5
"""How many buttons a member may press for each question they may ask."""

# The bot speaks in no voice channel, and needs none of what that takes.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class PressboxClient(Bot):
    """The bot on Discord.

    It asks for no privileged intent unless the host switched message content on, and never pings anyone.
    """

    tree: CommandTree

    def __init__(self, services: Services, **connecting: Any) -> None:  # noqa: ANN401  # discord.py's own
        super().__init__(
            command_prefix=commands.when_mentioned,  # unused: there are no prefix commands
            help_command=None,
            tree_cls=CommandTree,
            intents=choose_intents(message_content=services.options.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            **connecting,
        )
        questions, seconds = services.options.questions, services.options.seconds
        self.services = services
        self.handlers = HANDLERS
        self.inflight = Inflight()
        self.interactions_seen = RecentIds()
        self.cooldown = Cooldown(questions, seconds, services.clock)
        self.presses = Cooldown(questions * PRESSES, seconds, services.clock)
        self.shared_servers = SharedServers(self, services)
        self.follow_up = FollowUpTasks(self, services, partial(write_waited_answer, self))
        self.served = services.options.served

    async def setup_hook(self) -> None:
        """Loads the cogs and registers the commands, once the login succeeded."""
        self.add_dynamic_items(Control)
        for cog in COGS:
            await self.add_cog(cog(self))
        if await self.tree.register(self.services.translations, self.services.facts):
            _log.info("commands registered")

    async def on_ready(self) -> None:
        """Says in the log that the bot is connected."""
        invite = build_invitation(self.application_id) if self.application_id else None
        _log.info("ready", extra={"servers": len(self.guilds), "shards": str(self.served), "invite": invite})

    async def on_message(self, message: discord.Message, /) -> None:
        """No prefix commands: what members write goes to the cogs' listeners only."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002  # discord.py's
        """Logs an error in a listener."""
        error = sys.exception()
        if error:
            log_error(error, event_method)

    async def stop(self) -> None:
        """Finishes what is being answered and read, for `GRACE` seconds at most, and disconnects."""
        self.services.feeds.rounds.stop()
        if not await self.inflight.wait(GRACE):
            _log.warning("stopped in the middle of an answer")
        await self.close()


class ShardedClient(PressboxClient, discord.AutoShardedClient):
    """The same with a connection for each of its shards.

    Processes that start at once identify one after the other, as fast as Discord lets them.
    """

    def __init__(self, services: Services, shards: Shards) -> None:
        part = {"shard_ids": list(range(shards.first, shards.last + 1)), "shard_count": shards.count}
        super().__init__(services, **({} if shards == EVERY_SHARD else part))
        self._at_once = 1

    async def setup_hook(self) -> None:
        """The same, and learns how many shards may identify at once."""
        await super().setup_hook()
        _, _, limit = await self.http.get_bot_gateway()
        self._at_once = limit["max_concurrency"]

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Waits until no other shard that Discord counts with this one has identified for five seconds."""
        del initial
        await self.services.peers.take_turn(f"identify {(shard_id or 0) % self._at_once}", IDENTIFY_SECONDS)


def build_client(services: Services) -> PressboxClient:
    """The client for the shards in the options."""
    shards = services.options.shards
    return PressboxClient(services) if shards is None else ShardedClient(services, shards)


def choose_intents(*, message_content: bool) -> discord.Intents:
    """The events the bot wants: none of them privileged, except message content where the host switched it on."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=message_content)
