"""Looks at a database file without changing it."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.sqlite.migrations import APPLICATION_ID


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a database file holds.

    ``ours`` says whether this program made it, ``version`` how many migrations it has been through; ``faults`` are what
    SQLite's own check found, ``facts`` the small facts kept by name.
    """

    ours: bool
    version: int
    faults: tuple[str, ...]
    facts: dict[str, str]


def inspect(path: Path) -> Inspected:
    """Reads the file.

    Raises:
        sqlite3.Error: when it can't be read as a database.
    """
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        checked = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
        orphans = [f"a row of {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
        known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'fact'").fetchone()
        facts = dict(connection.execute("SELECT key, value FROM fact")) if known else {}
    faults = [fault for fault in [*checked, *orphans[:5]] if fault != "ok"]
    return Inspected(application == APPLICATION_ID, version, tuple(faults), facts)


def is_writable(path: Path) -> bool:
    """Whether the file, and its folder for SQLite's own files beside it, may be written; the file needn't exist."""
    there = not path.exists() or os.access(path, os.R_OK | os.W_OK)
    return there and os.access(path.absolute().parent, os.W_OK)
