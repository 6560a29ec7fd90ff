"""At what times somebody may be told."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.following import Address
from bot.domain.job import Gather
from bot.domain.schedule import Rhythm, Schedule
from bot.following.ports import FollowStore, MemberSchedules
from bot.ports.clock import Clock
from bot.ports.servers import ServerStore


class Times:
    """A channel is told when its server wants it; so is a member directly, unless they chose times of their own."""

    def __init__(self, schedules: MemberSchedules, follows: FollowStore, servers: ServerStore, clock: Clock) -> None:
        self._schedules = schedules
        self._follows = follows
        self._servers = servers
        self._clock = clock

    async def of(self, address: Address) -> Schedule:
        """The times at an address."""
        own = await self._schedules.get(address.member_id) if address.member_id and address.is_direct else None
        return own or (await self._servers.settings(address.server_id)).schedule

    async def own(self, member_id: int) -> Schedule | None:
        """The times that a member chose; ``None`` where they never did."""
        return await self._schedules.get(member_id)

    async def choose(self, member_id: int, schedule: Schedule | None) -> None:
        """Tells a member at these times from now on, or at each server's; so of what waits already."""
        now, due = self._clock.now(), dict[tuple[int, Rhythm], datetime]()
        for follow in await self._follows.of_member(member_id):
            there = schedule or (await self._servers.settings(follow.server_id)).schedule
            due[follow.server_id, follow.rhythm] = there.due(follow.rhythm, now)
        await self._schedules.put(member_id, schedule, due)

    async def due(self, server_id: int) -> dict[Rhythm, datetime]:
        """When whoever has no times of their own is to be told of what is new in a server now."""
        schedule = (await self._servers.settings(server_id)).schedule
        return {rhythm: schedule.due(rhythm, self._clock.now()) for rhythm in Rhythm}

    async def own_due(self, server_id: int, athletes: Collection[str]) -> dict[Gather, datetime]:
        """When those are who follow any of the athletes there and have times of their own."""
        chosen = await self._schedules.of_followers(server_id, athletes)
        return {
            Gather(Address(server_id, member_id=member_id), rhythm): schedule.due(rhythm, self._clock.now())
            for member_id, rhythm, schedule in chosen
        }
