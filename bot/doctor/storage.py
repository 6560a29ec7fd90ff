"""Where everything is kept, and the space left there."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.adapters.sql.notes import MOVING
from bot.adapters.sqlite.inspection import Inspected, inspect, is_writable
from bot.adapters.sqlite.migrations import scripts
from bot.doctor.finding import Finding, fail, ok, warn
from bot.domain.errors import UserError

if TYPE_CHECKING:
    from bot.adapters.postgres.inspection import Inspected as PostgresInspected

LITTLE, PLENTY = 50_000_000, 500_000_000
"""Bytes of free space below which the bot may stop at any moment, and below which that is worth knowing."""
_ANOTHER = "name another file in PRESSBOX_DATABASE"
_PART = "holds only a part of what `pressbox migrate` was copying into it"
_GO_ON = "run the same `pressbox migrate` again: it goes on where it was stopped"


@dataclass(frozen=True, slots=True)
class Storage:
    """What was found of the database, and the facts kept in it; none where it can't be read."""

    findings: tuple[Finding, ...]
    facts: Mapping[str, str]


async def storage(database: Path | str) -> Storage:
    """The database, a file that needn't exist yet or a PostgreSQL database's address."""
    if isinstance(database, Path):
        return Storage(tuple(file(database)), facts(database))
    from bot.adapters.postgres.inspection import inspect as inspect_postgres  # noqa: PLC0415  # an extra

    try:
        found = await inspect_postgres(database)
    except UserError as error:
        return Storage((fail("database", str(error), "mend that, or name another one in PRESSBOX_DATABASE"),), {})
    return Storage(tuple(_postgres(found)), found.facts)


def file(path: Path) -> Iterator[Finding]:
    """The database at ``path``, which needn't exist yet, and the space left beside it."""
    if not path.absolute().parent.is_dir():
        yield fail("database", f"there is no folder {path.absolute().parent}", f"make it, or {_ANOTHER}")
        return
    yield _database(path)
    yield space(shutil.disk_usage(path.absolute().parent).free)


def space(free: int) -> Finding:
    """Whether ``free`` bytes are enough."""
    message = f"{free / 1e9:.1f} GB free"
    if free < LITTLE:
        return fail("free space", message, "make room on the disk that holds the database")
    if free < PLENTY:
        return warn("free space", message, "make room on the disk that holds the database soon")
    return ok("free space", message)


def facts(path: Path) -> dict[str, str]:
    """The facts kept in the database; none where it can't be read."""
    try:
        return inspect(path).facts if path.is_file() else {}
    except sqlite3.Error:
        return {}


def _postgres(found: "PostgresInspected") -> Iterator[Finding]:
    if MOVING in found.facts:
        yield fail("database", f"it {_PART}", _GO_ON)
    else:
        yield ok("database", f"PostgreSQL answers (version {found.version} of {len(scripts())})")
    if found.shares_sessions:
        message = "a pooler between here and PostgreSQL works by transaction, which loses announcements and locks"
        yield fail("database", message, "let it work by session (PgBouncer: pool_mode = session), or go past it")


def _database(path: Path) -> Finding:
    if not is_writable(path):
        return fail("database", f"{path} can't be written", f"allow writing it and its folder, or {_ANOTHER}")
    if not path.exists():
        return ok("database", f"{path} is made when the bot starts")
    try:
        return _state(path, inspect(path))
    except sqlite3.Error as error:
        return fail("database", f"{path} can't be read ({error})", f"restore a backup, or {_ANOTHER}")


def _state(path: Path, found: Inspected) -> Finding:
    known = len(scripts())
    if found.faults:
        return fail("database", f"{path} is damaged: {'; '.join(found.faults)}", "restore a backup")
    if not found.ours and found.version:
        return fail("database", f"{path} is another program's", _ANOTHER)
    if found.version > known:
        message = f"{path} was written by a newer Pressbox (version {found.version}, this one knows {known})"
        return fail("database", message, "update Pressbox, or restore a backup made before the update")
    if MOVING in found.facts:
        return fail("database", f"{path} {_PART}", _GO_ON)
    if found.version < known:
        return ok("database", f"{path} is brought from version {found.version} to {known} when the bot starts")
    return ok("database", f"{path} is whole and up to date (version {known})")
