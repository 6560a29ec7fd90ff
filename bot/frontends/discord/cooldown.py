"""Keeps one member from keeping the bot busy."""

import math
from collections import deque

from bot.ports import Clock


class Cooldown:
    """Lets a member ask ``times`` within ``seconds`` of the clock.

    It goes by the time of day, not by one that a simulated Discord may stop.
    """

    def __init__(self, times: int, seconds: float, clock: Clock) -> None:
        self._clock = clock
        self._times = times
        self._seconds = seconds
        self._asked: dict[int, deque[float]] = {}
        self._told: set[int] = set()

    def wait(self, member_id: int) -> int:
        """Whole seconds the member has to wait; 0 lets them ask, and counts it."""
        now = self._clock.now().timestamp()
        self._forget(now)
        asked = self._asked.setdefault(member_id, deque())
        if len(asked) >= self._times:
            return max(1, math.ceil(asked[0] + self._seconds - now))
        asked.append(now)
        self._told.discard(member_id)
        return 0

    def tell(self, member_id: int) -> bool:
        """Whether the member is to be told to wait; once until they may ask again."""
        first = member_id not in self._told
        self._told.add(member_id)
        return first

    def _forget(self, now: float) -> None:
        for member_id, asked in list(self._asked.items()):
            while asked and asked[0] <= now - self._seconds:
                asked.popleft()
            if not asked:
                del self._asked[member_id]
                self._told.discard(member_id)
