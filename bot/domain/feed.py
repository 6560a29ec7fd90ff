"""A server's feeds, the entries they bring, and what became of each."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class FeedMode(StrEnum):
    """What becomes of an entry that passes all checks."""

    REVIEW = "review"
    PUBLISH = "publish"


class FeedState(StrEnum):
    """Whether a feed is polled; a new one waits until somebody says how far back to take.

    Of a removed one everything is kept, so that it can be brought back.
    """

    NEW = "new"
    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


class PauseReason(StrEnum):
    """Why a feed is no longer polled."""

    MODERATOR = "moderator"
    FAILING = "failing"
    GONE = "gone"


class Outcome(StrEnum):
    """What became of an entry; those that are new or changed are still to be read."""

    NEW = "new"
    CHANGED = "changed"
    SUBMITTED = "submitted"
    SKIPPED = "skipped"


class Skipped(StrEnum):
    """Why an entry gives no article."""

    NOT_WANTED = "not_wanted"  # the filters
    BEFORE_START = "before_start"
    OLD = "old"
    NO_LINK = "no_link"
    UNREADABLE = "unreadable"
    PROTECTED = "protected"
    ERROR_PAGE = "error_page"
    PAYWALL = "paywall"
    COOKIE_WALL = "cookie_wall"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    LANGUAGE = "language"
    NO_ATHLETE = "no_athlete"
    SAME = "same"  # an edited entry whose article is as before
    WITHDRAWN = "withdrawn"  # an edited entry whose article the moderators rejected or removed


@dataclass(frozen=True, slots=True)
class Filters:
    """What a feed's entries are chosen by: one of each list that isn't empty has to fit."""

    athletes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave with a document, to be sent back so that it can say that nothing has changed."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """How a feed fails: the code and the values of the error, since when, how often in a row, and whether it lasts."""

    code: str
    since: datetime
    values: dict[str, str] = field(default_factory=dict)
    count: int = 1
    is_lasting: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of one server.

    ``added_by`` is ``None`` once that member asked to be forgotten. ``channel`` is where its cards go, by default the
    server's log channel. ``start`` is the date from which entries of the first poll are taken, ``None`` for all of
    them; ``newest`` is the latest date of an entry so far, ``polled_at`` when it was polled last, and ``succeeded_at``
    when that went well. ``told_at`` is when moderators were last told that it fails, ``pause_told`` says whether they
    know that it was paused. All moments are in UTC.
    """

    feed_id: int
    server_id: int
    url: str
    title: str
    added_by: int | None
    added_at: datetime
    next_poll: datetime
    mode: FeedMode = FeedMode.REVIEW
    channel: int | None = None
    filters: Filters = Filters()
    state: FeedState = FeedState.NEW
    start: datetime | None = None
    validators: Validators = Validators()
    newest: datetime | None = None
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    failure: Failure | None = None
    told_at: datetime | None = None
    pause: PauseReason | None = None
    pause_told: bool = True

    def after(self, change: "FeedChange", now: datetime) -> "Feed":
        """The feed as moderators want it to be from ``now`` on; one that is to be polled is polled at once."""
        changed = replace(self, state=change.after, start=change.start, pause_told=True)
        if change.after in {FeedState.PAUSED, FeedState.REMOVED}:
            return replace(changed, pause=PauseReason.MODERATOR)
        return replace(changed, next_poll=now, failure=None, told_at=None, pause=None)


@dataclass(frozen=True, slots=True)
class FeedChange:
    """How a feed stands before and after what a moderator did; one that is only looked at isn't there yet.

    ``title``, ``url``, ``mode`` and ``start`` are the feed's at that moment.
    """

    feed_id: int
    title: str
    url: str
    mode: FeedMode
    before: FeedState
    after: FeedState
    start: datetime | None = None

    @property
    def reverse(self) -> "FeedChange":
        """What takes it back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a feed has it; ``content`` is HTML unless ``is_plain``. Moments are in UTC."""

    guid: str = ""
    link: str = ""
    title: str = ""
    published: datetime | None = None
    content: str = ""
    is_plain: bool = False
    author: str = ""
    outlet: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """What a site answered: its entries in the feed's order, or none where nothing has changed.

    ``moved_to`` is where the feed has moved for good. ``ttl`` is how many seconds the feed or the site says it stays
    the same.
    """

    title: str = ""
    entries: tuple[Entry, ...] = ()
    validators: Validators = Validators()
    moved_to: str | None = None
    ttl: float | None = None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry that was seen, and what became of it.

    ``content`` is the entry as it is to be read, for as long as it is. ``fingerprint`` tells a changed text, ``edits``
    counts them, ``submission_id`` is the latest suggestion made of it, ``card_id`` the message that told of it.
    ``tries`` counts how often its page couldn't be had; it isn't tried again before ``next_try``.
    """

    entry_id: int
    feed_id: int
    server_id: int
    title: str
    link: str
    seen_at: datetime
    fingerprint: str
    outcome: Outcome
    reason: Skipped | None = None
    content: Entry | None = None
    published: datetime | None = None
    edits: int = 0
    edited_at: datetime | None = None
    submission_id: int | None = None
    taken_at: datetime | None = None
    tries: int = 0
    next_try: datetime | None = None
    card_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry as a poll found it, with all the keys it has by now; a new one has the id 0."""

    entry: KnownEntry
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Card:
    """A message that tells moderators of suggestions; ``message_id`` is ``None`` until it is sent."""

    card_id: int
    server_id: int
    channel_id: int
    made_at: datetime
    submission_ids: tuple[int, ...]
    message_id: int | None = None
