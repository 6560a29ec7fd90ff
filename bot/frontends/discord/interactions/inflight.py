"""Counts what is being carried out, so that stopping can wait for it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Inflight:
    """What the bot is busy with."""

    def __init__(self) -> None:
        self.count = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def track(self) -> Iterator[None]:
        """Counts the block as work for as long as it runs."""
        self.count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self.count -= 1
            if not self.count:
                self._idle.set()

    async def wait(self, seconds: float) -> bool:
        """Waits until nothing is being carried out, for ``seconds`` at most; whether that came true."""
        if not self.count:
            return True
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return False
        return True
