"""Counts what is being carried out, so that stopping can wait for it."""

import asyncio
from types import TracebackType
from typing import Self


class Duty:
    """What the bot is busy with; entered for the time of each piece of work."""

    def __init__(self) -> None:
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> Self:
        self._busy += 1
        self._idle.clear()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._busy -= 1
        if not self._busy:
            self._idle.set()

    async def finished(self, seconds: float) -> bool:
        """Waits until nothing is being carried out, for ``seconds`` at most; whether that came true."""
        if not self._busy:
            return True
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return False
        return True
