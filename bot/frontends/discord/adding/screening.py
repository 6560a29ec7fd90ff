"""Finds what there is to tell about an article before it is published."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from discord.utils import utcnow

from bot.adapters.language import language_of
from bot.domain.article import Revision
from bot.domain.editing import Manuscript
from bot.ingestion.checks import Finding, check
from bot.ingestion.document import IngestedArticle
from bot.ingestion.restoring import dropped_from
from bot.ingestion.same_text import KnownArticles
from bot.library import Shelf
from bot.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Screened:
    """An article with what was found; ``titles`` are those of the articles that findings name, by id."""

    article: IngestedArticle
    athletes: tuple[str, ...]
    language: str | None
    findings: tuple[Finding, ...]
    titles: Mapping[str, str | None]


class Screening:
    """Compares articles with those a server has, whose sketches are kept."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._known: dict[int, _Known] = {}
        self._turn = asyncio.Lock()

    def forget(self, server_id: int) -> None:
        """Let go of a server the bot has left."""
        self._known.pop(server_id, None)

    async def screen(self, server_id: int, manuscript: Manuscript, charset: str | None) -> Screened:
        """What there is to tell about a manuscript in a server; ``charset`` is one that was guessed."""
        shelf = await self._newsroom.shelf(server_id)
        known = self._known.setdefault(server_id, _Known())
        # One at a time: each brings what is known up to date, and two large texts at once would hold up everybody.
        async with self._turn:
            return await asyncio.to_thread(self._screened, shelf, known, manuscript, charset)

    def _screened(self, shelf: Shelf, known: "_Known", manuscript: Manuscript, charset: str | None) -> Screened:
        article = read_again(manuscript, charset)
        athletes = shelf.answerer.named_in(article.revision)
        language = language_of(article.revision.text)
        today = utcnow().date()
        findings = check(article, known.brought_up(shelf.revisions), today=today, athletes=athletes, language=language)
        named = {finding.article_id for finding in findings}
        titles = {each.article_id: each.byline.title for each in shelf.revisions if each.article_id in named}
        return Screened(article, athletes, language, findings, titles)


def read_again(manuscript: Manuscript, charset: str | None = None) -> IngestedArticle:
    """A kept manuscript as it was when it had been read."""
    dropped = dropped_from(manuscript.raw, manuscript.revision.text)
    return IngestedArticle(manuscript.revision, manuscript.raw, dropped, charset)


class _Known:
    """The articles of one server, brought up to date by what differs."""

    def __init__(self) -> None:
        self._articles = KnownArticles()
        self._present: dict[str, Revision] = {}

    def brought_up(self, revisions: Sequence[Revision]) -> KnownArticles:
        """The known articles once ``revisions`` are all there are."""
        present = {revision.article_id: revision for revision in revisions}
        for article_id in self._present.keys() - present.keys():
            self._articles.remove(article_id)
        for article_id, revision in present.items():
            if self._present.get(article_id) != revision:
                self._articles.put(revision)
        self._present = present
        return self._articles
