"""What moderators' buttons below lists, articles, histories, the log and gaps do, and the form that asks why."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.actor import Actor
from bot.domain.draft import Purpose
from bot.domain.editing import AuditEntry
from bot.domain.errors import UserError
from bot.frontends.discord.articles.drafts import begin, open_form
from bot.frontends.discord.articles.pages import APART, DISMISSED, Reader, build_page
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.interactions.control import Handler, Press, for_moderator
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.interactions.permissions import moderator_of
from bot.frontends.discord.ui.translations import MANAGING

LONGEST_REASON = 500
Change = Callable[[Actor, str], Awaitable[AuditEntry]]
"""Makes a change, given who makes it and why."""


async def turn_to_page(press: Press, actor: Actor) -> None:
    """Opens a page of what moderators look through, as it is by now, in place or as a message of its own."""
    where, view, page, detail = press.detail.split(":", 3)
    await press.defer(private=True, thinking=where == APART)
    await open_page(press.interaction, actor, view, detail, int(page))


async def compare_versions(press: Press, actor: Actor) -> None:
    """Shows what changed from one version to the next, as a message of its own."""
    await press.defer(private=True)
    number = int(press.chosen)
    await open_page(press.interaction, actor, "difference", f"{number - 1}:{number}:{press.detail}")


async def add_for_gap(press: Press, actor: Actor) -> None:
    """Opens the form to add an article that answers what members asked in vain, with the question."""
    sent = await press.context.services.sent_answers.get(press.detail)
    if sent is None or sent.conversation.server_id != actor.moderated_server():
        await press.tell(press.context.words.say("expired"))
    else:
        await begin(press.interaction, Purpose.ADD, sent.turn.question.meant)


async def dismiss_gap(press: Press, actor: Actor) -> None:
    """Leaves a gap out of the list, or brings one back from those left out, and shows the rest."""
    await press.defer(thinking=False)
    unanswered = press.context.services.desk.unanswered
    await unanswered.dismiss(actor, press.chosen, dismissed=press.detail != DISMISSED)
    await open_page(press.interaction, actor, "gaps", press.detail)


async def edit_shown(press: Press, actor: Actor) -> None:
    """Opens the form about the article that is shown."""
    await open_form(press.interaction, await press.context.services.desk.drafts.begin_edit(actor, press.detail, ""))


async def open_page(interaction: Interaction, actor: Actor, view: str, detail: str, page: int = 0) -> None:
    """Puts a page in place of the deferred response."""
    reader = Reader(interaction.client.services.desk, actor, words_of(interaction, MANAGING))
    await interaction.edit_original_response(view=await build_page(reader, view, detail, page))


async def ask_to_remove(interaction: Interaction, actor: Actor, article_id: str) -> None:
    """The form for a removal."""
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


async def ask_to_undo(interaction: Interaction, actor: Actor, entry_id: int) -> None:
    """The form for taking a change back, if it can be."""
    services = interaction.client.services

    async def check(who: Actor) -> None:
        await services.desk.changes.check_undo(who, entry_id)
        await services.feeds.desk.check_undo(who, entry_id)

    async def undo(who: Actor, why: str) -> AuditEntry:
        await check(who)
        return await services.desk.changes.undo(who, entry_id, why)

    await check(actor)
    await _ask_why(interaction, ("undoing", "undone"), {"number": entry_id}, undo)


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


PAGE_BUTTONS: Mapping[str, Handler] = {
    "moderate-open": for_moderator(turn_to_page),
    "moderate-compare": for_moderator(compare_versions),
    "moderate-edit": for_moderator(edit_shown),
    "moderate-remove": for_moderator(lambda press, actor: ask_to_remove(press.interaction, actor, press.detail)),
    "moderate-restore": for_moderator(lambda press, actor: ask_to_restore(press.interaction, actor, press.detail)),
    "moderate-undo": for_moderator(lambda press, actor: ask_to_undo(press.interaction, actor, int(press.detail))),
    "moderate-gap": for_moderator(add_for_gap),
    "moderate-dismiss": for_moderator(dismiss_gap),
}
