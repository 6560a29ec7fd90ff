"""The folder of all indexes: one for the articles that every server has, and one for each server's own.

One process at a time has the folder; whoever comes second does without. What can't be kept is no misfortune: the
index goes on in memory, and the next start makes it anew.
"""

import logging
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from time import monotonic

from bot.adapters.index_files.index_files import IndexFiles, grown, stamp
from bot.domain.article import Revision
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.shared_index import IndexStore, MemoryStore, Owner, articles

_log = logging.getLogger(__name__)
SHARED = "bundled"
"""The folder of what every server has; a server's own is called by its id."""
LOCK = "lock"
PATIENCE = 2.0
"""Seconds to wait for a process that has the folder for a moment, to look at it or because it is just ending."""


class IndexFolders:
    """An `IndexStore` in a folder that no other process uses.

    Args:
        folder: one that is there.
        empty: an index without articles; the ones from here analyse and score as it does.
    """

    def __init__(self, folder: Path, empty: PassageIndex) -> None:
        self._folder = folder
        self._empty = empty
        self._files: dict[Owner, IndexFiles] = {}

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:
        """As `IndexStore.load`; says in the log how far it has come, where articles have to be analysed."""
        return self._made(owner, revisions, lambda files: partial(files.up_to_date, stamp=stamp(revisions)))

    def rebuild(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:
        """As `IndexStore.rebuild`."""
        _log.warning("an index is damaged and made anew", extra={"folder": str(self._place(owner))})
        return self._made(owner, revisions, lambda files: files.anew)

    def commit(self, owner: Owner, index: PassageIndex) -> PassageIndex:
        """As `IndexStore.commit`; what fails is brought again by the next commit."""
        files = self._files.get(owner)
        if files is None:
            return index
        try:
            return files.commit(index, stamp(articles(index)))
        except OSError as error:
            self._warn(owner, error)
            return index

    def drop(self, owner: Owner) -> None:
        """As `IndexStore.drop`."""
        self._files.pop(owner, None)
        shutil.rmtree(self._place(owner), ignore_errors=True)

    def drop_others(self, servers: Collection[int]) -> None:
        """As `IndexStore.drop_others`."""
        kept = {SHARED, *map(str, servers)}
        for path in self._folder.iterdir():
            if path.name not in kept and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)

    def _made(
        self, owner: Owner, revisions: Sequence[Revision], making: Callable[[IndexFiles], Callable[..., PassageIndex]]
    ) -> PassageIndex:
        begun = monotonic()
        wanted = {revision.article_id: revision for revision in revisions}
        told = partial(self._tell, owner)
        try:
            files = self._files.get(owner) or IndexFiles(self._place(owner), self._empty)
            index = making(files)(wanted, progress=told)
        except OSError as error:
            self._warn(owner, error)
            return grown(self._empty, list(wanted.values()), told)
        self._files[owner] = files
        index = self.commit(owner, index)
        if owner is None:
            facts = {"articles": len(wanted), "passages": len(index), "seconds": round(monotonic() - begun, 2)}
            _log.info("index ready", extra=facts)
        return index

    def _place(self, owner: Owner) -> Path:
        return self._folder / (SHARED if owner is None else str(owner))

    def _tell(self, owner: Owner, done: int, total: int) -> None:
        _log.info("indexing articles", extra={"folder": self._place(owner).name, "done": done, "of": total})

    def _warn(self, owner: Owner, error: OSError) -> None:
        _log.warning(
            "the index can't be kept on disk: it goes on in memory, and the next start reads the articles again",
            extra={"folder": str(self._place(owner)), "reason": _reason(error)},
        )


def index_folder(database: Path) -> Path:
    """The folder of the indexes that belong to a database, which stands beside it."""
    return database.with_suffix(".index")


def index_store(folder: Path | None, empty: PassageIndex) -> IndexStore:
    """The store in a folder that no other process uses, or in memory where there is none."""
    return IndexFolders(folder, empty) if folder else MemoryStore(empty)


@contextmanager
def held(folder: Path) -> Iterator[Path | None]:
    """The folder, made where there is none, for this process alone; ``None``, with a warning, where that can't be."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        lock = locked(folder, PATIENCE)
    except (OSError, sqlite3.Error) as error:
        _log.warning(
            "the index folder can't be used: the index goes on in memory, and each start reads all articles again",
            extra={"folder": str(folder), "reason": _reason(error)},
        )
        yield None
        return
    with closing(lock):
        yield folder


def locked(folder: Path, patience: float = 0.0) -> sqlite3.Connection:
    """Keeps other processes out of the folder until the connection is closed, or this process ends in any way.

    Raises:
        sqlite3.OperationalError: when another process has it for longer than ``patience`` seconds, or it can't be
            written.
    """
    # SQLite's is the one lock at hand that works on every system and can't be left behind.
    lock = sqlite3.connect(folder / LOCK, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        lock.close()
        raise
    return lock


def _reason(error: OSError | sqlite3.Error) -> str:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
        return "another process is using it"
    return str(getattr(error, "strerror", None) or error)
