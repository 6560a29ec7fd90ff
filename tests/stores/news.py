"""New articles and follows for the tests of what tells of them."""

from datetime import UTC, datetime

from bot.adapters.sql.stores import Stores
from bot.domain.article import Revision
from bot.domain.editing import Action, AuditEntry, Manuscript
from bot.domain.following import LogEntry, NewArticle
from bot.domain.schedule import Rhythm

NOON = datetime(2025, 9, 1, 12, tzinfo=UTC)


async def log(stores: Stores, article_id: str, action: Action = Action.ADD, revision: int | None = 1) -> int:
    """A change to an article of server 5, with a version of it where it is added or edited; the entry's id."""
    last = await stores.ledger.history(5, article_id)
    writes = action in {Action.ADD, Action.EDIT}
    manuscript = Manuscript(Revision(article_id, "Text.", number=revision or 1), "") if writes else None
    entry = AuditEntry(0, 5, NOON, None, action, article_id=article_id, revision=revision)
    return await stores.ledger.record(entry, last.entries[-1].entry_id if last else 0, manuscript)


def new_article(entry: LogEntry, athletes: tuple[str, ...] = ("Ann Lee",)) -> NewArticle:
    """What an entry that lets an article answer for the first time means."""
    assert entry.revision
    article_id = entry.revision.article_id
    return NewArticle(entry.entry_id, entry.server_id, article_id, entry.at, NOON.date(), athletes)


async def take(stores: Stores, athletes: tuple[str, ...] = ("Ann Lee",), due: datetime = NOON) -> list[str]:
    """Reads the log to its end, as if every new article named the same athletes; the articles' ids."""
    entries, upto = await stores.news.unread(1000)
    found = [new_article(entry, athletes) for entry in entries if entry.revision]
    await stores.news.take(upto, found, {(5, rhythm): due for rhythm in Rhythm})
    return [each.article_id for each in found]
