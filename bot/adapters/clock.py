"""The system's clock."""

from datetime import UTC, datetime

from typing_extensions import override

from bot.ports.clock import Clock


class SystemClock(Clock):
    """Tells the time of the machine the bot runs on."""

    @override
    def now(self) -> datetime:
        return datetime.now(UTC)
