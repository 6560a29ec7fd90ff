"""The life of a draft: a source is read, cleaned and corrected, and what comes of it is published or suggested."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from bot.desk.articles import Articles
from bot.desk.details import correct_details
from bot.desk.intake import Intake, Source, Upload
from bot.desk.queue import Queue
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.domain.draft import Draft, Purpose
from bot.domain.editing import AuditEntry, Manuscript, Submission
from bot.domain.errors import UserError
from bot.ingestion.document import IngestedArticle
from bot.ingestion.restoring import dropped_from, put_back, with_text
from bot.ports.clock import Clock
from bot.ports.editing import DraftStore


@dataclass(frozen=True, slots=True)
class Published:
    """A draft that is done with: the change it came to, or the suggestion that waits in the queue."""

    draft: Draft
    came_to: AuditEntry | Submission


class Drafts:
    """Carries articles from what somebody gave to what is published; every step is kept."""

    def __init__(self, store: DraftStore, articles: Articles, queue: Queue, intake: Intake, clock: Clock) -> None:
        self._store = store
        self._articles = articles
        self._queue = queue
        self._intake = intake
        self.can_read = intake.can_read
        self._clock = clock
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def begin(self, actor: Actor, purpose: Purpose, question: str = "") -> Draft:
        """A draft without an article, which isn't kept yet; ``question`` is one that the article should answer."""
        check_purpose(actor, purpose)
        if purpose is Purpose.SUGGEST:
            await self._queue.check_room(actor)
        draft_id, now = secrets.token_urlsafe(9), self._clock.now()
        return Draft(draft_id, actor.own_server(), actor.member_id or 0, now, purpose, question=question)

    async def begin_edit(self, actor: Actor, typed: str, why: str) -> Draft:
        """A draft of an article that answers, by its id, its title or a part of one."""
        draft = await self.begin(actor, Purpose.EDIT)
        article_id = await self._articles.resolve(actor, typed, removed=False)
        number = (await self._live(actor, article_id)).number
        manuscript = await self._articles.manuscript(actor, article_id)
        draft = replace(draft, manuscript=manuscript, article_id=article_id, based_on=number, why=why)
        return await self._store_anew(draft)

    async def begin_review(self, actor: Actor, submission_id: int) -> Draft:
        """A draft of a suggestion."""
        draft = await self.begin(actor, Purpose.REVIEW)
        manuscript = (await self._queue.get(actor, submission_id)).manuscript
        return await self._store_anew(replace(draft, manuscript=manuscript, submission_id=submission_id))

    async def get(self, draft_id: str, actor: Actor) -> Draft:
        """The actor's draft with this id.

        Raises:
            UserError: when it is gone, somebody else's, or for what the actor may not do.
        """
        draft = await self._store.get(draft_id)
        if draft is None or (draft.server_id, draft.member_id) != (actor.server_id, actor.member_id):
            raise UserError("the draft is gone", "draft_gone")
        check_purpose(actor, draft.purpose)
        return draft

    async def take_source(self, actor: Actor, draft: Draft, source: Source) -> Draft:
        """The draft of what a source holds; what was typed is kept where it can't be read."""
        check_purpose(actor, draft.purpose)
        try:
            article = await self._intake.read(source, actor)
        except UserError:
            await self.keep_typed(draft, source.typed)
            raise
        return await self._keep(draft, article)

    async def take_details(self, actor: Actor, draft: Draft, typed: Mapping[str, str], file: Upload | None) -> Draft:
        """The draft with what was typed in place of what was known; that is kept where it can't be used."""
        check_purpose(actor, draft.purpose)
        read_text = self._intake.reader.read_text
        try:
            article = await asyncio.to_thread(lambda: correct_details(article_of(draft), typed, read_text))
            if file:
                article = with_text(article, await self._intake.read_file(file))
        except UserError:
            await self.keep_typed(draft, typed)
            raise
        return await self._keep(draft, article)

    async def keep_typed(self, draft: Draft, typed: Mapping[str, str]) -> None:
        """Keep what was typed and can't be used, so that the form can be shown again with it."""
        await self._store_anew(replace(draft, typed=typed))

    async def put_back(self, draft: Draft, number: int) -> Draft:
        """The draft with a line that was left out in its text again."""
        return await self._keep(draft, await asyncio.to_thread(lambda: put_back(article_of(draft), number)))

    async def rebase(self, actor: Actor, draft_id: str) -> Draft:
        """An edit based on the version that answers now, after somebody else changed the article."""
        draft = await self.get(draft_id, actor)
        live = await self._live(actor, draft.article_id or "")
        return await self._store_anew(replace(draft, based_on=live.number))

    async def cancel(self, draft: Draft) -> None:
        """Throws a draft away."""
        await self._store.remove(draft.draft_id)

    async def publish(self, actor: Actor, draft_id: str) -> Published:
        """Does what a draft is for, once however often it is asked; on failure the draft stays as it is.

        Raises:
            ChangedMeanwhileError: when somebody else changed the article first.
        """
        async with self._locks.setdefault(draft_id, asyncio.Lock()):
            draft = await self.get(draft_id, actor)
            came_to = await self._carry_out(actor, draft, await asyncio.to_thread(article_of, draft))
            await self._store.remove(draft_id)
        return Published(draft, came_to)

    async def _carry_out(self, actor: Actor, draft: Draft, article: IngestedArticle) -> AuditEntry | Submission:
        match draft:
            case Draft(purpose=Purpose.EDIT, article_id=str(article_id), based_on=int(number)):
                return await self._articles.edit(actor, article_id, article, number, draft.why)
            case Draft(purpose=Purpose.REVIEW, submission_id=int(submission_id)):
                return await self._queue.approve(actor, submission_id, edited=article)
            case Draft(purpose=Purpose.SUGGEST):
                return await self._queue.suggest(actor, article)
            case _:
                return await self._articles.publish(actor, article)

    async def _live(self, actor: Actor, article_id: str) -> Revision:
        live = (await self._articles.history(actor, article_id)).live
        if live is None:
            raise UserError("the article is removed", "article_removed")
        return live

    async def _keep(self, draft: Draft, article: IngestedArticle) -> Draft:
        draft = replace(
            draft,
            typed={},
            manuscript=Manuscript(article.revision, article.raw),
            dropped=article.dropped,
            guessed_charset=article.guessed_charset,
        )
        return await self._store_anew(draft)

    async def _store_anew(self, draft: Draft) -> Draft:
        draft = replace(draft, touched_at=self._clock.now())
        await self._store.put(draft)
        return draft


def check_purpose(actor: Actor, purpose: Purpose) -> None:
    """Lets those through who may do what a draft is for."""
    if purpose is Purpose.SUGGEST:
        actor.own_server()
    else:
        actor.moderated_server()


def article_of(draft: Draft) -> IngestedArticle:
    """The article of a draft as it was read; where that isn't kept yet, it is cleaned again, which can take seconds."""
    if draft.manuscript is None:
        raise UserError("the draft is gone", "draft_gone")
    if draft.dropped is None:
        return restore_article(draft.manuscript, draft.guessed_charset)
    return IngestedArticle(draft.manuscript.revision, draft.manuscript.raw, draft.dropped, draft.guessed_charset)


def restore_article(manuscript: Manuscript, charset: str | None = None) -> IngestedArticle:
    """A manuscript that is kept as it was when it had been read; takes up to seconds, as it is cleaned again."""
    dropped = dropped_from(manuscript.raw, manuscript.revision.text)
    return IngestedArticle(manuscript.revision, manuscript.raw, dropped, charset)
