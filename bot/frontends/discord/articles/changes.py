"""Asking a moderator why an article is removed or restored, or a change taken back, and making the change then."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import UserError
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.interactions.permissions import moderator_of
from bot.frontends.discord.ui.translations import MANAGING

LONGEST_REASON = 500
Change = Callable[[Actor, str], Awaitable[AuditEntry]]
"""Makes a change, given who makes it and why."""


async def ask_to_remove(interaction: Interaction, actor: Actor, article_id: str) -> None:
    """The form for a removal.

    Raises:
        UserError: when there is nothing to remove.
    """
    articles = interaction.client.services.desk.articles
    history = await articles.history(actor, article_id)
    if history.live is None:
        raise UserError("that article is removed already: restoring brings it back", "removed_already")
    shown = {"title": history.live.byline.title or article_id}
    await _ask_why(interaction, ("removal", "removed"), shown, lambda who, why: articles.remove(who, article_id, why))


async def ask_to_restore(interaction: Interaction, actor: Actor, article_id: str, version: int | None = None) -> None:
    """The form for a restoration, by default of the version that answered last."""
    articles = interaction.client.services.desk.articles
    last = (await articles.history(actor, article_id)).last_live
    shown = {"title": last.byline.title or article_id, "version": version or last.number}

    async def restore(who: Actor, why: str) -> AuditEntry:
        return await articles.restore(who, article_id, why, version)

    await _ask_why(interaction, ("restoration", "restored"), shown, restore)


async def ask_to_undo(interaction: Interaction, entry_id: int) -> None:
    """The form for taking a change back."""
    changes = interaction.client.services.desk.changes
    shown = {"number": entry_id}
    await _ask_why(interaction, ("undoing", "undone"), shown, lambda who, why: changes.undo(who, entry_id, why))


async def _ask_why(
    interaction: Interaction, pieces: tuple[str, str], shown: Mapping[str, object], change: Change
) -> None:
    """A form that says what is about to be changed, and asks why; sending it makes the change.

    ``pieces`` name what is told before and after the change, ``shown`` is put into both.
    """
    words = words_of(interaction, MANAGING)
    asked, told = (words.say(piece, **shown) for piece in pieces)

    async def make_change(sent: Interaction, form: Form) -> None:
        await defer(sent, private=True)
        entry = await change(await moderator_of(sent), form.filled["why"].strip())
        await sent.client.follow_up.begin(sent, entry, told, words)

    form = Form(words.say(f"{pieces[0]}_title"), make_change)
    form.add_heading(asked)
    form.add_text("why", words.say("why_label"), most=LONGEST_REASON, is_long=True)
    await interaction.response.send_modal(form)
