"""Takes articles from files: new ones are added, changed ones edited, and the same again changes nothing."""

from dataclasses import replace
from enum import StrEnum

from bot.desk.articles import Articles
from bot.domain.actor import Actor
from bot.domain.article import Revision
from bot.ingestion.document import IngestedArticle
from bot.ports.editing import Ledger


class Imported(StrEnum):
    """What became of a file."""

    ADDED = "added"
    EDITED = "edited"
    RESTORED = "restored"
    UNCHANGED = "unchanged"


class Imports:
    """Brings articles from outside into a server, as changes like any other."""

    def __init__(self, articles: Articles, ledger: Ledger) -> None:
        self._articles = articles
        self._ledger = ledger

    async def import_article(
        self, actor: Actor, article: IngestedArticle, article_id: str | None, why: str
    ) -> Imported:
        """Let the article answer under ``article_id``, or under a new id when it has none.

        An article without an id that answers already in the same words isn't added twice.
        """
        server_id = actor.moderated_server()
        if article_id is None:
            if article.revision.sha256 in {revision.sha256 for revision in await self._ledger.live(server_id)}:
                return Imported.UNCHANGED
            await self._articles.publish(actor, article, why)
            return Imported.ADDED
        if await self._ledger.history(server_id, article_id) is None:
            await self._articles.publish(actor, article, why, article_id)
            return Imported.ADDED
        return await self._update(actor, article, article_id, why)

    async def _update(self, actor: Actor, article: IngestedArticle, article_id: str, why: str) -> Imported:
        history = await self._articles.history(actor, article_id)
        if history.live is None:
            await self._articles.restore(actor, article_id, why)
        if _same(history.last_live, article.revision):
            return Imported.UNCHANGED if history.live else Imported.RESTORED
        await self._articles.edit(actor, article_id, article, history.last_live.number, why)
        return Imported.EDITED


def _same(kept: Revision, new: Revision) -> bool:
    return replace(new, article_id=kept.article_id, number=kept.number) == kept
