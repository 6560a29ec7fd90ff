"""Deletes once a day what has been kept long enough."""

import logging
from typing import TYPE_CHECKING

from discord.ext import commands, tasks

from bot.frontends.discord.incidents import record

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient

_log = logging.getLogger(__name__)


class Housekeeping(commands.Cog):
    """Keeps the database no larger and no older than it may be."""

    def __init__(self, bot: "PressboxClient") -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Starts the daily round; the first comes at once."""
        self.purge.start()

    async def cog_unload(self) -> None:
        """Ends the daily round."""
        self.purge.cancel()

    @tasks.loop(hours=24)
    async def purge(self) -> None:
        """Deletes expired records; a failure is logged, and the next day tries again."""
        try:
            count = await self.bot.parts.stores.retention.purge()
            _log.info("purged", extra={"records": count})
        except Exception as error:  # noqa: BLE001  # one bad day mustn't end the rounds
            record(error, "purging")
