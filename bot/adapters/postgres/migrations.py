"""Brings the schema up to date: numbered scripts, by one process at a time, each wholly or not at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.errors import DatabaseError

_LOCK = 1349665400
"""The advisory lock that is held while the schema is looked at and changed."""


def scripts() -> Mapping[int, str]:
    """This program's migrations by the version each leads to, which is that of SQLite's script with the same tables."""
    paths = sorted(Path(__file__).parent.glob("migrations/*.sql"))
    return {int(path.name.split("_")[0]): path.read_text(encoding="utf-8") for path in paths}


async def migrate(connection: Any, steps: Mapping[int, str]) -> None:  # noqa: ANN401  # asyncpg's, from a pool
    """Bring the database to the last version of ``steps``; another process that wants the same waits.

    Raises:
        DatabaseError: when it is another program's, or was written by a newer version of this one.
    """
    async with connection.transaction():
        # Until the transaction ends, whichever way.
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
        version = await _version(connection)
        if version > max(steps):
            raise DatabaseError(
                f"the database has version {version} and this Pressbox knows versions up to {max(steps)}: "
                "update Pressbox, or restore a backup made before the update"
            )
        for number, step in steps.items():
            if number > version:
                await connection.execute(step)
                await connection.execute("UPDATE schema_version SET version = $1", number)


async def _version(connection: Any) -> int:  # noqa: ANN401  # as above
    """The version, 0 of a database that is empty."""
    tables = {row[0] for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    if not tables:
        await connection.execute("CREATE TABLE schema_version AS SELECT 0 AS version")
    elif "schema_version" not in tables:
        raise DatabaseError("it is another program's database: name one of its own in PRESSBOX_DATABASE")
    version: int = await connection.fetchval("SELECT version FROM schema_version")
    return version
