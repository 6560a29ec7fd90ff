"""Writes entries of the log of changes for people: who did what, when and why."""

from bot.desk.desk import Desk
from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.domain.errors import UnknownArticleError
from bot.domain.server import ServerSettings
from bot.frontends.discord.ui.translations import MANAGING, Words


async def write_entry(desk: Desk, actor: Actor, entry: AuditEntry, title: str | None, words: Words) -> str:
    """One entry with what it changed in the settings, if it did; ``title`` is the article's, where it is about one."""
    before = await desk.changes.settings_before(actor, entry) if entry.settings else ServerSettings()
    at, shown = int(entry.at.timestamp()), title or entry.article_id or ""
    return words.of(MANAGING).say("entry", entry=entry, at=at, title=shown, before=before)


async def find_title(desk: Desk, actor: Actor, entry: AuditEntry) -> str | None:
    """The title that an entry's article has or had; ``None`` for an entry on none."""
    if entry.article_id is None:
        return None
    try:
        return (await desk.articles.history(actor, entry.article_id)).last_live.byline.title
    except UnknownArticleError:  # purged meanwhile
        return None
