"""Keeps one member from keeping the bot busy."""

import math

from discord.ext import commands

from bot.ports.clock import Clock


class Cooldown:
    """Lets a member ask ``times`` within ``seconds`` of the clock, which is the one that a test or the demo sets."""

    def __init__(self, times: int, seconds: float, clock: Clock) -> None:
        self._clock = clock
        self._seconds = seconds
        self._buckets: commands.CooldownMapping[int] = commands.CooldownMapping.from_cooldown(times, seconds, hash)
        self._told: dict[int, float] = {}

    def wait(self, member_id: int) -> int:
        """Whole seconds the member has to wait; 0 lets them ask, and counts it."""
        retry_after = self._buckets.update_rate_limit(member_id, self._now())
        if retry_after is None:
            self._told.pop(member_id, None)
        return math.ceil(retry_after or 0)

    def tell(self, member_id: int) -> bool:
        """Whether the member is to be told to wait; once until they may ask again."""
        now = self._now()
        self._told = {each: until for each, until in self._told.items() if until > now}
        is_told = member_id in self._told
        self._told.setdefault(member_id, now + self._seconds)
        return not is_told

    def _now(self) -> float:
        return self._clock.now().timestamp()
