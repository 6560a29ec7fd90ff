"""Writes entries of the log of changes for people: who did what, when and why."""

from bot.desk.desk import Desk
from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import UnknownArticleError
from bot.domain.server import ServerSettings
from bot.frontends.discord.phrasebook import Words


def written(
    entry: AuditEntry,
    title: str | None,
    words: Words,
    before: ServerSettings = ServerSettings(),  # noqa: B008  # frozen
) -> str:
    """One entry; ``title`` is the article's, where it is about one, ``before`` the settings that it changed."""
    at = int(entry.at.timestamp())
    shown = title or entry.article_id or ""
    return words.of("managing").say("entry", entry=entry, at=at, title=shown, before=before)


async def written_out(desk: Desk, actor: Actor, entry: AuditEntry, title: str | None, words: Words) -> str:
    """One entry with what it changed in the settings, if it did."""
    before = await desk.changes.settings_before(actor, entry) if entry.settings else ServerSettings()
    return written(entry, title, words, before)


async def entry_text(desk: Desk, actor: Actor, entry: AuditEntry, words: Words) -> str:
    """One entry alone, with the title that its article has or had."""
    title = None
    if entry.article_id is not None:
        try:
            title = (await desk.articles.history(actor, entry.article_id)).last_live.byline.title
        except UnknownArticleError:  # purged meanwhile
            title = None
    return await written_out(desk, actor, entry, title, words)
