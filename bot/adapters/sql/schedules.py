"""At what hours members want to be told directly."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from typing_extensions import override

from bot.adapters.sql.database import Database
from bot.adapters.sql.records import moment_text, record, record_text
from bot.domain.schedule import Rhythm, Schedule
from bot.following.ports import MemberSchedules


class SqlMemberSchedules(MemberSchedules):
    """Keeps the schedules of those who chose one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("schedules")

    @override
    async def get(self, member_id: int) -> Schedule | None:
        async with self._database.reading() as connection:
            content = await self._sql.schedule(connection, member_id=member_id)
        return record(Schedule, content) if content else None

    @override
    async def put(self, member_id: int, schedule: Schedule | None, due: Mapping[tuple[int, Rhythm], datetime]) -> None:
        async with self._database.writing() as connection:
            if schedule:
                await self._sql.put_schedule(connection, member_id=member_id, content=record_text(schedule))
            else:
                await self._sql.drop_schedule(connection, member_id=member_id)
            # In the same order as where news are taken, as jobs are held from one to the next.
            for (server_id, rhythm), moment in sorted(due.items()):
                which = {"member_id": member_id, "server_id": server_id, "rhythm": rhythm}
                await self._sql.reschedule_member(connection, **which, due_at=moment_text(moment))

    @override
    async def of_followers(self, server_id: int, athletes: Collection[str]) -> Sequence[tuple[int, Rhythm, Schedule]]:
        which = {"server_id": server_id, "athletes": json.dumps([*athletes])}
        async with self._database.reading() as connection:
            rows = [row async for row in self._sql.schedules_of_followers(connection, **which)]
        return [(member_id, Rhythm(rhythm), record(Schedule, content)) for member_id, rhythm, content in rows]
