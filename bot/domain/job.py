"""Work that is kept until it is due."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.following import Address, Notification
from bot.domain.schedule import Rhythm


@dataclass(frozen=True, slots=True)
class Gather:
    """Makes one notification of everything that those who are told at an address in a rhythm haven't been told."""

    address: Address
    rhythm: Rhythm

    @property
    def key(self) -> str:
        """There is one such job at a time."""
        return f"gather:{self.address.server_id}:{self.address.channel_id}:{self.address.member_id}:{self.rhythm}"


@dataclass(frozen=True, slots=True)
class MakeDigest:
    """Makes the notification with a server's digest from ``since`` on, and itself due the next time."""

    address: Address
    since: datetime

    @property
    def key(self) -> str:
        """There is one such job at a time."""
        return f"digest:{self.address.server_id}"


@dataclass(frozen=True, slots=True)
class Send:
    """Sends a notification."""

    notification: Notification

    @property
    def address(self) -> Address:
        """Where to."""
        return self.notification.address

    @property
    def key(self) -> str:
        """There is one such job at a time."""
        return f"send:{self.notification.notification_id}"


Work = Gather | MakeDigest | Send


@dataclass(frozen=True, slots=True)
class Job:
    """Work with when it is due, in UTC, and how often it was begun, this time included."""

    job_id: int
    work: Work
    due_at: datetime
    attempts: int
