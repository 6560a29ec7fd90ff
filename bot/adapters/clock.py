"""The system's clock."""

from datetime import UTC, datetime


class SystemClock:
    """Tells the time of the machine the bot runs on."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)
