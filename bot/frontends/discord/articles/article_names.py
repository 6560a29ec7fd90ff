"""Suggests a server's own articles while a title is being typed."""

from discord import app_commands

from bot.domain.editing import ArticleSummary
from bot.frontends.discord.asking.athlete_names import LONGEST_CHOICE, MOST_CHOICES
from bot.frontends.discord.interactions.context import Interaction
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.logs import log_error
from bot.frontends.discord.ui.layout import clip

Choices = list[app_commands.Choice[str]]


async def suggest_any(interaction: Interaction, typed: str) -> Choices:
    """Articles, removed ones too."""
    return await _suggest(interaction, typed, None)


async def suggest_shown(interaction: Interaction, typed: str) -> Choices:
    """Articles that can be read: removed ones too, and those that came with the program."""
    return await _suggest(interaction, typed, None, bundled=True)


async def suggest_live(interaction: Interaction, typed: str) -> Choices:
    """Articles that answer."""
    return await _suggest(interaction, typed, removed=False)


async def suggest_removed(interaction: Interaction, typed: str) -> Choices:
    """Articles to restore: removed ones, and below them those of which an earlier version can be."""
    gone = await _suggest(interaction, typed, removed=True)
    return (gone + await _suggest(interaction, typed, removed=False))[:MOST_CHOICES]


async def _suggest(interaction: Interaction, typed: str, removed: bool | None, *, bundled: bool = False) -> Choices:  # noqa: FBT001  # one of three
    """None for whoever may not moderate, and where it fails."""
    try:
        actor = await actor_of(interaction)
        if not actor.may_moderate:
            return []
        articles = interaction.client.services.desk.articles
        found = await articles.find(actor, typed, MOST_CHOICES, removed=removed, bundled=bundled)
    except Exception as error:  # noqa: BLE001  # no suggestion is better than none in time
        log_error(error, "suggesting articles")
        return []
    return [app_commands.Choice(name=_name(each), value=each.article_id) for each in found]


def _name(summary: ArticleSummary) -> str:
    return clip(" ".join((summary.title or summary.article_id).split()) or summary.article_id, LONGEST_CHOICE)
