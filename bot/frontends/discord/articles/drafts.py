"""Drafts: the forms about one, what is shown when they were sent, and what the buttons below the preview do."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import discord

from bot.desk.details import LONGEST_DETAIL, shown_details, shown_text
from bot.desk.drafts import article_of, check_purpose
from bot.desk.intake import Source, Upload
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.domain.draft import Draft, Purpose
from bot.domain.errors import UserError
from bot.frontends.discord.articles.batches import LOOK, MOST_AT_ONCE, publish_all, take_sources
from bot.frontends.discord.articles.preview import build_dropped, build_preview, problem_row
from bot.frontends.discord.articles.publishing import publish_draft
from bot.frontends.discord.articles.sources import find_links, sources_of, upload_of
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.interactions.control import Handler, Press
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.error_handling import explain
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.ui.layout import Accent, build_view
from bot.frontends.discord.ui.translations import ADDING, Words

LONGEST_TEXT = 4000
"""What a field takes."""
_OPEN = 60 * 60.0
"""Seconds for which a form can be sent."""


async def begin(interaction: Interaction, purpose: Purpose, question: str = "") -> None:
    """Opens the form for an article; ``question`` is one that it should answer."""
    draft = await interaction.client.services.desk.drafts.begin(await actor_of(interaction), purpose, question)
    await interaction.response.send_modal(_source_form(draft, words_of(interaction, ADDING)))


async def begin_with(interaction: Interaction, actor: Actor, message: discord.Message) -> None:
    """Makes a draft of a message."""
    drafts = interaction.client.services.desk.drafts
    sources = sources_of(message, drafts.can_read)[:MOST_AT_ONCE]
    if len(sources) > 1:
        await take_sources(interaction, actor, Purpose.ADD, sources)
    else:
        await take_source(interaction, await drafts.begin(actor, Purpose.ADD), sources[0])


async def open_form(interaction: Interaction, draft: Draft) -> None:
    """Opens the form that comes next: about the source until one could be read, then about the article."""
    words = words_of(interaction, ADDING)
    if draft.manuscript is None:
        form = _source_form(draft, words)
    else:
        form = _details_form(draft, draft.manuscript.revision, words)
    await interaction.response.send_modal(form)


async def take_source(interaction: Interaction, draft: Draft, source: Source) -> None:
    """Reads a source and shows the preview."""
    drafts = interaction.client.services.desk.drafts
    fetched = source.link if source.is_fetched else ""
    await _take(interaction, draft, lambda actor: drafts.take_source(actor, draft, source), fetched)


async def take_details(interaction: Interaction, draft: Draft, form: Form) -> None:
    """Corrects what is known and shows the preview."""
    drafts, typed = interaction.client.services.desk.drafts, form.filled
    await _take(interaction, draft, lambda actor: drafts.take_details(actor, draft, typed, _file(form)))


async def _take(
    interaction: Interaction, draft: Draft, step: Callable[[Actor], Awaitable[Draft]], link: str = ""
) -> None:
    """Shows what a step came to; what can't be read or used is told, with a button to open the form as it was sent."""
    actor, words = await actor_of(interaction), words_of(interaction, ADDING)
    check_purpose(actor, draft.purpose)
    await _acknowledge(interaction, draft)
    if link:
        await interaction.edit_original_response(view=build_view([words.say("fetching", link=link)]))
    try:
        draft = await step(actor)
    except UserError as error:
        told = [explain(error, words), words.say("typed_kept")]
        await interaction.edit_original_response(view=build_view(told, [problem_row(draft, words)], Accent.NOTHING))
    else:
        await show_preview(interaction, draft)


async def show_preview(interaction: Interaction, draft: Draft, page: int = 0, notes: Sequence[str] = ()) -> None:
    """Puts a page of the preview in place of the interaction's response."""
    article = await asyncio.to_thread(article_of, draft)
    screened = await interaction.client.services.desk.screening.screen(draft.server_id, article)
    view = await asyncio.to_thread(build_preview, draft, screened, page, words_of(interaction, ADDING), notes)
    await interaction.edit_original_response(view=view)


async def show_dropped(interaction: Interaction, draft: Draft, page: int = 0) -> None:
    """Puts the lines that were left out in place of the interaction's response."""
    article = await asyncio.to_thread(article_of, draft)
    await interaction.edit_original_response(view=build_dropped(draft, article, page, words_of(interaction, ADDING)))


def _source_form(draft: Draft, words: Words) -> Form:
    """What an article is to be made of: a link, a text or a file; or several articles, of several links or files."""

    async def take(interaction: Interaction, form: Form) -> None:
        link, text = form.filled["link"], form.filled["text"]
        links, files = find_links(link), [upload_of(each) for each in form.files]
        if max(len(links), len(files)) <= 1:
            await take_source(interaction, draft, Source(next(iter(links), link), text, next(iter(files), None)))
            return
        several = [Source(link=each) for each in links] + [Source(file=each) for each in files]
        if text.strip() or len(several) > MOST_AT_ONCE:
            error = UserError("there were too many sources", "too_many", most=MOST_AT_ONCE)
            if text.strip():
                error = UserError("there were a text and several sources", "text_and_several", most=MOST_AT_ONCE)
            await _refuse(interaction, draft, Source(link, text), error)
            return
        actor = await actor_of(interaction)
        check_purpose(actor, draft.purpose)
        await _acknowledge(interaction, draft)
        await take_sources(interaction, actor, draft.purpose, several, draft.question)

    form = Form(words.say("source_title", purpose=draft.purpose), take, _OPEN)
    if draft.question:
        form.add_heading(words.say("for_question", question=draft.question))
    _add_texts(form, words, {"link": draft.typed.get("link", ""), "text": draft.typed.get("text", "")})
    form.add_file(words.say("file_label"), words.say("files_hint", most=MOST_AT_ONCE), most=MOST_AT_ONCE)
    return form


async def _refuse(interaction: Interaction, draft: Draft, source: Source, error: UserError) -> None:
    """Says why a form can't be used, and keeps what was typed into it."""

    async def keep(_: Actor) -> Draft:
        await interaction.client.services.desk.drafts.keep_typed(draft, source.typed)
        raise error

    await _take(interaction, draft, keep)


def _details_form(draft: Draft, revision: Revision, words: Words) -> Form:
    """What is known about an article, and its text; a text too long for a field can be replaced by a file."""
    form = Form(words.say("details_title"), lambda sent, form: take_details(sent, draft, form), _OPEN)
    details = shown_details(revision.byline)
    _add_texts(form, words, {name: draft.typed.get(name, value) for name, value in details.items()})
    if len(revision.text) <= LONGEST_TEXT:
        _add_texts(form, words, {"text": draft.typed.get("text", shown_text(revision.text))})
    else:
        form.add_file(words.say("file_label"), words.say("file_hint"))
    return form


def _add_texts(form: Form, words: Words, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        label, hint, is_long = words.say(f"{name}_label"), words.say(f"{name}_hint"), name in {"text", "link"}
        form.add_text(name, label, value, hint=hint, most=LONGEST_TEXT if is_long else LONGEST_DETAIL, is_long=is_long)


def _file(form: Form) -> Upload | None:
    return next(map(upload_of, form.files), None)


async def _acknowledge(interaction: Interaction, draft: Draft) -> None:
    """Answers a form that was opened below the member's draft in its place, and any other in a message of their own."""
    if interaction.response.is_done():
        return
    is_new = draft.manuscript is None and not draft.typed
    below = interaction.message is not None and interaction.message.flags.ephemeral and not is_new
    await defer(interaction, private=True, thinking=not below)


def for_draft(carry_out: Callable[[Press, Draft], Awaitable[None]], *, in_place: bool = True) -> Handler:
    """The handler of a control that is carried out on the draft as it is kept.

    ``in_place`` says that the preview is changed, and no form opened.
    """

    async def handle_press(press: Press) -> None:
        draft_id, _, detail = press.detail.partition(":")
        draft = await press.context.services.desk.drafts.get(draft_id, await actor_of(press.interaction))
        if in_place:
            await press.defer(thinking=False)
        await carry_out(replace(press, detail=detail), draft)

    return handle_press


async def look_at(press: Press) -> None:
    """Shows the preview of one draft of a list as a message of its own."""
    actor = await actor_of(press.interaction)
    draft = await press.context.services.desk.drafts.get(press.detail, actor)
    await press.defer(private=True)
    await show_preview(press.interaction, draft)


async def put_back(press: Press, draft: Draft) -> None:
    """Puts a line that was left out back, and shows those that still are."""
    draft = await press.context.services.desk.drafts.put_back(draft, int(press.chosen))
    await show_dropped(press.interaction, draft)


async def put_over(press: Press) -> None:
    """Shows the preview again, to be published over the version that somebody else has published meanwhile."""
    actor = await actor_of(press.interaction)
    await press.defer(thinking=False)
    draft = await press.context.services.desk.drafts.rebase(actor, press.detail)
    note = press.context.words.of(ADDING).say("now_over", number=draft.based_on)
    await show_preview(press.interaction, draft, notes=[note])


async def cancel(press: Press, draft: Draft) -> None:
    """Throws the draft away."""
    await press.context.services.desk.drafts.cancel(draft)
    told = press.context.words.of(ADDING).say("cancelled", purpose=draft.purpose)
    await press.show(build_view([told], accent=Accent.NOTHING))


DRAFT_BUTTONS: Mapping[str, Handler] = {
    "publish": publish_draft,
    "edit": for_draft(lambda press, draft: open_form(press.interaction, draft), in_place=False),
    "preview": for_draft(lambda press, draft: show_preview(press.interaction, draft, int(press.detail or 0))),
    LOOK: look_at,
    "publishall": publish_all,
    "dropped": for_draft(lambda press, draft: show_dropped(press.interaction, draft, int(press.detail or 0))),
    "putback": for_draft(put_back),
    "putover": put_over,
    "cancel": for_draft(cancel),
}
