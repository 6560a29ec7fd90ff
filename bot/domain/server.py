"""What a server can choose for itself."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's choices; ``None`` leaves one to the host.

    ``moderator_roles`` may moderate besides those with Manage Server. ``answer_channels`` are where every question is
    answered, ``log_channel`` is where changes are told. ``bundled`` says whether the bundled articles answer, too.
    ``retention_days`` can shorten the host's retention, not lengthen it. ``threads`` says whether an answer to a
    message stands in a thread of its own.
    """

    moderator_roles: frozenset[int] = frozenset()
    answer_channels: frozenset[int] = frozenset()
    log_channel: int | None = None
    language: str | None = None
    bundled: bool = True
    retention_days: int | None = None
    threads: bool = False

    def differing(self, other: "ServerSettings") -> tuple[str, ...]:
        """The names of the choices that aren't the same in both."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name))
