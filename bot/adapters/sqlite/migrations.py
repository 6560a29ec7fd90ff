"""Brings the schema of a database up to date, one numbered script after the other, each wholly or not at all.

A script and the version it leads to are one transaction, written as one SQL script: were the version set by a second
call, a crash between the two would leave a schema that no version describes.
"""

import sqlite3
from pathlib import Path

import aiosqlite

from bot.domain.errors import DatabaseError

APPLICATION_ID = 1349665400
"""What the file's header says so that another program's database isn't taken for ours; set by the first script."""
_FOREIGN = """
    SELECT application_id <> ? AND (user_version > 0 OR EXISTS (SELECT 1 FROM sqlite_schema))
      FROM pragma_application_id, pragma_user_version
"""

# A step that changes nothing the second time would set the version back that another process has reached meanwhile.
# Only a trigger can raise an error of its own; a number without an absolute value raises one everywhere.
_CHECK = "SELECT iif(user_version = {version}, 0, abs(-9223372036854775808)) FROM pragma_user_version"


def scripts() -> tuple[str, ...]:
    """This program's migrations in order; the first leads to version 1."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("migrations/*.sql")))


async def migrate(connection: aiosqlite.Connection, steps: tuple[str, ...]) -> None:
    """Bring the database from its version to ``len(steps)``.

    Raises:
        DatabaseError: when it is another program's, or was written by a newer version of this one.
    """
    await _check_ownership(connection)
    while (version := await _version(connection)) < len(steps):
        await _take(connection, steps[version], version)
    if version > len(steps):
        raise DatabaseError(
            f"the database has version {version} and this Pressbox knows versions up to {len(steps)}: "
            "update Pressbox, or restore a backup made before the update"
        )


async def _take(connection: aiosqlite.Connection, step: str, version: int) -> None:
    """One step from ``version``; a failed one changes nothing."""
    try:
        check = _CHECK.format(version=version)
        script = f"BEGIN IMMEDIATE;\n{check};\n{step};\nPRAGMA user_version = {version + 1};\nCOMMIT;"
        await connection.executescript(script)
    except sqlite3.Error:
        await connection.rollback()
        # Another process that was started at the same time may have taken the step first.
        if await _version(connection) == version:
            raise


async def _check_ownership(connection: aiosqlite.Connection) -> None:
    # One query sees one state of the file; another process may be making the tables at this moment.
    if await _value(connection, _FOREIGN, APPLICATION_ID):
        raise DatabaseError("the file is another program's database: name another file in PRESSBOX_DATABASE")


async def _version(connection: aiosqlite.Connection) -> int:
    return await _value(connection, "PRAGMA user_version")


async def _value(connection: aiosqlite.Connection, sql: str, *parameters: int) -> int:
    async with connection.execute(sql, parameters) as cursor:
        row = await cursor.fetchone()
    return int(row[0]) if row else 0
