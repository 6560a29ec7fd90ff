"""Suggests a server's feeds while a name is being typed."""

from discord import app_commands

from bot.frontends.discord.asking.athlete_names import LONGEST_CHOICE, MOST_CHOICES
from bot.frontends.discord.interactions.context import Interaction
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.logs import log_error
from bot.frontends.discord.ui.layout import clip


async def suggest_feeds(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The feeds whose title or address holds what was typed; none for whoever may not moderate, and where it fails."""
    try:
        actor = await actor_of(interaction)
        if not actor.may_moderate:
            return []
        found = await interaction.client.services.feeds.desk.find(actor, typed)
    except Exception as error:  # noqa: BLE001  # no suggestion is better than none in time
        log_error(error, "suggesting feeds")
        return []
    shown = [(clip(feed.title or feed.url, LONGEST_CHOICE), str(feed.feed_id)) for feed in found[:MOST_CHOICES]]
    return [app_commands.Choice(name=name, value=value) for name, value in shown]
