"""The queue of suggestions as moderators work through it."""

from collections.abc import Mapping, Sequence

from discord import ui

from bot.domain.actor import Actor
from bot.domain.editing import Status, Submission
from bot.frontends.discord.articles.confirmation import write_confirmation
from bot.frontends.discord.articles.drafts import open_form
from bot.frontends.discord.articles.suggestions import deciding_row, write_suggestion
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.interactions.control import Handler, Press, for_moderator
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.interactions.permissions import moderator_of
from bot.frontends.discord.services import Services
from bot.frontends.discord.ui.controls import Row, button, turning
from bot.frontends.discord.ui.layout import Accent, build_view
from bot.frontends.discord.ui.translations import ADDING, Words

_LONGEST_NOTE = 1000
_OPEN = 60 * 60.0
"""Seconds for which a form can be sent."""


async def show_queue(
    interaction: Interaction, actor: Actor, wanted: int = 0, page: int = 0, notes: Sequence[str] = ()
) -> None:
    """Puts a suggestion, by default the oldest, in place of the interaction's response."""
    services, words = interaction.client.services, words_of(interaction, ADDING)
    pending = await services.desk.queue.pending(actor)
    if not pending:
        view = build_view([*notes, words.say("queue_empty")], accent=Accent.NOTHING)
    else:
        place = next((i for i, each in enumerate(pending) if each.submission_id >= wanted), 0)
        view = await _suggestion(services, pending, place, page, words, notes)
    await interaction.edit_original_response(view=view)


async def show_suggestion(press: Press, actor: Actor) -> None:
    """Shows a suggestion, or another page of it, in place of the one before."""
    await press.defer(thinking=False)
    _, _, page = press.detail.partition(":")
    await show_queue(press.interaction, actor, _number(press), int(page or 0))


async def _show_decision(interaction: Interaction, actor: Actor, number: int, note: str) -> None:
    """Shows what was decided: in place of an announcement, which everybody in the channel sees, else above the next."""
    if interaction.message is not None and not interaction.message.flags.ephemeral:
        await interaction.edit_original_response(view=build_view([note]))
    else:
        await show_queue(interaction, actor, number, notes=[note])


async def approve(press: Press, actor: Actor) -> None:
    """Publishes a suggestion as it is, and shows the next one below word that this one is live."""
    await press.defer(thinking=False)
    services, words, number = press.context.services, press.context.words.of(ADDING), _number(press)
    submission = await services.desk.queue.get(actor, number)
    if submission.status is not Status.PENDING:
        await _show_decision(press.interaction, actor, number, words.say("decided_already"))
        return
    entry = await services.desk.queue.approve(actor, number)
    note = await write_confirmation(services, entry, submission.manuscript.revision.byline.title, words)
    await _show_decision(press.interaction, actor, number, note)
    follow_up = press.interaction.client.follow_up
    follow_up.note(entry)
    await follow_up.notifications.tell_author(await services.desk.queue.get(actor, number))
    await follow_up.notifications.tell_waiting(actor)


async def edit_suggestion(press: Press, actor: Actor) -> None:
    """Opens the form about a suggestion."""
    await open_form(press.interaction, await press.context.services.desk.drafts.begin_review(actor, _number(press)))


async def ask_for_note(press: Press, actor: Actor) -> None:
    """Opens the form for a note to whoever suggested the article."""
    del actor
    words, number = press.context.words.of(ADDING), _number(press)

    async def take(interaction: Interaction, form: Form) -> None:
        await reject(interaction, number, form.filled["note"])

    form = Form(words.say("reject_title"), take, _OPEN)
    label, hint = words.say("note_label"), words.say("note_hint")
    form.add_text("note", label, hint=hint, most=_LONGEST_NOTE, is_long=True, required=True)
    await press.interaction.response.send_modal(form)


async def reject(interaction: Interaction, number: int, note: str) -> None:
    """Declines a suggestion, tells the member why, and shows the next."""
    actor = await moderator_of(interaction)
    await defer(interaction, thinking=False)
    words, follow_up = words_of(interaction, ADDING), interaction.client.follow_up
    queue = interaction.client.services.desk.queue
    submission = await queue.get(actor, number)
    if submission.status is not Status.PENDING:
        await _show_decision(interaction, actor, number, words.say("decided_already"))
        return
    follow_up.note(await queue.reject(actor, number, note))
    is_reached = await follow_up.notifications.tell_author(await queue.get(actor, number))
    told = words.say("rejected", title=submission.manuscript.revision.byline.title, reached=is_reached)
    await _show_decision(interaction, actor, number, told)


QUEUE_BUTTONS: Mapping[str, Handler] = {
    "queue": for_moderator(show_suggestion),
    "approve": for_moderator(approve),
    "review": for_moderator(edit_suggestion),
    "reject": for_moderator(ask_for_note),
}


def _number(press: Press) -> int:
    """The number of the suggestion below which something was pressed; none has 0."""
    number = press.detail.partition(":")[0]
    return int(number) if number.isdecimal() else 0


async def _suggestion(
    services: Services, pending: Sequence[Submission], place: int, page: int, words: Words, notes: Sequence[str]
) -> ui.LayoutView:
    submission = pending[place]
    head = words.say("queue_head", number=place + 1, of=len(pending), submission=submission)
    texts, excerpt = await write_suggestion(services, submission, head, page, words)
    own = str(submission.submission_id)
    turn = turning("queue", words, excerpt.page, excerpt.pages, own)
    return build_view([*notes, *texts], [turn, deciding_row(submission, words), _moving(pending, place, words)])


def _moving(pending: Sequence[Submission], place: int, words: Words) -> Row:
    return [
        button("queue", words.say(name), str(pending[other].submission_id))
        for other, name in [(place - 1, "earlier"), (place + 1, "later")]
        if 0 <= other < len(pending)
    ]
