"""Who follows whom."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from typing_extensions import override

from bot.adapters.sql.database import Database
from bot.adapters.sql.jobs import address_columns, put_job
from bot.adapters.sql.records import moment, moment_text
from bot.domain.following import Address, Follow
from bot.domain.job import Gather
from bot.domain.schedule import Rhythm
from bot.following.ports import FollowStore
from bot.ports.clock import Clock


class SqlFollows(FollowStore):
    """Keeps follows; how far each has been told is kept with it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._sql = database.queries("following")
        self._jobs = database.queries("jobs")
        self._clock = clock

    @override
    async def add(self, follow: Follow, due_at: datetime) -> Follow:
        whom = {"member_id": follow.member_id, "server_id": follow.server_id, "athlete": follow.athlete}
        async with self._database.writing() as connection:
            await self._sql.add_follow(
                connection,
                **whom,
                channel_id=follow.channel_id,
                rhythm=follow.rhythm,
                since=moment_text(follow.since),
            )
            await put_job(self._jobs, connection, Gather(follow.address, follow.rhythm), due_at)
            return replace(follow, follow_id=await self._sql.follow_id(connection, **whom))

    @override
    async def of_member(self, member_id: int, server_id: int | None = None) -> Sequence[Follow]:
        return await self._of_member(member_id, server_id, refused=False)

    @override
    async def at(self, address: Address) -> Sequence[Follow]:
        async with self._database.reading() as connection:
            return [_follow(row) async for row in self._sql.follows_at(connection, **address_columns(address))]

    @override
    async def athletes(self, server_id: int) -> Sequence[str]:
        async with self._database.reading() as connection:
            return [name async for (name,) in self._sql.followed(connection, server_id=server_id)]

    @override
    async def end(self, follow_id: int, member_id: int) -> Follow | None:
        async with self._database.writing() as connection:
            row = await self._sql.follow(connection, follow_id=follow_id, member_id=member_id)
            if row:
                await self._sql.end_follow(connection, follow_id=follow_id)
        return _follow(row) if row else None

    @override
    async def end_all(self, server_id: int, member_ids: Collection[int]) -> None:
        async with self._database.writing() as connection:
            for member_id in member_ids:
                await self._sql.end_follows_in(connection, server_id=server_id, member_id=member_id)

    @override
    async def refuse(self, address: Address) -> None:
        refused_at = moment_text(self._clock.now())
        async with self._database.writing() as connection:
            await self._sql.refuse(connection, **address_columns(address), refused_at=refused_at)

    @override
    async def refused(self, member_id: int) -> Sequence[Follow]:
        return await self._of_member(member_id, None, refused=True)

    @override
    async def forget_refused(self, member_id: int) -> None:
        async with self._database.writing() as connection:
            await self._sql.forget_refused(connection, member_id=member_id)

    async def _of_member(self, member_id: int, server_id: int | None, *, refused: bool) -> Sequence[Follow]:
        whose = {"member_id": member_id, "server_id": server_id, "refused": refused}
        async with self._database.reading() as connection:
            return [_follow(row) async for row in self._sql.follows_of_member(connection, **whose)]


def _follow(row: Sequence[Any]) -> Follow:
    follow_id, server_id, member_id, athlete, channel_id, rhythm, since = row
    return Follow(server_id, member_id, athlete, moment(since), channel_id, Rhythm(rhythm), follow_id)
