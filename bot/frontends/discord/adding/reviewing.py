"""The queue of suggestions as moderators work through it."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.domain.editing import Status, Submission
from bot.frontends.discord.adding.forms import NoteForm
from bot.frontends.discord.adding.preview import Excerpt, about, excerpt_of, told
from bot.frontends.discord.adding.telling import tell_author, tell_waiting
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.control import template
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.desk_control import DeskControl
from bot.frontends.discord.layout import Accent, layout
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient

Row = list[ui.Item[Any]]


class SuggestionControl(DeskControl, template=r"(?!)"):
    """A control below a suggestion; ``subject`` is its number."""

    @property
    def submission_id(self) -> int:
        """The suggestion's number; none has 0."""
        return int(self.subject) if self.subject.isdecimal() else 0


class ShowSuggestion(SuggestionControl, template=template("queue")):
    """Shows a suggestion, or another page of it."""

    action = "queue"

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """The suggestion in place of the one before."""
        actor.moderated_server()
        await defer(interaction, thinking=False)
        await interaction.client.reviewing.show(interaction, actor, self.submission_id, int(self.detail or 0))


class Approve(SuggestionControl, template=template("approve")):
    """Publishes a suggestion as it is."""

    action = "approve"

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """The next suggestion, below word that this one is live."""
        actor.moderated_server()
        await defer(interaction, thinking=False)
        await interaction.client.reviewing.approve(interaction, actor, self.submission_id)


class EditSuggestion(SuggestionControl, template=template("review")):
    """Opens the form about a suggestion."""

    action = "review"

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """The form."""
        await interaction.client.workbench.begin_review(interaction, actor, self.submission_id)


class Reject(SuggestionControl, template=template("reject")):
    """Opens the form for a note to whoever suggested the article."""

    action = "reject"

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """The form."""
        actor.moderated_server()
        words = interaction.client.workbench.words(interaction)
        await interaction.response.send_modal(NoteForm(self.submission_id, words))


QUEUE_CONTROLS = (ShowSuggestion, Approve, EditSuggestion, Reject)


class Reviewing:
    """Shows the queue and carries out what moderators decide."""

    def __init__(self, client: "PressboxClient") -> None:
        self._client = client
        self._desk = client.parts.desk

    async def show(
        self, interaction: Interaction, actor: Actor, wanted: int = 0, page: int = 0, notes: Sequence[str] = ()
    ) -> None:
        """Puts a suggestion, by default the oldest, in place of the interaction's response."""
        words = self._client.workbench.words(interaction)
        pending = await self._desk.queue.pending(actor)
        if not pending:
            view = layout([*notes, words.say("queue_empty")], accent=Accent.NOTHING)
        else:
            place = next((i for i, each in enumerate(pending) if each.submission_id >= wanted), 0)
            view = await self._view(pending, place, page, words, notes)
        await interaction.edit_original_response(view=view)

    async def approve(self, interaction: Interaction, actor: Actor, submission_id: int) -> None:
        """Publishes a suggestion and shows the next."""
        words = self._client.workbench.words(interaction)
        submission = await self._desk.queue.get(actor, submission_id)
        if submission.status is not Status.PENDING:
            await self.show(interaction, actor, submission_id, notes=[words.say("decided_already")])
            return
        entry = await self._desk.queue.approve(actor, submission_id)
        title = submission.manuscript.revision.byline.title
        note = await self._client.publisher.confirmation(entry, title, words)
        await self.show(interaction, actor, submission_id, notes=[note])
        self._client.aftermath.note(entry)
        await tell_author(self._client, await self._desk.queue.get(actor, submission_id))
        await tell_waiting(self._client, actor)

    async def reject(self, interaction: Interaction, submission_id: int, note: str) -> None:
        """Declines a suggestion, tells the member why, and shows the next."""
        actor = await moderator_of(interaction)
        await defer(interaction, thinking=False)
        words = self._client.workbench.words(interaction)
        submission = await self._desk.queue.get(actor, submission_id)
        if submission.status is not Status.PENDING:
            await self.show(interaction, actor, submission_id, notes=[words.say("decided_already")])
            return
        self._client.aftermath.note(await self._desk.queue.reject(actor, submission_id, note))
        reached = await tell_author(self._client, await self._desk.queue.get(actor, submission_id))
        title = submission.manuscript.revision.byline.title
        note = words.say("rejected", title=title, reached=reached)
        await self.show(interaction, actor, submission_id, notes=[note])

    async def _view(
        self, pending: Sequence[Submission], place: int, page: int, words: Words, notes: Sequence[str]
    ) -> discord.ui.LayoutView:
        submission = pending[place]
        screened = await self._client.workbench.screening.screen(submission.server_id, submission.manuscript, None)
        excerpt = await asyncio.to_thread(excerpt_of, submission.manuscript.revision.text, page, words)
        head = words.say("queue_head", number=place + 1, of=len(pending), submission=submission)
        foot = words.say("preview_foot", excerpt=excerpt, dropped=len(told(screened.article)))
        texts = [*notes, "\n".join([head, *about(screened, words)]), excerpt.text, foot]
        return layout([text for text in texts if text], _rows(pending, place, excerpt, words))


def _rows(pending: Sequence[Submission], place: int, excerpt: Excerpt, words: Words) -> list[Row]:
    own = str(pending[place].submission_id)
    deciding: Row = [
        Approve.labelled(words.say("approve"), own, style=discord.ButtonStyle.success),
        EditSuggestion.labelled(words.say("edit_and_approve"), own),
        Reject.labelled(words.say("reject"), own, style=discord.ButtonStyle.danger),
    ]
    pages = [(excerpt.page - 1, "previous"), (excerpt.page + 1, "next")]
    turning: Row = [
        ShowSuggestion.labelled(words.say(name), own, str(page)) for page, name in pages if 0 <= page < excerpt.pages
    ]
    others = [(place - 1, "earlier"), (place + 1, "later")]
    moving: Row = [
        ShowSuggestion.labelled(words.say(name), str(pending[other].submission_id))
        for other, name in others
        if 0 <= other < len(pending)
    ]
    return [turning, deciding, moving]
