"""Finds what there is to tell about an article before it is published."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import Revision
from bot.ingestion.checks import Finding, check
from bot.ingestion.document import IngestedArticle
from bot.ingestion.same_text import KnownArticles
from bot.library import Library, ServerArticles
from bot.ports.clock import Clock


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

    def __init__(self, library: Library, language_of: Callable[[str], str | None], clock: Clock) -> None:
        self._library = library
        self._language_of = language_of
        self._clock = clock
        self._known: dict[int, _Known] = {}
        self._turn = asyncio.Lock()

    def forget(self, server_id: int) -> None:
        """Let go of a server the bot has left."""
        self._known.pop(server_id, None)

    async def screen(self, server_id: int, article: IngestedArticle, beside: Sequence[Revision] = ()) -> Screened:
        """What there is to tell about an article in a server, where those ``beside`` are known besides its own."""
        articles = await self._library.server_articles(server_id)
        known = self._known.setdefault(server_id, _Known())
        # One at a time: each brings what is known up to date, and two large texts at once would hold up everybody.
        async with self._turn:
            return await asyncio.to_thread(self._screened, articles, known, article, beside)

    def _screened(
        self, articles: ServerArticles, known: "_Known", article: IngestedArticle, beside: Sequence[Revision]
    ) -> Screened:
        athletes = articles.answerer.named_in(article.revision)
        language = self._language_of(article.revision.text)
        today, known_articles = self._clock.now().date(), known.update((*articles.revisions, *beside))
        findings = check(article, known_articles, today=today, athletes=athletes, language=language)
        named = {finding.article_id for finding in findings}
        titles = {each.article_id: each.byline.title for each in articles.revisions if each.article_id in named}
        return Screened(article, athletes, language, findings, titles)


class _Known:
    """The articles of one server, brought up to date by what differs."""

    def __init__(self) -> None:
        self._articles = KnownArticles()
        self._present: dict[str, Revision] = {}

    def update(self, revisions: Sequence[Revision]) -> KnownArticles:
        """The known articles once ``revisions`` are all there are."""
        present = {revision.article_id: revision for revision in revisions}
        for article_id in self._present.keys() - present.keys():
            self._articles.remove(article_id)
        for article_id, revision in present.items():
            if self._present.get(article_id) != revision:
                self._articles.put(revision)
        self._present = present
        return self._articles
