"""The rounds in which feeds are read, and moderators told."""

from discord.ext import commands, tasks

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.frontends.discord.feeds.announcer import Announcer
from bot.frontends.discord.interactions.context import Bot
from bot.frontends.discord.logs import log_error

_MOST_TOLD = 3
"""How many articles that were published in one round have a line of their own in the log channel."""


class FeedRoundsCog(commands.Cog):
    """Reads feeds."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._announcer = Announcer(bot, bot.services)

    async def cog_load(self) -> None:
        """Starts the rounds."""
        self.go_round.change_interval(seconds=self.bot.services.options.poll.total_seconds())
        self.go_round.start()

    async def cog_unload(self) -> None:
        """Ends the rounds."""
        self.go_round.cancel()

    @tasks.loop(minutes=1)
    async def go_round(self) -> None:
        """Reads what is due, and tells moderators; after a failure the next round tries again."""
        if self.bot.user is None or not self.bot.is_ready():
            return
        try:
            with self.bot.inflight.track():
                await self._go(self.bot.user.id)
        except Exception as error:  # noqa: BLE001  # one bad minute mustn't end the rounds
            log_error(error, "reading feeds")

    async def _go(self, own_id: int) -> None:
        server_ids = {server.id for server in self.bot.guilds}
        changes = await self.bot.services.feeds.rounds.go(
            server_ids, lambda each: Actor(own_id, each, may_moderate=True)
        )
        for server_id in sorted({change.server_id for change in changes}):
            await self._follow_up([change for change in changes if change.server_id == server_id], server_id)
        for server in self.bot.guilds:
            await self._announcer.announce(server)

    async def _follow_up(self, changes: list[AuditEntry], server_id: int) -> None:
        """What follows every change, here of several at once."""
        if len(changes) > _MOST_TOLD:
            await self._announcer.tell_published(server_id, changes)
        else:
            for change in changes:
                self.bot.follow_up.note(change)
        self.bot.follow_up.resume(server_id)
        await self.bot.follow_up.notifications.tell_waiting(Actor(None, server_id, may_moderate=True))
