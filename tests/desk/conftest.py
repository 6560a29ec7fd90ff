"""A newsroom with its desk over a real database, on a clock the test sets, with one bundled article."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap.application import Application, open_application
from bot.settings import Settings

BUNDLED = """---
title: Marl wins in Torrin
athletes: [Ada Marl]
---

Ada Marl won the 800m in Torrin on 3 May 2024.
"""


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


@pytest.fixture
def clock() -> SetClock:
    """A clock at noon on 1 September 2025."""
    return SetClock()


@pytest.fixture
def opened(tmp_path: Path, clock: SetClock) -> Callable[[], AbstractAsyncContextManager[Application]]:
    """Opens the application; opening it again after closing is a restart."""
    (tmp_path / "marl.md").write_text(BUNDLED, encoding="utf-8")
    settings = Settings(corpus=(tmp_path / "marl.md",), database=tmp_path / "kept.sqlite3")
    return lambda: open_application(settings, clock=clock)
