"""Keeps passage indexes in one SQLite file: what was saved is found again, at once, after a restart.

The articles are the truth. What was made by other code, is damaged, or belongs to articles that have changed is made
anew from them. One process at a time has the file; whoever comes second does without. What can't be saved is no
misfortune: the index goes on in memory, and the next start makes it anew.
"""

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import NamedTuple, TypeVar

from bot.adapters.sqlite_index import arrays
from bot.adapters.sqlite_index.file import connect, connect_anew, explain, is_damage, read_arrays
from bot.domain.article import Revision
from bot.domain.errors import DamagedIndexError
from bot.retrieval.owned_index import Owner
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.postings import Postings
from bot.retrieval.segment import Segment

_T = TypeVar("_T")
_log = logging.getLogger(__name__)
NAME = "index.sqlite3"
PATIENCE = 2.0
"""Seconds to wait for a process that has the file for a moment, to look at it or because it is just ending."""
BATCH = 1024
"""How many articles are analysed before the log says how far it has come."""

_INSERT_ARRAY = "INSERT OR REPLACE INTO array (segment, name, kind, content, checksum) VALUES (?, ?, ?, ?, ?)"


class _Saved(NamedTuple):
    """A segment's number in the file, and how many of its articles weren't removed when it was saved."""

    number: int
    living: int


class SqliteIndexStore:
    """An `IndexStore` in a file that no other process uses. Any thread may call.

    Raises:
        sqlite3.Error: when another process has the file, or it can't be used.
    """

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self._path = path
        self._code = arrays.code()
        self._lock = RLock()
        self._saved: dict[Owner, dict[Postings, _Saved]] = {}
        self._file = connect(path, PATIENCE)
        self._change(lambda: self._file.execute("DELETE FROM segment WHERE code <> ?", (self._code,)))

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._file.close()

    def load(self, owner: Owner, revisions: Sequence[Revision]) -> PassageIndex:
        """As `IndexStore.load`; says in the log how far it has come, where articles have to be analysed."""
        begun = monotonic()
        with self._lock:
            index = PassageIndex(segments=self._load(owner, revisions))
        known = {revision.article_id for revision in index.articles}
        missing = [revision for revision in revisions if revision.article_id not in known]
        index = _add(index, missing, str(owner or "bundled"))
        self.save(owner, index)
        if owner is None:
            facts = {"articles": len(revisions), "passages": len(index), "seconds": round(monotonic() - begun, 2)}
            _log.info("index ready", extra=facts)
        return index

    def _load(self, owner: Owner, revisions: Sequence[Revision]) -> list[Segment]:
        self._saved[owner] = {}
        wanted = {revision.article_id: revision for revision in revisions}
        digests = {key: arrays.digest(revision) for key, revision in wanted.items()}
        segments = list[Segment]()
        try:
            # Where an article is in two, the last one counts.
            for number in self._numbers(owner)[::-1]:
                segment, unchanged = arrays.unpack(read_arrays(self._file, number), wanted, digests)
                for key in segment.revisions:
                    del digests[key]
                if unchanged:
                    self._saved[owner][segment.postings] = _Saved(number, len(segment.revisions))
                segments.append(segment)
        except (DamagedIndexError, sqlite3.Error) as error:
            _log.warning("an index is damaged and made anew", extra={"owner": owner, "reason": str(error)})
            self._saved[owner] = {}
            if isinstance(error, sqlite3.Error):
                self._renew()
            return []
        return segments[::-1]

    def _numbers(self, owner: Owner) -> list[int]:
        return [
            row[0] for row in self._file.execute("SELECT number FROM segment WHERE owner IS ? ORDER BY 1", (owner,))
        ]

    def save(self, owner: Owner, index: PassageIndex) -> None:
        """As `IndexStore.save`; what fails is brought again the next time."""
        with self._lock:
            saved = self._change(lambda: self._write(owner, index)) if owner in self._saved else None
            if saved is not None:
                self._saved[owner] = saved

    def drop(self, owner: Owner) -> None:
        """As `IndexStore.drop`."""
        with self._lock:
            self._saved.pop(owner, None)
            self._change(lambda: self._file.execute("DELETE FROM segment WHERE owner IS ?", (owner,)))

    def drop_others(self, servers: Collection[int]) -> None:
        """As `IndexStore.drop_others`."""
        with self._lock:
            self._change(lambda: self._delete_others(servers))

    def _change(self, change: Callable[[], _T]) -> _T | None:
        """Makes a change as a whole, or, with a warning, not at all: ``None`` then."""
        try:
            with self._file:
                return change()
        except sqlite3.Error as error:
            _log.warning(
                "the index can't be saved: it goes on in memory, and the next start reads the articles again",
                extra={"file": str(self._path), "reason": str(error)},
            )
            if is_damage(error):
                self._renew()
        return None

    def _delete_others(self, servers: Collection[int]) -> None:
        owners = {row[0] for row in self._file.execute("SELECT owner FROM segment WHERE owner IS NOT NULL")}
        self._file.executemany("DELETE FROM segment WHERE owner = ?", [(each,) for each in owners - set(servers)])

    def _write(self, owner: Owner, index: PassageIndex) -> dict[Postings, _Saved]:
        """Writes what the file lacks of an index, and deletes what is no longer in it; what it holds then."""
        before, now = self._saved[owner], dict[Postings, _Saved]()
        for segment in index.segments:
            known = before.get(segment.postings)
            number = known.number if known else self._insert(owner, segment)
            now[segment.postings] = _Saved(number, len(segment.revisions))
            if now[segment.postings] != known:
                self._put(number, arrays.pack_removed(segment))
        surplus = set(self._numbers(owner)) - {saved.number for saved in now.values()}
        self._file.executemany("DELETE FROM segment WHERE number = ?", [(number,) for number in surplus])
        return now

    def _insert(self, owner: Owner, segment: Segment) -> int:
        added = self._file.execute("INSERT INTO segment (owner, code) VALUES (?, ?)", (owner, self._code))
        number = int(added.lastrowid or 0)
        self._put(number, arrays.pack(segment))
        return number

    def _put(self, number: int, named: arrays.Arrays) -> None:
        self._file.executemany(_INSERT_ARRAY, ((number, *row) for row in arrays.rows(named)))

    def _renew(self) -> None:
        """Begins the file anew; what other owners have in it is written again when they change."""
        self._file.close()
        self._saved = {owner: {} for owner in self._saved}
        try:
            self._file = connect_anew(self._path)
        except (OSError, sqlite3.Error) as error:
            _log.warning("the index file can't be made anew", extra={"file": str(self._path), "reason": str(error)})


def _add(index: PassageIndex, revisions: Sequence[Revision], name: str) -> PassageIndex:
    """The index with articles that it doesn't hold yet: in one segment more, or all packed anew where they are many."""
    for start in range(0, len(revisions), BATCH):
        some = revisions[start : start + BATCH]
        index = index.add(some)
        progress = {"index": name, "done": start + len(some), "of": len(revisions)}
        _log.info("indexing articles", extra=progress)
    return index.pack() if len(revisions) > BATCH else index


@contextmanager
def open_store(folder: Path) -> Iterator[SqliteIndexStore | None]:
    """The store in a folder, which is made where there is none, and from then on this process's alone.

    ``None``, with a warning, where that can't be.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        store = SqliteIndexStore(folder / NAME)
    except (OSError, sqlite3.Error) as error:
        _log.warning(
            "the index folder can't be used: the index goes on in memory, and each start reads all articles again",
            extra={"folder": str(folder), "reason": explain(error)},
        )
        yield None
        return
    with closing(store):
        yield store
