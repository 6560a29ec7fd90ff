"""Asking a moderator for the reason of a removal, a restoration, or an undoing, and making the change then."""

from functools import partial

from bot.desk.desk import Desk
from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import UserError
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.reasons import Reason
from bot.frontends.discord.scene import Interaction


async def ask_for_removal(interaction: Interaction, actor: Actor, words: Words, article_id: str) -> None:
    """The form for a removal.

    Raises:
        UserError: when there is nothing to remove.
    """
    desk, words = interaction.client.parts.desk, words.of("managing")
    history = await desk.articles.history(actor, article_id)
    if history.live is None:
        raise UserError("that article is removed already: restoring brings it back", "removed_already")
    title = history.live.byline.title or article_id
    about, told = words.say("removal", title=title), words.say("removed", title=title)
    change = partial(_remove, desk, article_id)
    await interaction.response.send_modal(Reason(words.say("removal_title"), about, told, words, change))


async def ask_for_restoration(
    interaction: Interaction, actor: Actor, words: Words, article_id: str, version: int | None = None
) -> None:
    """The form for a restoration, by default of the version that answered last."""
    desk, words = interaction.client.parts.desk, words.of("managing")
    history = await desk.articles.history(actor, article_id)
    shown = {"title": history.last_live.byline.title or article_id, "version": version or history.last_live.number}
    about, told = words.say("restoration", **shown), words.say("restored", **shown)
    change = partial(_restore, desk, article_id, version)
    await interaction.response.send_modal(Reason(words.say("restoration_title"), about, told, words, change))


async def ask_for_undoing(interaction: Interaction, words: Words, entry_id: int) -> None:
    """The form for taking a change back."""
    desk, words = interaction.client.parts.desk, words.of("managing")
    about, told = words.say("undoing", number=entry_id), words.say("undone", number=entry_id)
    change = partial(_undo, desk, entry_id)
    await interaction.response.send_modal(Reason(words.say("undoing_title"), about, told, words, change))


async def _remove(desk: Desk, article_id: str, actor: Actor, why: str) -> AuditEntry:
    return await desk.articles.remove(actor, article_id, why)


async def _restore(desk: Desk, article_id: str, version: int | None, actor: Actor, why: str) -> AuditEntry:
    return await desk.articles.restore(actor, article_id, why, version)


async def _undo(desk: Desk, entry_id: int, actor: Actor, why: str) -> AuditEntry:
    return await desk.changes.undo(actor, entry_id, why)
