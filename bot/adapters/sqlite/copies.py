"""Copies of the whole database, taken and brought back while the bot runs, by SQLite's online backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.adapters.sqlite.database import BUSY_SECONDS
from bot.adapters.sqlite.inspection import inspect
from bot.adapters.sqlite.migrations import scripts
from bot.domain.errors import DatabaseError, UserError


def back_up(database: Path, target: Path, *, force: bool = False) -> None:
    """Copy the database as it stands at one moment to ``target``, readable to its owner only.

    The copy appears under its name only when it is whole and was checked.

    Raises:
        UserError: when there is no database, or ``target`` can't be written or is there already and not ``force``.
    """
    _check(database)
    if target.exists() and not force:
        raise UserError(f"{target} exists: name another file, or overwrite it with --force")
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        _copy(database, partial)
        _check(partial)
        partial.replace(target)
    except OSError as error:
        raise UserError(f"{target} can't be written ({error.strerror}): name another file") from error
    finally:
        for left in (partial, Path(f"{partial}-wal"), Path(f"{partial}-shm")):
            if left.parent.is_dir():
                left.unlink(missing_ok=True)


def restore(backup: Path, database: Path, *, force: bool = False) -> None:
    """Put the whole content of ``backup`` in place of the database's, all of it or nothing.

    Raises:
        UserError: when ``backup`` isn't a sound database of this program, or the database is there and not ``force``.
    """
    _check(backup)
    if database.exists() and not force:
        raise UserError(f"{database} exists: everything in it would be replaced; if you want that, say --force")
    try:
        if not database.exists():
            database.touch(mode=0o600)
    except OSError as error:
        raise UserError(f"{database} can't be written ({error.strerror}): see PRESSBOX_DATABASE") from error
    _copy(backup, database)
    _check(database)


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as read,
            closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as written,
        ):
            # In one step: a copy taken in several begins anew whenever the bot writes.
            read.backup(written)
    except sqlite3.Error as error:
        raise DatabaseError(f"{source} can't be copied to {target} ({error}): try again in a moment") from error


def _check(path: Path) -> None:
    if not path.is_file():
        raise UserError(f"there is no database {path}: check the path, and PRESSBOX_DATABASE")
    try:
        found = inspect(path)
    except sqlite3.Error as error:
        raise DatabaseError(f"{path} is no sound database ({error}): use another copy") from error
    if not found.ours or found.version > len(scripts()):
        raise DatabaseError(f"{path} isn't a database of this version of Pressbox: use another copy, or update")
    if found.faults:
        raise DatabaseError(f"{path} is damaged ({found.faults[0]}): use another copy")
