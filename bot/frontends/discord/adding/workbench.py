"""Carries an article from what somebody gave to what is published, as a draft that survives a restart."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord.utils import utcnow

from bot.desk.queue import MOST_PENDING
from bot.domain.actor import Actor
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import Manuscript
from bot.domain.errors import UserError
from bot.frontends.discord.adding.controls import again_row
from bot.frontends.discord.adding.details import corrected
from bot.frontends.discord.adding.forms import DetailsForm, Form, SourceForm
from bot.frontends.discord.adding.intake import Intake
from bot.frontends.discord.adding.preview import dropped_view, preview
from bot.frontends.discord.adding.screening import Screening, read_again
from bot.frontends.discord.adding.source import Source
from bot.frontends.discord.authority import actor_of
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.incidents import explained
from bot.frontends.discord.layout import Accent, layout
from bot.frontends.discord.phrasebook import ADDING, Words
from bot.frontends.discord.scene import Interaction, Scene
from bot.ingestion.document import IngestedArticle
from bot.ingestion.restoring import put_back, with_text

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient


class Workbench:
    """What the forms and the controls below a draft ask for; the desk checks again whatever is changed."""

    def __init__(self, client: "PressboxClient") -> None:
        self._client = client
        self._desk = client.parts.desk
        self._drafts = client.parts.stores.drafts
        self._intake = Intake(client.parts.pages)
        self.screening = Screening(client.parts.newsroom)

    async def begin(self, interaction: Interaction, purpose: Purpose, question: str = "") -> None:
        """Opens the form for an article; ``question`` is one that it should answer."""
        actor = await actor_of(interaction)
        form = SourceForm(await self._new(actor, purpose), self.words(interaction), question)
        await interaction.response.send_modal(form)

    async def begin_with(self, interaction: Interaction, source: Source) -> None:
        """Makes a draft of something that is there already, such as a message."""
        draft = await self._new(await actor_of(interaction), Purpose.ADD)
        await self.take_source(interaction, draft, source)

    async def begin_edit(self, interaction: Interaction, typed: str, why: str) -> None:
        """Opens the form about an article that answers, by its id, its title or a part of one.

        Raises:
            UserError: when there is none.
        """
        actor = await actor_of(interaction)
        draft = await self._new(actor, Purpose.EDIT)
        article_id = await self._desk.articles.meant(actor, typed, removed=False)
        live = (await self._desk.articles.history(actor, article_id)).live
        if live is None:
            raise UserError("the article is removed", "article_removed")
        manuscript = await self._desk.articles.manuscript(actor, article_id)
        draft = replace(draft, manuscript=manuscript, article_id=article_id, based_on=live.number, why=why)
        await self.open(interaction, draft)

    async def begin_review(self, interaction: Interaction, actor: Actor, submission_id: int) -> None:
        """Opens the form about a suggestion."""
        draft = await self._new(actor, Purpose.REVIEW)
        manuscript = (await self._desk.queue.get(actor, submission_id)).manuscript
        await self.open(interaction, replace(draft, manuscript=manuscript, submission_id=submission_id))

    async def open(self, interaction: Interaction, draft: Draft) -> None:
        """Keeps a draft and opens the form about it."""
        await self._drafts.put(draft)
        await interaction.response.send_modal(self.form(interaction, draft))

    def form(self, interaction: Interaction, draft: Draft) -> Form:
        """The form that comes next: about the source until one could be read, then about the article."""
        words = self.words(interaction)
        if draft.manuscript is None:
            return SourceForm(draft, words)
        return DetailsForm(draft, draft.manuscript.revision, words)

    async def draft(self, draft_id: str, actor: Actor) -> Draft:
        """The actor's draft with this id.

        Raises:
            UserError: when it is gone, somebody else's, or for what the actor may not do.
        """
        draft = await self._drafts.get(draft_id)
        if draft is None or (draft.server_id, draft.member_id) != (actor.server_id, actor.member_id):
            raise UserError("the draft is gone", "draft_gone")
        _check(actor, draft.purpose)
        return draft

    async def take_source(self, interaction: Interaction, draft: Draft, source: Source) -> None:
        """Reads a source and shows the preview; what can't be read is told, and what was typed is kept."""
        actor = await actor_of(interaction)
        _check(actor, draft.purpose)
        await _acknowledge(interaction, draft)
        if source.is_fetched:
            told = self.words(interaction).say("fetching", link=source.link)
            await interaction.edit_original_response(view=layout([told]))
        try:
            article = await self._intake.read(source, actor)
        except UserError as error:
            await self._keep_typed(interaction, draft, source.typed, error)
        else:
            await self._read(interaction, draft, article)

    async def take_details(
        self, interaction: Interaction, draft: Draft, typed: Mapping[str, str], file: discord.Attachment | None
    ) -> None:
        """Corrects what is known and shows the preview; what can't be used is told, and what was typed is kept."""
        actor = await actor_of(interaction)
        _check(actor, draft.purpose)
        await _acknowledge(interaction, draft)
        try:
            article = await asyncio.to_thread(lambda: corrected(_article(draft), typed))
            if file:
                article = with_text(article, await self._intake.read_file(file))
        except UserError as error:
            await self._keep_typed(interaction, draft, typed, error)
        else:
            await self._read(interaction, draft, article)

    async def show(self, interaction: Interaction, draft: Draft, page: int = 0, notes: Sequence[str] = ()) -> None:
        """Puts a page of the preview in place of the interaction's response."""
        if draft.manuscript is None:
            raise UserError("the draft is gone", "draft_gone")
        screened = await self.screening.screen(draft.server_id, draft.manuscript, draft.guessed_charset)
        view = await asyncio.to_thread(preview, draft, screened, page, self.words(interaction), notes)
        await interaction.edit_original_response(view=view)

    async def show_dropped(self, interaction: Interaction, draft: Draft, page: int = 0) -> None:
        """Puts the lines that were left out in place of the interaction's response."""
        article = await asyncio.to_thread(_article, draft)
        await interaction.edit_original_response(view=dropped_view(draft, article, page, self.words(interaction)))

    async def put_back(self, interaction: Interaction, draft: Draft, number: int) -> None:
        """Puts a line back and shows what is still left out."""
        article = await asyncio.to_thread(lambda: put_back(_article(draft), number))
        draft = await self._keep(draft, article)
        await self.show_dropped(interaction, draft)

    async def put_over(self, interaction: Interaction, actor: Actor, draft_id: str) -> None:
        """Bases an edit on the version that answers now and shows the preview again."""
        draft = await self.draft(draft_id, actor)
        live = (await self._desk.articles.history(actor, draft.article_id or "")).live
        if live is None:
            raise UserError("the article is removed", "article_removed")
        draft = replace(draft, based_on=live.number, touched_at=utcnow())
        await self._drafts.put(draft)
        note = self.words(interaction).say("now_over", number=live.number)
        await self.show(interaction, draft, notes=[note])

    async def cancel(self, interaction: Interaction, draft: Draft) -> None:
        """Throws a draft away."""
        await self._drafts.remove(draft.draft_id)
        view = layout([self.words(interaction).say("cancelled", purpose=draft.purpose)], accent=Accent.NOTHING)
        await interaction.edit_original_response(view=view)

    def words(self, interaction: Interaction) -> Words:
        """The member's words."""
        return Scene.of_interaction(interaction, self._client.parts.phrasebook).words.of(ADDING)

    async def _new(self, actor: Actor, purpose: Purpose) -> Draft:
        """A draft that isn't kept yet."""
        _check(actor, purpose)
        if purpose is Purpose.SUGGEST and await self._desk.queue.is_full(actor):
            raise UserError("the member's suggestions are waiting", "queue_full", most=MOST_PENDING)
        return Draft(secrets.token_urlsafe(9), actor.own_server(), actor.member_id or 0, utcnow(), purpose)

    async def _read(self, interaction: Interaction, draft: Draft, article: IngestedArticle) -> None:
        draft = await self._keep(replace(draft, typed={}), article)
        await self.show(interaction, draft)

    async def _keep(self, draft: Draft, article: IngestedArticle) -> Draft:
        manuscript = Manuscript(article.revision, article.raw)
        charset = article.guessed_charset
        draft = replace(draft, manuscript=manuscript, guessed_charset=charset, touched_at=utcnow())
        await self._drafts.put(draft)
        return draft

    async def _keep_typed(
        self, interaction: Interaction, draft: Draft, typed: Mapping[str, str], error: UserError
    ) -> None:
        """Says what was wrong, with a button that opens the form as it was sent."""
        draft = replace(draft, typed=typed, touched_at=utcnow())
        await self._drafts.put(draft)
        words = self.words(interaction)
        told = [explained(error, words), words.say("typed_kept")]
        await interaction.edit_original_response(view=layout(told, [again_row(draft, words)], Accent.NOTHING))


def _check(actor: Actor, purpose: Purpose) -> None:
    """Lets those through who may do what a draft is for."""
    if purpose is Purpose.SUGGEST:
        actor.own_server()
    else:
        actor.moderated_server()


def _article(draft: Draft) -> IngestedArticle:
    if draft.manuscript is None:
        raise UserError("the draft is gone", "draft_gone")
    return read_again(draft.manuscript, draft.guessed_charset)


async def _acknowledge(interaction: Interaction, draft: Draft) -> None:
    """Answers a form that was opened below the draft in its place, and any other in a message for the member alone."""
    is_new = draft.manuscript is None and not draft.typed
    below = interaction.message is not None and not is_new
    await defer(interaction, private=True, thinking=not below)
