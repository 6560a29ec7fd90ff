"""A server's articles through time: versions that never change, and a log of who showed or hid which, when and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.article import Revision
from bot.domain.feed import FeedChange
from bot.domain.server import ServerSettings


class Action(StrEnum):
    """What a moderator did."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    RESTORE = "restore"
    APPROVE = "approve"
    REJECT = "reject"
    SETTINGS = "settings"
    FEED = "feed"
    UNDO = "undo"


class Status(StrEnum):
    """Where a suggestion stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One version of an article, and the untouched source it was made from."""

    revision: Revision
    raw: str


@dataclass(frozen=True, slots=True)
class Submission:
    """An article a member suggests, or a feed brings.

    ``note`` is what the moderator told the member about the decision. ``revises`` is the id of an article that it is a
    new version of.
    """

    submission_id: int
    server_id: int
    member_id: int
    sent_at: datetime
    manuscript: Manuscript
    status: Status = Status.PENDING
    note: str = ""
    revises: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry of the log changes: an article, a suggestion, the settings, or a feed.

    Approving changes two of them.
    """

    article_id: str | None = None
    submission_id: int | None = None
    settings: bool = False
    feed_id: int | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change, and how its subjects stand after it.

    ``revision`` is the number of the version that answers from then on, ``None`` when the article no longer does.
    ``actor_id`` is ``None`` for the host, and for a member who asked to be forgotten. ``undoes`` is the id of the
    entry that was taken back. ``at`` is in UTC.
    """

    entry_id: int
    server_id: int
    at: datetime
    actor_id: int | None
    action: Action
    why: str = ""
    article_id: str | None = None
    revision: int | None = None
    submission_id: int | None = None
    status: Status | None = None
    settings: ServerSettings | None = None
    undoes: int | None = None
    feed: FeedChange | None = None

    @property
    def subject(self) -> Subject:
        """What the entry changed."""
        feed_id = self.feed.feed_id if self.feed else None
        return Subject(self.article_id, self.submission_id, self.settings is not None, feed_id)


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article as a list shows it; ``live`` is the version that answers, ``None`` when removed.

    One that is ``is_bundled`` came with the program and isn't the server's to change.
    """

    article_id: str
    title: str | None
    live: int | None
    versions: int
    is_bundled: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened to one article, oldest first; ``revisions`` are its versions by number, from 1."""

    entries: tuple[AuditEntry, ...]
    revisions: tuple[Revision, ...]

    @property
    def live(self) -> Revision | None:
        """The version that answers."""
        return self.revision(self.entries[-1].revision)

    @property
    def last_live(self) -> Revision:
        """The version that answers, or did when the article was removed."""
        shown = [entry.revision for entry in self.entries if entry.revision is not None]
        return self.revisions[shown[-1] - 1]

    def revision(self, number: int | None) -> Revision | None:
        """The version with this number, if there is one."""
        return self.revisions[number - 1] if number and 1 <= number <= len(self.revisions) else None

    def quoted(self, sha256: str) -> Revision | None:
        """The version whose text has this hash."""
        return next((revision for revision in self.revisions if revision.sha256 == sha256), None)
