"""Tells followers, in rounds, and tells members whose follows had to end."""

from typing import Any

from discord import InteractionResponseType
from discord.ext import commands, tasks

from bot.frontends.discord.following.messenger import DiscordMessenger
from bot.frontends.discord.interactions.context import Bot, Interaction, words_of
from bot.frontends.discord.interactions.error_handling import tell
from bot.frontends.discord.logs import log_error
from bot.frontends.discord.ui.translations import FOLLOWING


class TellingCog(commands.Cog):
    """Runs what is due."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._messenger = DiscordMessenger(bot)

    async def cog_load(self) -> None:
        """Starts the rounds; the first comes once the bot is connected."""
        self.tell_followers.change_interval(seconds=self.bot.services.options.tell.total_seconds())
        self.tell_followers.start()

    async def cog_unload(self) -> None:
        """Ends the rounds; what is broken off is taken up by the next start."""
        self.tell_followers.cancel()

    @tasks.loop(seconds=20)
    async def tell_followers(self) -> None:
        """Tells whoever is to be told by now; after a failure the next round tries again."""
        try:
            services = self.bot.services
            # One process reads the log for all; each tells in the servers that Discord lets it see.
            reads = await services.peers.has_duty()
            await services.following.runner.run(self._messenger, self.bot.served, reads=reads)
        except Exception as error:  # noqa: BLE001  # one bad round mustn't end them all
            log_error(error, "telling followers")

    @tell_followers.before_loop
    async def _connected(self) -> None:
        await self.bot.wait_until_ready()

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, command: Any) -> None:  # noqa: ANN401  # discord.py's
        """Tells whoever used a command which of their follows ended meanwhile, once; not in the way of a form."""
        del command
        follows = self.bot.services.following.follows
        if interaction.response.type is InteractionResponseType.modal:
            return
        if refused := await follows.refused(interaction.user.id):
            await tell(interaction, words_of(interaction, FOLLOWING).say("refused", follows=refused))
            await follows.forget_refused(interaction.user.id)
