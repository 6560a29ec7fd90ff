"""Where servers' and members' choices are kept, and what holds for all processes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Protocol

from bot.domain.server import EVERY_SHARD, ServerSettings, Shards


class ServerStore(Protocol):
    """What is known of the servers the bot is in."""

    async def settings(self, server_id: int) -> ServerSettings:
        """The server's choices; the default ones where it made none."""

    async def mark_present(self, server_ids: Collection[int], shards: Shards = EVERY_SHARD) -> None:
        """Takes note of all servers the bot is in, as told when it connects; an unavailable server is among them.

        The others of these shards count as left from now on, and a server that is back counts as never left.
        """

    async def mark_left(self, server_id: int) -> None:
        """Starts the grace period of a server that removed the bot, the first time it is heard; not for an outage."""

    async def mark_joined(self, server_id: int) -> None:
        """Ends the grace period of a server, if one runs."""


class ServerChoices(Protocol):
    """Remembers from which server's articles a member wants to be answered in direct messages."""

    async def chosen(self, member_id: int) -> int | None:
        """The server that the member chose; ``None`` where they never did."""

    async def choose(self, member_id: int, server_id: int) -> None:
        """Keep a choice, in place of the one before."""

    async def used_by(self, member_id: int) -> Sequence[int]:
        """The servers in which a member has asked or follows somebody, or that they chose; in order.

        Only those with articles of their own that the bot hasn't left.
        """


class DeliveryLog(Protocol):
    """Tells a first delivery from a repeated one; Discord delivers at least once."""

    async def first(self, delivery_id: str) -> bool:
        """Whether ``delivery_id`` was never seen before; it is seen from now on."""


class MemberData(Protocol):
    """What is kept about a member, theirs to see, take and delete."""

    async def counts(self, member_id: int) -> Mapping[str, int]:
        """How many records of each sort are kept."""

    async def export(self, member_id: int) -> Mapping[str, Any]:
        """Everything kept about the member, ready for JSON: a list of records for each sort."""

    async def forget(self, member_id: int) -> int:
        """Deletes everything kept about the member for good; the number of records deleted."""


class Retention(Protocol):
    """Deletes what has been kept long enough."""

    async def purge(self) -> int:
        """Deletes for good whatever is older than it may be kept; the number of records deleted."""


class Peers(Protocol):
    """The other processes that use what is kept: the host's commands, and other shards of the bot.

    ``every``: how often to ask for what they have changed.
    """

    every: timedelta

    async def changed_elsewhere(self, server_ids: Callable[[], Collection[int]]) -> Collection[int]:
        """In which of the servers others may have changed something since this was asked last; at first, in none.

        Which servers is asked when all that was heard is known: of one that is read meanwhile nothing is missed.
        """

    async def has_duty(self) -> bool:
        """Whether the periodic jobs are this process's: one process has them, and another when that one ends."""

    async def take_turn(self, name: str, seconds: float) -> None:
        """Wait until no other process has had the turn ``name`` for so many seconds."""


class Facts(Protocol):
    """Small facts that have to outlive a restart, such as which commands were registered last."""

    async def get(self, key: str) -> str | None:
        """The fact kept under ``key``."""

    async def put(self, key: str, value: str) -> None:
        """Keep a fact, in place of what was kept before."""
