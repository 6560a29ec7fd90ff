"""Following: /follow and /following; and /news."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.domain.errors import UserError
from bot.domain.schedule import Rhythm
from bot.following.follows import may_mean
from bot.frontends.discord.asking.athlete_names import find_only, suggest_athletes
from bot.frontends.discord.following.messenger import may_write
from bot.frontends.discord.following.reading import DIRECTLY, HERE, Wish, follow_athlete, list_follows, open_news
from bot.frontends.discord.interactions.context import Bot, Context, Interaction
from bot.frontends.discord.interactions.defer import defer, deferred


def _choices(*values: str) -> list[Choice[str]]:
    """The choices of an option; the languages' templates name them."""
    return [Choice(name=value, value=value) for value in values]


class FollowingCog(commands.Cog):
    """Lets members follow athletes and read news."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.autocomplete(athlete=suggest_athletes)
    @app_commands.choices(where=_choices(DIRECTLY, HERE), how=_choices(*Rhythm))
    async def follow(
        self, interaction: Interaction, athlete: str, where: str = DIRECTLY, how: str = Rhythm.AT_ONCE
    ) -> None:
        """Lets a member follow an athlete."""
        await defer(interaction, private=True)
        if where == HERE and not may_write(interaction.app_permissions, interaction.channel):
            raise UserError("I may not write in this channel: choose another, or direct messages", "may_not_write")
        meant = self._meant(interaction, athlete)
        name = meant if may_mean(athlete, meant) else athlete
        view = await follow_athlete(Context.of(interaction), name, Wish(where == HERE, Rhythm(how)))
        await interaction.edit_original_response(view=view)

    @app_commands.command()
    async def following(self, interaction: Interaction) -> None:
        """Lists whom a member follows."""
        await defer(interaction, private=True)
        await interaction.edit_original_response(view=await list_follows(Context.of(interaction), self.bot))

    @app_commands.command()
    @app_commands.autocomplete(athlete=suggest_athletes)
    async def news(self, interaction: Interaction, athlete: str = "") -> None:
        """Shows the newest articles."""
        async with deferred(interaction) as context:
            if context:
                follows, name = self.bot.services.following.follows, self._meant(interaction, athlete)
                meant = await follows.resolve(context.server_id, name) if name else None
                await open_news(interaction, context, meant)

    def _meant(self, interaction: Interaction, typed: str) -> str:
        """The name that was typed, or the only one that it is a part of."""
        names = self.bot.services.newsroom.names(server_id=interaction.guild_id) if typed else ()
        return find_only(typed, names) or typed
