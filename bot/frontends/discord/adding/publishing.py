"""Publishes drafts, or puts them into the queue, and says what became of them."""

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from bot.domain.actor import Actor
from bot.domain.answer import Topic
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import AuditEntry, Manuscript
from bot.domain.errors import ChangedMeanwhileError, UserError
from bot.frontends.discord.adding.controls import overtaken_row
from bot.frontends.discord.adding.screening import read_again
from bot.frontends.discord.adding.telling import tell_author, tell_waiting
from bot.frontends.discord.incidents import tell
from bot.frontends.discord.layout import Accent, layout
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction
from bot.ingestion.document import IngestedArticle

if TYPE_CHECKING:
    from bot.frontends.discord.client import PressboxClient

_MOST_ATHLETES = 5
"""Of how many athletes of an article a question to try is looked for."""


class Publisher:
    """Ends drafts."""

    def __init__(self, client: "PressboxClient") -> None:
        self._client = client
        self._desk = client.parts.desk
        self._drafts = client.parts.stores.drafts
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def publish(self, interaction: Interaction, actor: Actor, draft_id: str) -> None:
        """Publishes a draft, once however often it is pressed; on failure the draft stays as it is."""
        words = self._client.workbench.words(interaction)
        async with self._turns.setdefault(draft_id, asyncio.Lock()):
            draft = await self._client.workbench.draft(draft_id, actor)
            try:
                entry = await self._done(actor, draft)
            except ChangedMeanwhileError:
                told = words.say("overtaken")
                await interaction.edit_original_response(view=layout([told], [overtaken_row(draft, words)]))
                return
            await self._drafts.remove(draft_id)
        if entry is None:
            view = layout([words.say("suggested", title=_title(draft))], accent=Accent.FOUND)
            await interaction.edit_original_response(view=view)
            return
        if draft.submission_id is not None:
            await tell_author(self._client, await self._desk.queue.get(actor, draft.submission_id))
        await self.conclude(interaction, actor, entry, draft)

    async def conclude(self, interaction: Interaction, actor: Actor, entry: AuditEntry, draft: Draft) -> None:
        """Says that an article is live, with a question to try, and tells those who were waiting for it."""
        words = self._client.workbench.words(interaction)
        told = await self.confirmation(entry, _title(draft), words)
        await self._client.aftermath.begin(interaction, entry, told)
        if count := await tell_waiting(self._client, actor):
            await tell(interaction, words.say("told_waiting", count=count))

    async def confirmation(self, entry: AuditEntry, title: str | None, words: Words) -> str:
        """Word that an article is live."""
        question = await self._question(entry, words)
        return words.say("published", title=title, number=entry.revision, question=question)

    async def _done(self, actor: Actor, draft: Draft) -> AuditEntry | None:
        """Does what the draft is for; the entry of what was published."""
        article = await asyncio.to_thread(_article, draft)
        match draft:
            case Draft(purpose=Purpose.EDIT, article_id=str(article_id), based_on=int(number)):
                return await self._desk.articles.edit(actor, article_id, article, number, draft.why)
            case Draft(purpose=Purpose.REVIEW, submission_id=int(submission_id)):
                return await self._desk.queue.approve(actor, submission_id, edited=article)
            case Draft(purpose=Purpose.SUGGEST):
                await self._desk.queue.suggest(actor, article)
                return None
            case _:
                return await self._desk.articles.publish(actor, article)

    async def _question(self, entry: AuditEntry, words: Words) -> str | None:
        """A question that the article answers, if one is found."""
        newsroom, server_id = self._client.parts.newsroom, entry.server_id
        shelf = await newsroom.shelf(server_id)
        revision = next((each for each in shelf.revisions if each.article_id == entry.article_id), None)
        names = await asyncio.to_thread(shelf.answerer.named_in, revision) if revision else ()
        for name in [name for name in names if name in shelf.athletes][:_MOST_ATHLETES]:
            sections = await newsroom.sections(name, server_id=server_id)
            # A question about something is a better one than a question about everything.
            for section in sorted(sections, key=lambda section: section.topic is Topic.LATEST):
                if any(quote.revision.article_id == entry.article_id for quote in section.quotes):
                    return words.composer.example(section.topic, name)
        return None


def _title(draft: Draft) -> str | None:
    return draft.manuscript.revision.byline.title if draft.manuscript else None


def _article(draft: Draft) -> IngestedArticle:
    manuscript: Manuscript | None = draft.manuscript
    if manuscript is None:
        raise UserError("the draft is gone", "draft_gone")
    return read_again(manuscript, draft.guessed_charset)
