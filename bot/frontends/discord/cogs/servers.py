"""Keeps up with the servers the bot is in: who comes and goes, and what is changed from outside."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.frontends.discord.incidents import record

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


class Servers(commands.Cog):
    """Readies each server, and notices when a command of the host has changed its articles."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot
        self._latest: dict[int, AuditEntry | None] = {}

    async def cog_load(self) -> None:
        """Starts to look out for changes from outside."""
        self.look_out.change_interval(seconds=self.bot.parts.options.look_out.total_seconds())
        self.look_out.start()

    async def cog_unload(self) -> None:
        """Stops that, and what is under way in the background."""
        self.look_out.cancel()
        self.bot.aftermath.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Takes note of all servers, unavailable ones too, and readies them."""
        server_ids = [guild.id for guild in self.bot.guilds]
        await self.bot.parts.stores.servers.present(server_ids)
        await self.bot.parts.newsroom.library.forget_others(server_ids)
        for server_id in server_ids:
            await self._attempt(self._ready, server_id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Readies a server that added the bot."""
        await self.bot.parts.stores.servers.joined(guild.id)
        await self._ready(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Begins the grace period of a server that removed the bot; Discord tells of an outage by another event."""
        await self.bot.parts.stores.servers.left(guild.id)
        await self.bot.parts.newsroom.library.forget(guild.id)
        self.bot.workbench.screening.forget(guild.id)
        self._latest.pop(guild.id, None)

    @tasks.loop(minutes=1)
    async def look_out(self) -> None:
        """Takes up what another program wrote into the database; after a failure the next round tries again."""
        try:
            if await self.bot.parts.stores.watch.changed_elsewhere():
                for server in self.bot.guilds:
                    await self._attempt(self._take_up, server.id)
        except Exception as error:  # noqa: BLE001  # one bad minute mustn't end the rounds
            record(error, "looking out for changes")

    async def _attempt(self, work: Callable[[int], Awaitable[None]], server_id: int) -> None:
        """Does it for one server; a failure there is recorded, and doesn't keep the others waiting."""
        try:
            await work(server_id)
        except Exception as error:  # noqa: BLE001  # as said above
            record(error, "readying a server")

    async def _take_up(self, server_id: int) -> None:
        if await self._last_change(server_id) != self._latest.get(server_id):
            await self.bot.parts.newsroom.library.refresh(server_id)
            await self._ready(server_id)

    async def _ready(self, server_id: int) -> None:
        """Learns a server's language, has its articles read, and goes on with its corrections."""
        parts = self.bot.parts
        self._latest[server_id] = await self._last_change(server_id)
        parts.phrasebook.choose(server_id, (await parts.stores.servers.settings(server_id)).language)
        await parts.newsroom.shelf(server_id)
        self.bot.aftermath.resume(server_id)

    async def _last_change(self, server_id: int) -> AuditEntry | None:
        host = Actor(None, server_id, may_moderate=True)
        return next(iter(await self.bot.parts.desk.changes.audit(host, limit=1)), None)
