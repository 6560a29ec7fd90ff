"""A real database in a folder of its own, on a clock the test sets."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.sqlite.stores import Stores, open_stores

RETENTION = timedelta(days=30)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 9, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment the clock is set to."""
        return self.moment

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.moment += by


Opened = Callable[[], AbstractAsyncContextManager[Stores]]


@pytest.fixture
def clock() -> SetClock:
    """A clock at noon on 1 September 2025."""
    return SetClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database goes; there is none yet."""
    return tmp_path / "kept.sqlite3"


@pytest.fixture
def opened(path: Path, clock: SetClock) -> Opened:
    """Opens the stores; opening them again after closing is a restart."""
    return lambda: open_stores(path, clock, RETENTION)
