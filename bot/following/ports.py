"""What following needs from outside: where it is kept, and who carries messages."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.article import Revision
from bot.domain.following import Address, Digest, Follow, LogEntry, NewArticle, News, Notification, Period, Renaming
from bot.domain.job import Gather, Job, MakeDigest
from bot.domain.schedule import Rhythm, Schedule
from bot.domain.server import EVERY_SHARD, Shards


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
