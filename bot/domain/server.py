"""What a server can choose for itself, and which process serves it."""

from dataclasses import dataclass, fields, replace

from bot.domain.schedule import Schedule


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's choices; ``None`` leaves one to the host.

    ``moderator_roles`` may moderate besides those with Manage Server. ``answer_channels`` are where every question is
    answered, ``log_channel`` is where changes are told. ``bundled`` says whether the bundled articles answer, too.
    ``retention_days`` can shorten the host's retention, not lengthen it. ``threads`` says whether an answer to a
    message stands in a thread of its own. ``digest_channel`` is where the week is told; ``time_zone``, ``quiet_from``,
    ``quiet_until``, ``digest_day`` and ``digest_hour`` are those of a `Schedule`.
    """

    moderator_roles: frozenset[int] = frozenset()
    answer_channels: frozenset[int] = frozenset()
    log_channel: int | None = None
    language: str | None = None
    bundled: bool = True
    retention_days: int | None = None
    threads: bool = False
    digest_channel: int | None = None
    time_zone: str = "UTC"
    quiet_from: int | None = None
    quiet_until: int | None = None
    digest_day: int = 0
    digest_hour: int = 9

    @property
    def schedule(self) -> Schedule:
        """When the server may be told something."""
        return Schedule(self.time_zone, self.quiet_from, self.quiet_until, self.digest_day, self.digest_hour)

    def with_schedule(self, schedule: Schedule) -> "ServerSettings":
        """The same with other times."""
        return replace(
            self,
            time_zone=schedule.zone,
            quiet_from=schedule.quiet_from,
            quiet_until=schedule.quiet_until,
            digest_day=schedule.day,
            digest_hour=schedule.hour,
        )

    def differing(self, other: "ServerSettings") -> tuple[str, ...]:
        """The names of the choices that aren't the same in both."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name))


@dataclass(frozen=True, slots=True)
class Shards:
    """The part of all servers that Discord sends to one process: the shards from ``first`` to ``last`` of ``count``."""

    first: int = 0
    last: int = 0
    count: int = 1

    def serve(self, server_id: int) -> bool:
        """Whether a server is one of them."""
        return self.first <= (server_id >> 22) % self.count <= self.last

    def __str__(self) -> str:
        return f"{self.first}-{self.last}/{self.count}"


EVERY_SHARD = Shards()
"""All there are, however many Discord recommends."""
