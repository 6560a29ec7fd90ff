"""The SQLite file of the indexes: opened for one process alone, made anew where it is damaged, and looked at."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.sqlite_index.arrays import Arrays, read
from bot.domain.errors import DamagedIndexError

_PRAGMAS = (
    "page_size = 16384",
    "foreign_keys = ON",
    # The lock is kept until the connection is closed, or the process ends in any way.
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "journal_size_limit = 16777216",
)
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS segment (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        owner INTEGER,
        code TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS array (
        segment INTEGER NOT NULL REFERENCES segment ON DELETE CASCADE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        content BLOB NOT NULL,
        checksum INTEGER NOT NULL,
        UNIQUE (segment, name)
    )""",
)
_CHECK = (
    "SELECT segment, name, kind, content, checksum FROM array LIMIT 1",
    "SELECT number, owner, code FROM segment LIMIT 1",
)
_OUTSIDE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
}
"""Faults that lie not in the file, but in what is around it."""


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is at fault, so that a new one would do."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_BUSY) & 0xFF not in _OUTSIDE


def explain(error: OSError | sqlite3.Error) -> str:
    """Why a file can't be used."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
        return "another process is using it"
    return str(getattr(error, "strerror", None) or error)


def connect(path: Path, patience: float = 0.0) -> sqlite3.Connection:
    """The file, which no other process can use until the connection is closed; made anew where it is none.

    Args:
        path: where it is, or is to be.
        patience: how many seconds to wait for another process that has it.

    Raises:
        sqlite3.OperationalError: when another process has it, or it can't be written.
    """
    try:
        return _open(path, patience)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    return connect_anew(path)


def connect_anew(path: Path) -> sqlite3.Connection:
    """A new file in place of whatever there is."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
    return _open(path, 0.0)


def _open(path: Path, patience: float) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=patience, check_same_thread=False, isolation_level="IMMEDIATE")
    try:
        for pragma in _PRAGMAS:
            file.execute(f"PRAGMA {pragma}")
        for statement in (*_SCHEMA, *_CHECK):
            file.execute(statement)
    except sqlite3.Error:
        file.close()
        raise
    return file


@dataclass(frozen=True, slots=True)
class InspectedIndexes:
    """How many indexes a file holds, how many bytes it takes, and how many of the indexes are damaged.

    ``damaged`` is ``None`` where that can't be told, because a running bot writes to it.
    """

    count: int
    size: int
    damaged: int | None


def inspect(path: Path) -> InspectedIndexes:
    """Reads all there is in a file that exists."""
    size = path.stat().st_size
    try:
        with closing(_open(path, 0.0)) as file:
            owners = file.execute("SELECT number, coalesce(owner, 0) FROM segment").fetchall()
            damaged = {owner for number, owner in owners if not _is_sound(file, number)}
            return InspectedIndexes(len({owner for _, owner in owners}), size, len(damaged))
    except sqlite3.Error as error:
        return InspectedIndexes(1, size, 1 if is_damage(error) else None)


def _is_sound(file: sqlite3.Connection, segment: int) -> bool:
    try:
        read_arrays(file, segment)
    except DamagedIndexError:
        return False
    return True


def read_arrays(file: sqlite3.Connection, segment: int) -> Arrays:
    """A segment's arrays; a `DamagedIndexError` where one isn't what was stored."""
    return read(file.execute("SELECT name, kind, content, checksum FROM array WHERE segment = ?", (segment,)))
