"""The forms about a draft, and what is shown when they were sent."""

import asyncio
from collections.abc import Mapping, Sequence

import discord

from bot.desk.details import LONGEST_DETAIL, shown_details, shown_text
from bot.desk.drafts import article_of, check_purpose
from bot.desk.intake import Source, Upload
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.domain.draft import Draft, Purpose
from bot.domain.errors import UserError
from bot.frontends.discord.articles.preview import build_dropped, build_preview, problem_row
from bot.frontends.discord.articles.sources import source_of, upload_of
from bot.frontends.discord.interactions.context import Interaction, words_of
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.error_handling import explain
from bot.frontends.discord.interactions.forms import Form
from bot.frontends.discord.interactions.permissions import actor_of
from bot.frontends.discord.ui.layout import Accent, layout
from bot.frontends.discord.ui.translations import ADDING, Words

LONGEST_TEXT = 4000
"""What a field takes."""
_OPEN = 60 * 60.0
"""Seconds for which a form can be sent."""


async def begin(interaction: Interaction, purpose: Purpose, question: str = "") -> None:
    """Opens the form for an article; ``question`` is one that it should answer."""
    draft = await interaction.client.services.desk.drafts.begin(await actor_of(interaction), purpose)
    await interaction.response.send_modal(_source_form(draft, words_of(interaction, ADDING), question))


async def begin_with(interaction: Interaction, actor: Actor, message: discord.Message) -> None:
    """Makes a draft of a message."""
    drafts = interaction.client.services.desk.drafts
    source = source_of(message, drafts.can_read)
    await take_source(interaction, await drafts.begin(actor, Purpose.ADD), source)


async def open_form(interaction: Interaction, draft: Draft) -> None:
    """Opens the form that comes next: about the source until one could be read, then about the article."""
    words = words_of(interaction, ADDING)
    if draft.manuscript is None:
        form = _source_form(draft, words)
    else:
        form = _details_form(draft, draft.manuscript.revision, words)
    await interaction.response.send_modal(form)


async def take_source(interaction: Interaction, draft: Draft, source: Source) -> None:
    """Reads a source and shows the preview; what can't be read is told, and what was typed is kept."""
    actor, drafts = await actor_of(interaction), interaction.client.services.desk.drafts
    check_purpose(actor, draft.purpose)
    await _acknowledge(interaction, draft)
    if source.is_fetched:
        told = words_of(interaction, ADDING).say("fetching", link=source.link)
        await interaction.edit_original_response(view=layout([told]))
    try:
        draft = await drafts.take_source(actor, draft, source)
    except UserError as error:
        await _show_problem(interaction, draft, error)
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


async def _take_details(interaction: Interaction, draft: Draft, form: Form) -> None:
    """Corrects what is known and shows the preview; what can't be used is told, and what was typed is kept."""
    actor, drafts = await actor_of(interaction), interaction.client.services.desk.drafts
    check_purpose(actor, draft.purpose)
    await _acknowledge(interaction, draft)
    try:
        draft = await drafts.take_details(actor, draft, form.filled, _file(form))
    except UserError as error:
        await _show_problem(interaction, draft, error)
    else:
        await show_preview(interaction, draft)


def _source_form(draft: Draft, words: Words, question: str = "") -> Form:
    """What an article is to be made of: a link, a text or a file."""

    async def take(interaction: Interaction, form: Form) -> None:
        await take_source(interaction, draft, Source(form.filled["link"], form.filled["text"], _file(form)))

    form = Form(words.say("source_title", purpose=draft.purpose), take, _OPEN)
    if question:
        form.add_heading(words.say("for_question", question=question))
    _add_texts(form, words, {"link": draft.typed.get("link", ""), "text": draft.typed.get("text", "")})
    form.add_file(words.say("file_label"), words.say("file_hint"))
    return form


def _details_form(draft: Draft, revision: Revision, words: Words) -> Form:
    """What is known about an article, and its text; a text too long for a field can be replaced by a file."""

    async def take(interaction: Interaction, form: Form) -> None:
        await _take_details(interaction, draft, form)

    form = Form(words.say("details_title"), take, _OPEN)
    details = shown_details(revision.byline)
    _add_texts(form, words, {name: draft.typed.get(name, value) for name, value in details.items()})
    if len(revision.text) <= LONGEST_TEXT:
        _add_texts(form, words, {"text": draft.typed.get("text", shown_text(revision.text))})
    else:
        form.add_file(words.say("file_label"), words.say("file_hint"))
    return form


def _add_texts(form: Form, words: Words, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        label, hint, is_long = words.say(f"{name}_label"), words.say(f"{name}_hint"), name == "text"
        form.add_text(name, label, value, hint=hint, most=LONGEST_TEXT if is_long else LONGEST_DETAIL, is_long=is_long)


def _file(form: Form) -> Upload | None:
    return upload_of(form.file) if form.file else None


async def _show_problem(interaction: Interaction, draft: Draft, error: UserError) -> None:
    """Says what was wrong, with a button that opens the form as it was sent."""
    words = words_of(interaction, ADDING)
    told = [explain(error, words), words.say("typed_kept")]
    await interaction.edit_original_response(view=layout(told, [problem_row(draft, words)], Accent.NOTHING))


async def _acknowledge(interaction: Interaction, draft: Draft) -> None:
    """Answers a form that was opened below the draft in its place, and any other in a message for the member alone."""
    is_new = draft.manuscript is None and not draft.typed
    below = interaction.message is not None and not is_new
    await defer(interaction, private=True, thinking=not below)
