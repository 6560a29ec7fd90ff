"""Work that is kept until it is due, and outlives whoever is at it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from typing_extensions import override

from bot.adapters.sql.database import Connection, Database, Queries
from bot.adapters.sql.records import moment, moment_text, record, record_text
from bot.domain.following import Address, Mention, Notification, Period
from bot.domain.job import Gather, Job, MakeDigest, Send, Work
from bot.domain.schedule import Rhythm
from bot.domain.server import EVERY_SHARD, Shards
from bot.following.ports import JobStore

READ = "news_read"
"""The fact under which the last entry of the log is kept that has been read."""
MOST_MENTIONS = 100
"""How many mentions a notification holds; it can show only a few of them."""
_KINDS: Mapping[type[Work], str] = {Gather: "gather", MakeDigest: "digest", Send: "send"}


class SqlJobs(JobStore):
    """Keeps jobs; what a job leads to is kept in the same transaction that ends it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("jobs")
        self._facts = database.queries("facts")

    @override
    async def claim(self, now: datetime, leased_until: datetime, shards: Shards = EVERY_SHARD) -> Job | None:
        times = {"now": moment_text(now), "leased_until": moment_text(leased_until)}
        async with self._database.writing() as connection:
            row = await self._sql.claim(connection, **times, **asdict(shards))
        return _job(row) if row else None

    @override
    async def postpone(self, job: Job, due_at: datetime) -> None:
        async with self._database.writing() as connection:
            due = {"due_at": moment_text(due_at), "attempts": job.attempts}
            await self._sql.postpone(connection, job_id=job.job_id, **due)

    @override
    async def finish(self, job: Job) -> None:
        async with self._database.writing() as connection:
            await self._sql.finish(connection, job_id=job.job_id)

    @override
    async def gather(self, job: Job, work: Gather, notification_id: str, now: datetime) -> None:
        whose = {**address_columns(work.address), "rhythm": work.rhythm}
        async with self._database.writing() as connection:
            # Finished first: a job that somebody else has finished meanwhile tells nothing twice, and news that come in
            # at this moment wait for it, and then for a job of their own.
            if not await self._sql.finish(connection, job_id=job.job_id):
                return
            upto = int(await self._facts.fact(connection, key=READ) or 0)
            rows = [row async for row in self._sql.to_tell(connection, **whose, upto=upto, most=MOST_MENTIONS)]
            if rows:
                await self._sql.mark_read(connection, **whose, upto=upto)
                mentions = tuple(Mention(athlete, article_id) for athlete, article_id, _ in rows)
                notification = Notification(notification_id, work.address, now, mentions, rows[0][2])
                await put_job(self._sql, connection, Send(notification), now)

    @override
    async def make_digest(self, job: Job, work: MakeDigest, notification_id: str, now: datetime, due: datetime) -> None:
        following = record_text(MakeDigest(work.address, now))
        async with self._database.writing() as connection:
            if await self._sql.set_digest(connection, job_id=job.job_id, due_at=moment_text(due), content=following):
                digest = Period(work.since, now)
                await put_job(
                    self._sql, connection, Send(Notification(notification_id, work.address, now, digest=digest)), now
                )

    @override
    async def reschedule(self, server_id: int, due: Mapping[Rhythm, datetime]) -> None:
        async with self._database.writing() as connection:
            for rhythm, moment_due in due.items():
                due_at = moment_text(moment_due)
                await self._sql.reschedule(connection, server_id=server_id, rhythm=rhythm, due_at=due_at)

    @override
    async def digest(self, server_id: int) -> MakeDigest | None:
        async with self._database.reading() as connection:
            content = await self._sql.digest(connection, server_id=server_id)
        return record(MakeDigest, content) if content else None

    @override
    async def plan_digest(self, server_id: int, work: MakeDigest | None, due: datetime) -> None:
        async with self._database.writing() as connection:
            await self._sql.drop_digest(connection, server_id=server_id)
            if work:
                await put_job(self._sql, connection, work, due)


async def put_job(sql: Queries, connection: Connection, work: Work, due_at: datetime) -> None:
    """Keeps a job; nothing happens where there is one with its key."""
    await sql.put_job(
        connection,
        key=work.key,
        kind=_KINDS[type(work)],
        **address_columns(work.address),
        rhythm=work.rhythm if isinstance(work, Gather) else None,
        due_at=moment_text(due_at),
        content="{}" if isinstance(work, Gather) else record_text(work),
    )


def address_columns(address: Address) -> dict[str, int | None]:
    """An address as columns."""
    return {"server_id": address.server_id, "channel_id": address.channel_id, "member_id": address.member_id}


def _job(row: Sequence[Any]) -> Job:
    job_id, kind, server_id, channel_id, member_id, rhythm, due_at, attempts, content = row
    work: Work
    match kind:
        case "gather":
            work = Gather(Address(server_id, channel_id, member_id), Rhythm(rhythm))
        case "digest":
            work = record(MakeDigest, content)
        case _:
            work = record(Send, content)
    return Job(job_id, work, moment(due_at), attempts)
