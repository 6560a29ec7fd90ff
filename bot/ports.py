"""What the core needs from outside, as protocols; adapters and tests provide it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.conversation import Conversation, ConversationKey, Turn
from bot.domain.draft import Draft
from bot.domain.editing import ArticleSummary, AuditEntry, History, Manuscript, Subject, Submission
from bot.domain.following import Address, Digest, Follow, LogEntry, NewArticle, News, Notification, Period, Renaming
from bot.domain.gap import Missed
from bot.domain.job import Gather, Job, MakeDigest
from bot.domain.passage import Hit, Passage
from bot.domain.quote import QuoteReference
from bot.domain.schedule import Rhythm, Schedule
from bot.domain.sent_answer import SentAnswer
from bot.domain.server import EVERY_SHARD, ServerSettings, Shards
from bot.domain.usage import DayCount, QuotedArticle


class Retriever(Protocol):
    """Finds passages by their terms."""

    def search(self, query: Mapping[str, float], limit: int) -> Sequence[Hit]:
        """The best ``limit`` passages that hold any of the weighted query terms, best first."""

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """The passages of one article, in order; none for an unknown one."""

    def sentences(self, revision: Revision) -> tuple[Sequence[int], Sequence[int]]:
        """Where the sentences of a revision begin and where they end, in order; of its article or not."""

    def idf(self, term: str) -> float:
        """How telling a term is in this corpus; always above zero."""

    def beginning(self, first: str, length: int) -> Collection[str]:
        """The articles' words of so many letters that begin with ``first``, folded and in lower case.

        They are the model for misspelt ones.
        """

    def __contains__(self, term: object) -> bool: ...


class SentenceEncoder(Protocol):
    """Gives texts of like meaning like vectors, so that their cosine tells how well a sentence answers a question.

    ``identity`` changes whenever the same text may get another vector.
    """

    identity: str

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """A question's vector, shape ``(dimensions,)``, of length 1."""

    def encode_passages(self, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        """A matrix a passage, shape ``(1 + sentences, dimensions)``: row 0 is the title's vector, then the sentences'.

        Vectors have length 1, or 0 where nothing could be read (no title, or a sentence too far back).
        """


class PairReader(Protocol):
    """Reads a question and a passage together: slower than an encoder, and the better judge of whether it answers."""

    def read(self, question: str, passages: Sequence[Passage]) -> Sequence[NDArray[np.float32]]:
        """For each passage, shape ``(sentences,)``: the log-odds of each sentence against there being no answer."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, in UTC."""


class ConversationStore(Protocol):
    """Remembers what was asked and quoted, per conversation, for as long as it may be kept."""

    async def load(self, key: ConversationKey) -> Conversation:
        """The latest turns that may still be kept; none where nothing was said yet."""

    async def append(self, key: ConversationKey, turn: Turn) -> None:
        """Keep one more turn."""


class SentAnswerStore(Protocol):
    """Remembers the answers given, so that their buttons work after a restart and a correction can reach them."""

    async def add(self, sent: SentAnswer) -> None:
        """Keep an answer that is about to be sent."""

    async def set_message(self, answer_id: str, message_id: int) -> None:
        """Note which message an answer became, in place of what it was before; a forgotten answer stays forgotten."""

    async def get(self, answer_id: str) -> SentAnswer | None:
        """The answer with this id; ``None`` once it has expired or was forgotten."""

    async def add_quotes(self, answer_id: str, quoted: Sequence[QuoteReference]) -> None:
        """Note that an answer's message shows these quotes by now, besides those it had."""

    async def by_message(self, message_id: int) -> SentAnswer | None:
        """The answer that became this message, if it is one."""

    async def latest_in(self, server_id: int, channel_id: int) -> SentAnswer | None:
        """The last answer given in a channel of a server, to whomever."""
        ...

    async def quoting(self, server_id: int, article_id: str, since: datetime) -> Sequence[SentAnswer]:
        """The server's answers from ``since`` on that quoted the article, oldest first."""

    async def mark_wrong(self, answer_id: str, member_id: int) -> None:
        """Note that a member said the answer isn't what was meant; saying it twice is noted once."""

    async def asked(self, server_id: int, period: Period, most: int) -> Sequence[SentAnswer]:
        """The last ``most`` answers that members of the server asked for in a period and everybody there can see."""


class MissedQuestions(Protocol):
    """Finds, among the answers given, those that failed, and remembers who waits for a better one."""

    async def missed(self, server_id: int) -> Sequence[Missed]:
        """The server's questions that were answered with nothing, or whose answer was marked as wrong."""

    async def wait(self, answer_id: str, member_id: int) -> None:
        """Note that a member wants to be told when an article answers; asking twice is noted once."""

    async def dismiss(self, answer_ids: Collection[str], *, dismissed: bool) -> None:
        """Note that moderators want no article for these, or that they do after all."""
        ...

    async def claim(self, answer_id: str, member_id: int) -> bool:
        """Ends a member's wait; whether they were waiting. Of several who claim it at once, one is told yes."""


class UsageCounts(Protocol):
    """Counts the answers given to a server's questions, as far as they are kept."""

    async def by_day(self, server_id: int, since: datetime) -> Sequence[DayCount]:
        """The days from ``since`` on that had questions; thanks and the like are none."""
        ...

    async def most_quoted(self, server_id: int, since: datetime, limit: int) -> Sequence[QuotedArticle]:
        """The ``limit`` articles that most answers from ``since`` on quoted, without titles."""
        ...


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

    async def live(self, server_id: int) -> Sequence[Revision]:
        """The versions that answer, by article id."""

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


class ServerStore(Protocol):
    """What is known of the servers the bot is in."""

    async def settings(self, server_id: int) -> ServerSettings:
        """The server's choices; the default ones where it made none."""

    async def mark_present(self, server_ids: Collection[int], shards: Shards = EVERY_SHARD) -> None:
        """Takes note of all servers the bot is in, as told when it connects; an unavailable server is among them.

        The others of these shards count as left from now on, and a server that is back counts as never left.
        """

    async def mark_left(self, server_id: int) -> None:
        """Starts the grace period of a server that removed the bot, the first time it is heard; not for an outage."""

    async def mark_joined(self, server_id: int) -> None:
        """Ends the grace period of a server, if one runs."""


class ServerChoices(Protocol):
    """Remembers from which server's articles a member wants to be answered in direct messages."""

    async def chosen(self, member_id: int) -> int | None:
        """The server that the member chose; ``None`` where they never did."""

    async def choose(self, member_id: int, server_id: int) -> None:
        """Keep a choice, in place of the one before."""

    async def used_by(self, member_id: int) -> Sequence[int]:
        """The servers in which a member has asked or follows somebody, or that they chose; in order.

        Only those with articles of their own that the bot hasn't left.
        """


class FollowStore(Protocol):
    """Who follows whom."""

    async def add(self, follow: Follow, due_at: datetime) -> Follow:
        """Keep a follow, in place of the member's earlier one of the same athlete; with the id it has from then on.

        Articles that are in the log already aren't news to a new one; what an earlier one is still to be told, the
        member is told as they want it now, at ``due_at``.
        """

    async def of_member(self, member_id: int, server_id: int | None = None) -> Sequence[Follow]:
        """Whom a member follows, by athlete; in one server when one is named."""

    async def at(self, address: Address) -> Sequence[Follow]:
        """The follows that are told at an address, the earliest first."""

    async def athletes(self, server_id: int) -> Sequence[str]:
        """Everybody who is followed in a server."""

    async def end(self, follow_id: int, member_id: int) -> Follow | None:
        """Ends a member's follow; ``None`` where it isn't one of theirs, or ended before."""

    async def end_all(self, server_id: int, member_ids: Collection[int]) -> None:
        """Ends every follow of members who have left a server; there is nobody to be told why."""

    async def refuse(self, address: Address) -> None:
        """Ends all follows that are told at an address where nothing can be told, and remembers to say so."""

    async def refused(self, member_id: int) -> Sequence[Follow]:
        """The member's follows that ended so."""

    async def forget_refused(self, member_id: int) -> None:
        """Deletes those: the member has been told."""


class MemberSchedules(Protocol):
    """At what hours members want to be told directly, as far as they chose that themselves."""

    async def get(self, member_id: int) -> Schedule | None:
        """The member's own; ``None`` where they never chose."""

    async def put(self, member_id: int, schedule: Schedule | None, due: Mapping[tuple[int, Rhythm], datetime]) -> None:
        """Keep a member's choice, or that there is none any more; their jobs that gather news are ``due`` then."""

    async def of_followers(self, server_id: int, athletes: Collection[str]) -> Sequence[tuple[int, Rhythm, Schedule]]:
        """Those of a server's members who chose, and are told directly of any of the athletes in a rhythm."""
        ...


class NewsLog(Protocol):
    """The new articles, as the log of changes has them, whoever added them."""

    async def unread(self, most: int) -> tuple[Sequence[LogEntry], int]:
        """What comes next in the log of all servers, and up to which entry of it that reaches."""

    async def take(
        self,
        upto: int,
        articles: Sequence[NewArticle],
        due: Mapping[tuple[int, Rhythm], datetime],
        called: Sequence[Renaming] = (),
        own: Mapping[Gather, datetime] = {},
    ) -> None:
        """Keep new articles, and jobs to tell of them, due as each server wants it; the log is read up to ``upto``.

        Whoever follows one of those ``called`` otherwise, follows them by their name from now on. ``own`` are jobs for
        members who want it at other times than the server.
        """

    async def newest(self, server_id: int, athlete: str | None, most: int) -> Sequence[NewArticle]:
        """The latest of a server's articles that answer, latest day first; only those that name ``athlete``."""

    async def count(self, server_id: int, athlete: str | None) -> int:
        """How many of those there are in all."""

    async def added(self, server_id: int, period: Period) -> Sequence[NewArticle]:
        """The articles added in a period that answer still, latest first."""

    async def live(self, server_id: int, article_ids: Collection[str]) -> Mapping[str, Revision]:
        """The versions that answer, of those articles that still do."""


class JobStore(Protocol):
    """Work that is kept until it is due. A job that was claimed is nobody else's until its lease is over."""

    async def claim(self, now: datetime, leased_until: datetime, shards: Shards = EVERY_SHARD) -> Job | None:
        """The job in a server of ``shards`` that is due for longest and nobody is at; ``None`` where there is none."""

    async def postpone(self, job: Job, due_at: datetime) -> None:
        """Give a job back, to be claimed from ``due_at`` on."""

    async def finish(self, job: Job) -> None:
        """Delete a job that is done."""

    async def gather(self, job: Job, work: Gather, notification_id: str, now: datetime) -> None:
        """Put the job to send all that is new to those it is for in place of the job to gather it; or none."""

    async def make_digest(self, job: Job, work: MakeDigest, notification_id: str, now: datetime, due: datetime) -> None:
        """Put the job to send a digest up to ``now`` beside the job for the next one, which is ``due`` then."""

    async def reschedule(self, server_id: int, due: Mapping[Rhythm, datetime]) -> None:
        """Move the jobs that gather a server's news, but for members who have hours of their own."""

    async def digest(self, server_id: int) -> MakeDigest | None:
        """The job that makes a server's next digest."""

    async def plan_digest(self, server_id: int, work: MakeDigest | None, due: datetime) -> None:
        """Keep the job that makes a server's next digest, in place of the one there was; ``None`` for no digest."""


class Messenger(Protocol):
    """Sends notifications."""

    async def find(self, notification: Notification) -> bool:
        """Whether a notification stands where it should, sent by an earlier attempt.

        Raises:
            AbsentError: while the bot isn't in the server.
            RefusedError: when nothing can be read there.
        """

    async def find_departed(self, server_id: int, member_ids: Sequence[int], most: int) -> Collection[int]:
        """Those of some members who have left the server, looked for until ``most`` are found who haven't.

        Raises:
            AbsentError: while the bot isn't in the server.
        """
        ...

    async def send(self, notification: Notification, content: News | Digest) -> None:
        """Sends a notification.

        Raises:
            AbsentError: while the bot isn't in the server.
            DepartedError: when the member to be told has left it.
            RefusedError: when nothing can be told there, or nothing may.
        """


class DeliveryLog(Protocol):
    """Tells a first delivery from a repeated one; Discord delivers at least once."""

    async def first(self, delivery_id: str) -> bool:
        """Whether ``delivery_id`` was never seen before; it is seen from now on."""


class MemberData(Protocol):
    """What is kept about a member, theirs to see, take and delete."""

    async def counts(self, member_id: int) -> Mapping[str, int]:
        """How many records of each sort are kept."""

    async def export(self, member_id: int) -> Mapping[str, Any]:
        """Everything kept about the member, ready for JSON: a list of records for each sort."""

    async def forget(self, member_id: int) -> int:
        """Deletes everything kept about the member for good; the number of records deleted."""


class Retention(Protocol):
    """Deletes what has been kept long enough."""

    async def purge(self) -> int:
        """Deletes for good whatever is older than it may be kept; the number of records deleted."""


class Peers(Protocol):
    """The other processes that use what is kept: the host's commands, and other shards of the bot.

    ``every``: how often to ask for what they have changed.
    """

    every: timedelta

    async def changed_elsewhere(self, server_ids: Collection[int]) -> Collection[int]:
        """In which of these servers others may have changed something since this was asked last; at first, in none."""

    async def has_duty(self) -> bool:
        """Whether the periodic jobs are this process's: one process has them, and another when that one ends."""

    async def take_turn(self, name: str, seconds: float) -> None:
        """Wait until no other process has had the turn ``name`` for so many seconds."""


class Facts(Protocol):
    """Small facts that have to outlive a restart, such as which commands were registered last."""

    async def get(self, key: str) -> str | None:
        """The fact kept under ``key``."""

    async def put(self, key: str, value: str) -> None:
        """Keep a fact, in place of what was kept before."""
