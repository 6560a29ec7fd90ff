"""Looks at the folder of the indexes without changing it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.index_files.container import Container
from bot.adapters.index_files.folders import locked
from bot.adapters.index_files.journal import records
from bot.domain.errors import DamagedIndexError


@dataclass(frozen=True, slots=True)
class InspectedIndexes:
    """How many indexes a folder holds, how many bytes they take, and which of them are damaged.

    ``damaged`` is ``None`` where that can't be told, because a running bot writes to them.
    """

    count: int
    size: int
    damaged: tuple[str, ...] | None


def inspect(folder: Path) -> InspectedIndexes:
    """Reads all there is.

    Raises:
        OSError: when something can't be read.
    """
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    indexes = sorted(path for path in folder.iterdir() if path.is_dir())
    try:
        with closing(locked(folder)):
            damaged = tuple(path.name for path in indexes if not _is_sound(path))
    except sqlite3.Error:
        return InspectedIndexes(len(indexes), size, None)
    return InspectedIndexes(len(indexes), size, damaged)


def _is_sound(folder: Path) -> bool:
    try:
        for container in _containers(folder):
            for name in container.names:
                container.check(name)
    except (DamagedIndexError, FileNotFoundError):
        return False
    return True


def _containers(folder: Path) -> list[Container]:
    kept = [Container(record) for record in records((folder / "journal").read_bytes())]
    return [*kept, *(Container(path.read_bytes()) for path in folder.glob("*.segment"))]
