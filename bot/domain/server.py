"""What a server can choose for itself, and which process serves it."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's choices; ``None`` leaves one to the host.

    ``moderator_roles`` may moderate besides those with Manage Server. ``answer_channels`` are where every question is
    answered, ``log_channel`` is where changes are told. ``bundled`` says whether the bundled articles answer, too.
    ``retention_days`` can shorten the host's retention, not lengthen it.
    """

    moderator_roles: frozenset[int] = frozenset()
    answer_channels: frozenset[int] = frozenset()
    log_channel: int | None = None
    language: str | None = None
    bundled: bool = True
    retention_days: int | None = None

    def differing(self, other: "ServerSettings") -> tuple[str, ...]:
        """The names of the choices that aren't the same in both."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name))


@dataclass(frozen=True, slots=True)
class Shards:
    """The part of all servers that Discord sends to one process: the shards ``ids`` of ``count``.

    Without ``ids`` all are meant; a ``count`` of 0 is as many as Discord recommends.
    """

    ids: tuple[int, ...] = ()
    count: int = 0

    def serve(self, server_id: int) -> bool:
        """Whether a server is one of them."""
        return not self.ids or (server_id >> 22) % self.count in self.ids

    def __str__(self) -> str:
        return f"{self.ids[0]}-{self.ids[-1]}/{self.count}" if self.ids else "all"


EVERY_SHARD = Shards()
