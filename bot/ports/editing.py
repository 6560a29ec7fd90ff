"""Where articles, their versions and every change to them are kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.article import Revision
from bot.domain.draft import Draft
from bot.domain.editing import ArticleSummary, AuditEntry, History, Manuscript, Subject, Submission


class Ledger(Protocol):
    """The servers' articles, suggestions and settings, changed only by entries that say who, what, when and why.

    Nothing of one server is found under another's id.
    """

    async def record(self, entry: AuditEntry, seen: int, manuscript: Manuscript | None = None, note: str = "") -> int:
        """Makes the change and keeps the entry, both or neither; the id it got, whatever ``entry`` says.

        ``seen`` is the id of the latest entry on the same subject that the decision was based on, 0 for none.
        ``manuscript`` is a new version, numbered ``entry.revision``; ``note`` goes to whoever suggested the article.

        Raises:
            ChangedMeanwhileError: when there is a later entry on the same subject.
        """

    async def latest(self, server_id: int, subject: Subject, before: int | None = None) -> AuditEntry | None:
        """The last entry on any part of ``subject``, of those older than the entry ``before``."""

    async def entry(self, server_id: int, entry_id: int) -> AuditEntry | None:
        """The entry with this id."""

    async def entries(self, server_id: int, before: int | None, limit: int) -> Sequence[AuditEntry]:
        """The last ``limit`` entries, of those older than the entry ``before``, latest first."""

    async def live(self, server_id: int, known: Iterable[Revision] = ()) -> Sequence[Revision]:
        """The versions that answer, by article id; those among the ``known`` aren't read again."""

    async def article_ids(self, server_id: int) -> frozenset[str]:
        """The ids of every article ever added, removed ones too."""

    async def summaries(self, server_id: int) -> Sequence[ArticleSummary]:
        """Every article ever added, removed ones too, by id."""

    async def latest_revisions(self, server_id: int) -> Sequence[Revision]:
        """Of every article the version that answers, or the last one of a removed article, by id."""

    async def history(self, server_id: int, article_id: str) -> History | None:
        """All that happened to an article; ``None`` for an unknown one."""

    async def manuscript(self, server_id: int, article_id: str, number: int) -> Manuscript | None:
        """One version with its source."""


class SubmissionStore(Protocol):
    """The suggestions that wait for a moderator."""

    async def submit(self, server_id: int, member_id: int, sent_at: datetime, manuscript: Manuscript) -> Submission:
        """Keep a suggestion at the end of the server's queue."""

    async def get(self, server_id: int, submission_id: int) -> Submission | None:
        """The suggestion with this id."""

    async def pending(self, server_id: int, member_id: int | None = None) -> Sequence[Submission]:
        """The suggestions nobody has decided on, oldest first; only one member's when one is named."""

    async def pending_ids(self, server_id: int) -> Sequence[int]:
        """The ids of the suggestions nobody has decided on, oldest first."""
        ...


class DraftStore(Protocol):
    """What members are about to add, suggest or change."""

    async def put(self, draft: Draft) -> None:
        """Keep a draft, in place of what it was before; the member's oldest goes where there are too many."""

    async def get(self, draft_id: str) -> Draft | None:
        """The draft with this id; ``None`` once it is done with or has expired."""

    async def remove(self, draft_id: str) -> None:
        """Delete a draft; one that isn't there is no error."""
