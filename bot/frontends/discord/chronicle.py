"""Writes entries of the log of changes for people: who did what, when and why."""

from bot.desk.desk import Desk
from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import UnknownArticleError
from bot.frontends.discord.phrasebook import Words


def written(entry: AuditEntry, title: str | None, words: Words) -> str:
    """One entry; ``title`` is the article's, where the entry is about one."""
    at = int(entry.at.timestamp())
    return words.of("managing").say("entry", entry=entry, at=at, title=title or entry.article_id or "")


async def entry_text(desk: Desk, actor: Actor, entry: AuditEntry, words: Words) -> str:
    """One entry alone, with the title that its article has or had."""
    title = None
    if entry.article_id is not None:
        try:
            title = (await desk.articles.history(actor, entry.article_id)).last_live.byline.title
        except UnknownArticleError:  # purged meanwhile
            title = None
    return written(entry, title, words)
