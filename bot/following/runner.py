"""Carries out what is due."""

import asyncio
import logging
import secrets
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import AbsentError, DepartedError, RefusedError
from bot.domain.following import Notification
from bot.domain.job import Gather, Job, MakeDigest, Send
from bot.domain.schedule import Rhythm
from bot.domain.server import EVERY_SHARD, Shards
from bot.following.contents import Contents
from bot.following.log_reader import LogReader
from bot.following.ports import FollowStore, JobStore, Messenger
from bot.following.times import Times
from bot.ports.clock import Clock

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
"""How long a job is nobody else's; should the program end, it is taken up again after that."""
LIMIT = 120.0
"""Seconds that sending may take; less than the lease, so that no two are ever at the same job."""
AT_ONCE = 4
"""How many jobs are carried out at a time; discord.py waits where Discord limits the rate."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
MOST_ASKED, MOST_FOUND = 25, 5
"""About how many followers of a channel's news Discord is asked, and how many who are there are enough."""
TRIES = 72
"""After how many attempts a notification is given up; that is after about three days."""


class Runner:
    """Reads the log and carries jobs out.

    Only a job to send does anything outside of the database, and what it sends is known again where it stands: so it
    can be ended at any moment, and the next attempt neither loses nor repeats a message.
    """

    def __init__(
        self,
        jobs: JobStore,
        follows: FollowStore,
        times: Times,
        reader: LogReader,
        contents: Contents,
        clock: Clock,
    ) -> None:
        self._jobs = jobs
        self._follows = follows
        self._times = times
        self._reader = reader
        self._contents = contents
        self._clock = clock

    async def run(self, messenger: Messenger, shards: Shards = EVERY_SHARD, *, reads: bool = True) -> None:
        """Reads the log, if ``reads``, and works until nothing is due in the servers of these shards."""
        if reads:
            await self._reader.read()
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._work(messenger, shards))

    async def _work(self, messenger: Messenger, shards: Shards) -> None:
        now = self._clock.now()
        while job := await self._jobs.claim(now, now + LEASE, shards):
            await self._carry_out(job, messenger)
            now = self._clock.now()

    async def _carry_out(self, job: Job, messenger: Messenger) -> None:
        now, work = self._clock.now(), job.work
        schedule = await self._times.of(work.address)
        if schedule.is_quiet(now):
            await self._jobs.postpone(replace(job, attempts=job.attempts - 1), schedule.next_open(now))
            return
        match work:
            case Gather():
                await self._jobs.gather(job, work, _new_id(), now)
            case MakeDigest():
                due = schedule.next_open(schedule.next_summary(Rhythm.WEEKLY, now))
                await self._jobs.make_digest(job, work, _new_id(), now, due)
            case Send(notification):
                await self._send(job, notification, messenger)

    async def _send(self, job: Job, notification: Notification, messenger: Messenger) -> None:
        try:
            async with asyncio.timeout(LIMIT):
                # The first attempt has nothing to look for.
                if job.attempts == 1 or not await messenger.find(notification):
                    await self._end_departed(notification, messenger)
                    content = await self._contents.of(notification)
                    if content:
                        await messenger.send(notification, content)
        except AbsentError:
            await self._jobs.postpone(replace(job, attempts=job.attempts - 1), self._clock.now() + LONGEST_PAUSE)
            return
        except DepartedError:
            await self._follows.end_all(notification.address.server_id, [notification.address.member_id or 0])
        except RefusedError:
            if notification.digest is None:
                await self._follows.refuse(notification.address)
            _log.info("nothing can be told there", extra={"server": notification.address.server_id})
        except Exception:  # noqa: BLE001  # whatever it is, the next attempt may succeed
            _log.exception("a notification could not be sent", extra={"attempt": job.attempts})
            if job.attempts < TRIES:
                await self._jobs.postpone(job, self._clock.now() + _pause(job.attempts))
                return
        await self._jobs.finish(job)

    async def _end_departed(self, notification: Notification, messenger: Messenger) -> None:
        """Ends what those follow who are told in a channel and have left its server.

        Discord says that somebody leaves only to bots with a privileged intent: so it is asked about the first few.
        """
        address, athletes = notification.address, {mention.athlete for mention in notification.mentions}
        if address.is_direct or not athletes:
            return
        told = [each.member_id for each in await self._follows.at(address) if each.athlete in athletes]
        asked = list(dict.fromkeys(told))[:MOST_ASKED]
        if departed := await messenger.find_departed(address.server_id, asked, MOST_FOUND):
            await self._follows.end_all(address.server_id, departed)


def _pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def _new_id() -> str:
    return secrets.token_urlsafe(9)
