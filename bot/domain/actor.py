"""Who asks for a change, and what they may do."""

from dataclasses import dataclass

from bot.domain.errors import NotAllowedError


@dataclass(frozen=True, slots=True)
class Actor:
    """A member at this moment, in the server they speak in.

    ``server_id`` is ``None`` in a direct message, where nothing can be changed. ``may_moderate`` says what Discord and
    the server's settings say now; it is never remembered. ``manages_server`` says that Discord itself lets the member
    manage the server. ``member_id`` is ``None`` for the host at the command line.
    """

    member_id: int | None
    server_id: int | None
    may_moderate: bool = False
    manages_server: bool = False

    def moderated_server(self) -> int:
        """The server this actor moderates, or a `NotAllowedError` where there is none."""
        server_id = self.own_server()
        if not self.may_moderate:
            raise NotAllowedError("only moderators of this server can do that: ask one of them, or use /suggest")
        return server_id

    def own_server(self) -> int:
        """The server this actor speaks in, or a `NotAllowedError` in a direct message."""
        if self.server_id is None:
            raise NotAllowedError("that can only be done in a server: use the command there", "server_only")
        return self.server_id

    def check_appointing(self) -> None:
        """A `NotAllowedError` for all who may not appoint moderators, or they could make and unmake each other."""
        if not self.manages_server and self.member_id is not None:
            message = "who moderates is decided by members with Manage Server: ask one of them"
            raise NotAllowedError(message, "manage_server_only")
