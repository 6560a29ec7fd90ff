"""Looks at a database without changing it."""

from bot.adapters.postgres.database import connect, explain_opening


async def inspect(address: str) -> tuple[int, dict[str, str]]:
    """The version a database is at, 0 before the first start, and the facts kept in it.

    Raises:
        DatabaseError: when it can't be used; the message says why.
    """
    with explain_opening():
        connection = await connect(address, "pressbox-doctor")
        try:
            if await connection.fetchval("SELECT to_regclass('schema_version')") is None:
                return 0, {}
            facts = await connection.fetch("SELECT key, value FROM fact")
            return await connection.fetchval("SELECT version FROM schema_version"), dict(facts)
        finally:
            await connection.close()
