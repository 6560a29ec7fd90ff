"""A server's articles: added, edited, removed, restored, and looked through."""

import asyncio
import re
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count

from bot.desk import titles
from bot.desk.changes import Changes
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.domain.difference import Difference, difference
from bot.domain.editing import Action, ArticleSummary, AuditEntry, History, Manuscript
from bot.domain.errors import ChangedMeanwhileError, UserError
from bot.ingestion.document import IngestedArticle
from bot.library import Library
from bot.ports.editing import Ledger
from bot.text.normalize import fold

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40  # ids go into buttons, where Discord has room for 100 characters in all
_OWN_ID = re.compile(rf"[a-z0-9-]{{1,{_LONGEST_SLUG}}}\.[0-9]{{1,6}}")


class Articles:
    """Changes a server's articles; an article is never overwritten, each version stays."""

    def __init__(self, changes: Changes, ledger: Ledger, library: Library) -> None:
        self._changes = changes
        self._ledger = ledger
        self._library = library

    async def publish(
        self, actor: Actor, article: IngestedArticle, why: str = "", article_id: str | None = None
    ) -> AuditEntry:
        """Add an article, under an id of its own or under the one it had when it was exported.

        Raises:
            ChangedMeanwhileError: when the server already has an article with this id.
        """
        if article_id is not None:
            return await self._add(actor, article, why, article_id)
        while True:
            # Another moderator may take the id first; then there is a next one.
            with suppress(ChangedMeanwhileError):
                return await self._add(actor, article, why, await self.free_id(actor, article))

    async def _add(self, actor: Actor, article: IngestedArticle, why: str, article_id: str) -> AuditEntry:
        if not _OWN_ID.fullmatch(article_id):
            raise UserError(f'{article_id!r} can be no article\'s id: it has to look like "kerr-wins-in-tokyo.1"')
        draft = self._changes.draft(actor, Action.ADD, why, article_id=article_id, revision=1)
        return await self._changes.make(draft, 0, number_version(article, article_id, 1))

    async def free_id(self, actor: Actor, article: IngestedArticle) -> str:
        """An id for a new article."""
        return _free_id(article, await self._ledger.article_ids(actor.moderated_server()))

    async def edit(
        self, actor: Actor, article_id: str, article: IngestedArticle, based_on: int, why: str = ""
    ) -> AuditEntry:
        """Let a new version answer in place of version ``based_on``, which the moderator had before their eyes.

        Raises:
            ChangedMeanwhileError: when another version answers by now, or none.
            UserError: when nothing is different.
        """
        history = await self.history(actor, article_id)
        if history.live is None or history.live.number != based_on:
            raise ChangedMeanwhileError(f"{article_id} has been changed since you opened it: open it again")
        new = number_version(article, article_id, len(history.revisions) + 1)
        if replace(new.revision, number=based_on) == history.live:
            same = "nothing is different from the present version: change something, or cancel"
            raise UserError(same, "nothing_changed")
        draft = self._changes.draft(actor, Action.EDIT, why, article_id=article_id, revision=new.revision.number)
        return await self._changes.make(draft, history.entries[-1].entry_id, new)

    async def remove(self, actor: Actor, article_id: str, why: str = "") -> AuditEntry:
        """Let an article answer no more; nothing of it is deleted."""
        history = await self.history(actor, article_id)
        if history.live is None:
            raise UserError(f"{article_id} is removed already: restoring brings it back", "removed_already")
        draft = self._changes.draft(actor, Action.REMOVE, why, article_id=article_id)
        return await self._changes.make(draft, history.entries[-1].entry_id)

    async def restore(self, actor: Actor, article_id: str, why: str = "", number: int | None = None) -> AuditEntry:
        """Let version ``number`` answer again, by default the one that answered last."""
        history = await self.history(actor, article_id)
        revision = history.last_live if number is None else history.revision(number)
        if revision is None:
            most = len(history.revisions)
            raise UserError(f"{article_id} has no version {number}: it has 1 to {most}", "no_version", most=most)
        if revision == history.live:
            standing = f"version {revision.number} of {article_id} is the one that answers: nothing to restore"
            raise UserError(standing, "answers_already", number=revision.number)
        draft = self._changes.draft(actor, Action.RESTORE, why, article_id=article_id, revision=revision.number)
        return await self._changes.make(draft, history.entries[-1].entry_id)

    async def history(self, actor: Actor, article_id: str) -> History:
        """All that happened to an article."""
        history = await self._ledger.history(actor.moderated_server(), article_id)
        if history is None:
            raise titles.unknown_article(article_id)
        return history

    async def differences(self, actor: Actor, article_id: str, old: int, new: int) -> Difference:
        """What changed from version ``old`` to version ``new``."""
        history = await self.history(actor, article_id)
        before, after = history.revision(old), history.revision(new)
        if before is None or after is None:
            most = len(history.revisions)
            raise UserError(f"{article_id} has the versions 1 to {most}: name two of them", "no_version", most=most)
        # Two long texts that have little in common can take a second to compare.
        return await asyncio.to_thread(difference, before, after)

    async def manuscript(self, actor: Actor, article_id: str) -> Manuscript:
        """The version that answers, or did last, with its source, to be edited."""
        history = await self.history(actor, article_id)
        number = history.last_live.number
        found = await self._ledger.manuscript(actor.moderated_server(), article_id, number)
        return found or Manuscript(history.last_live, history.last_live.text)

    async def find_naming(self, actor: Actor, athlete: str, *, removed: bool | None = None) -> Sequence[ArticleSummary]:
        """The articles that name an athlete anywhere, bundled ones too; accents and capitals make no difference."""
        name = fold(athlete).lower().strip()
        shown = [*await self._ledger.latest_revisions(actor.moderated_server()), *(await self._bundled(actor)).values()]
        ids = await asyncio.to_thread(lambda: {each.article_id for each in shown if name in _names(each)})
        return [each for each in await self.find(actor, removed=removed, bundled=True) if each.article_id in ids]

    async def find(
        self,
        actor: Actor,
        beginning: str = "",
        limit: int | None = None,
        *,
        removed: bool | None = None,
        bundled: bool = False,
    ) -> Sequence[ArticleSummary]:
        """The articles whose title or id has a word that begins so, those that begin with it first.

        Accents and capitals make no difference. ``removed`` keeps only the articles that are removed, or are not;
        ``bundled`` adds those that came with the program and answer here.
        """
        summaries = await self._summaries(actor, bundled=bundled)
        kept = [each for each in summaries if removed is None or removed == (each.live is None)]
        return titles.find(kept, beginning)[:limit]

    async def bundled(self, actor: Actor, article_id: str) -> Revision | None:
        """The bundled article with this id that answers in the server, if there is one."""
        return (await self._bundled(actor)).get(article_id)

    async def resolve(self, actor: Actor, typed: str, *, removed: bool | None = None, bundled: bool = False) -> str:
        """The id of the article that somebody means who typed an id, a title, or a part of one.

        Of several that may be meant, ``removed`` decides: those that are removed, or are not.

        Raises:
            UnknownArticleError: when none is meant, or several may be; it names the nearest.
        """
        summaries = await self._summaries(actor, bundled=bundled)
        return titles.resolve(summaries, typed, removed=removed).article_id

    async def _summaries(self, actor: Actor, *, bundled: bool) -> Sequence[ArticleSummary]:
        own = await self._ledger.summaries(actor.moderated_server())
        if not bundled:
            return own
        others = (await self._bundled(actor)).values()
        return [*own, *(ArticleSummary(each.article_id, each.byline.title, 1, 1, is_bundled=True) for each in others)]

    async def _bundled(self, actor: Actor) -> Mapping[str, Revision]:
        """The articles that answer in the server and aren't its own, by id."""
        server_id = actor.moderated_server()
        own = {each.article_id for each in await self._ledger.live(server_id)}
        articles = await self._library.server_articles(server_id)
        return {each.article_id: each for each in articles.revisions if each.article_id not in own}


def _names(revision: Revision) -> str:
    """Everything in an article that may name somebody."""
    return fold("\n".join([revision.byline.title or "", *revision.athletes, revision.text])).lower()


def _free_id(article: IngestedArticle, taken: Container[str]) -> str:
    """An id that isn't taken: the title and a number, with a dot between, which no bundled article's id has."""
    title = fold(article.revision.byline.title or "").lower()
    slug = _NOT_IN_SLUG.sub("-", title)[:_LONGEST_SLUG].strip("-") or "article"
    return next(name for number in count(1) if (name := f"{slug}.{number}") not in taken)


def number_version(article: IngestedArticle, article_id: str, number: int) -> Manuscript:
    """The article as version ``number`` under ``article_id``."""
    byline = article.revision.byline
    for text in (article.raw, article.revision.text, byline.title, byline.outlet, byline.author, byline.url):
        _check_characters(text or "")
    return Manuscript(replace(article.revision, article_id=article_id, number=number), article.raw)


def _check_characters(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        number = error.start + 1
        broken = f"character {number} of the text is broken: paste it again as UTF-8"
        raise UserError(broken, "broken_character", number=number) from error
