"""Keeps up with the servers the bot is in: who comes and goes, what is changed from outside, and what has expired."""

import logging
from collections.abc import Awaitable, Callable, Collection

import discord
from discord.ext import commands, tasks

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.frontends.discord.interactions.context import Bot
from bot.frontends.discord.interactions.shared_servers import MOST_OPENED
from bot.frontends.discord.logs import log_error

_log = logging.getLogger(__name__)


class ServersCog(commands.Cog):
    """Readies each server, notices when a command of the host has changed its articles, and deletes what is old."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._latest: dict[int, AuditEntry | None] = {}
        self._had_duty: bool | None = None

    async def cog_load(self) -> None:
        """Starts the rounds; the first come at once."""
        self.look_out.change_interval(seconds=self.bot.services.options.look_out.total_seconds())
        self.look_out.start()
        self.purge.start()

    async def cog_unload(self) -> None:
        """Ends the rounds, and what is under way in the background."""
        self.look_out.cancel()
        self.purge.cancel()
        self.bot.follow_up.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Takes note of all servers, unavailable ones too, and readies them."""
        server_ids = [guild.id for guild in self.bot.guilds]
        await self.bot.services.servers.mark_present(server_ids, self.bot.served)
        await self.bot.services.newsroom.library.forget_others(server_ids)
        for server_id in server_ids:
            await _attempt(self._ready, server_id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Readies a server that added the bot."""
        await self.bot.services.servers.mark_joined(guild.id)
        await self._ready(guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Begins the grace period of a server that removed the bot; Discord tells of an outage by another event."""
        services = self.bot.services
        await services.servers.mark_left(guild.id)
        await services.newsroom.library.forget(guild.id)
        services.desk.screening.forget(guild.id)
        self._latest.pop(guild.id, None)

    @tasks.loop(minutes=1)
    async def look_out(self) -> None:
        """Takes up what other processes wrote, and the jobs of one that ended; after a failure the next round tries."""
        try:
            await self.bot.shared_servers.let_go(MOST_OPENED)
            for server_id in await self.bot.services.peers.changed_elsewhere(self._list_held):
                await _attempt(self._take_up, server_id)
            await self._look_for_duty()
        except Exception as error:  # noqa: BLE001  # one bad minute mustn't end the rounds
            log_error(error, "looking out for changes")

    @tasks.loop(hours=24)
    async def purge(self) -> None:
        """Deletes expired records where that is this process's job; after a failure, the next day tries again."""
        try:
            # What was opened for direct messages is opened anew, unless it is gone.
            await self.bot.shared_servers.let_go(0)
            if not await self.bot.services.peers.has_duty():
                return
            count = await self.bot.services.retention.purge()
            _log.info("purged", extra={"records": count})
        except Exception as error:  # noqa: BLE001  # one bad day mustn't end the rounds
            log_error(error, "purging")

    def _list_held(self) -> Collection[int]:
        """Its own servers, and those of other processes whose articles are read here, too."""
        return {server.id for server in self.bot.guilds} | set(self.bot.services.newsroom.library.opened)

    async def _look_for_duty(self) -> None:
        has_duty = await self.bot.services.peers.has_duty()
        if has_duty and not self._had_duty:
            _log.info("the periodic jobs are this process's from now on")
        if has_duty and self._had_duty is False:
            self.purge.restart()
        self._had_duty = has_duty

    async def _take_up(self, server_id: int) -> None:
        if await self._last_change(server_id) != self._latest.get(server_id):
            await self.bot.services.newsroom.library.refresh(server_id)
            await self._ready(server_id)

    async def _ready(self, server_id: int) -> None:
        """Learns a server's language, has its articles read, and goes on with its corrections if it is its own."""
        services = self.bot.services
        self._latest[server_id] = await self._last_change(server_id)
        services.translations.choose(server_id, (await services.servers.settings(server_id)).language)
        await services.newsroom.server_articles(server_id)
        if self.bot.served.serve(server_id):
            self.bot.follow_up.resume(server_id)

    async def _last_change(self, server_id: int) -> AuditEntry | None:
        host = Actor(None, server_id, may_moderate=True)
        return next(iter(await self.bot.services.desk.changes.audit(host, limit=1)), None)


async def _attempt(work: Callable[[int], Awaitable[None]], server_id: int) -> None:
    """Does it for one server; a failure there is logged, and doesn't keep the others waiting."""
    try:
        await work(server_id)
    except Exception as error:  # noqa: BLE001  # as said above
        log_error(error, "readying a server")
