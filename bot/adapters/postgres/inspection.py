"""Looks at a database without changing it."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from bot.adapters.postgres.database import check_server, connect, explain_opening

_NAME = "pressbox-doctor"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a database holds: its version, 0 before the first start, and the small facts kept by name.

    ``shares_sessions`` is set where two connections that are open at once have the same session of PostgreSQL, as a
    pooler gives them that works by transaction.
    """

    version: int
    facts: dict[str, str]
    shares_sessions: bool


async def inspect(address: str) -> Inspected:
    """Look at a database that a bot can use.

    Raises:
        DatabaseError: when it can't be used; the message says why.
    """
    with explain_opening():
        async with AsyncExitStack() as stack:
            connections = []
            for _ in range(2):
                connections.append(await connect(address, _NAME))
                stack.push_async_callback(connections[-1].close)
            check_server(connections[0])
            sessions = {await each.fetchval("SELECT pg_backend_pid()") for each in connections}
            version, facts = await _read(connections[0])
            return Inspected(version, facts, shares_sessions=len(sessions) < len(connections))


async def _read(connection: Any) -> tuple[int, dict[str, str]]:  # noqa: ANN401  # asyncpg's
    if await connection.fetchval("SELECT to_regclass('schema_version')") is None:
        return 0, {}
    facts = await connection.fetch("SELECT key, value FROM fact")
    return await connection.fetchval("SELECT version FROM schema_version"), dict(facts)
