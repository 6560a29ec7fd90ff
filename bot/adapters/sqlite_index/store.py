"""Keeps passage indexes in one SQLite file: what was saved is found again, at once, after a restart.

The articles are the truth. What was made by other code, is damaged, or belongs to articles that have changed is made
anew from them. One process at a time has the file; whoever comes second does without. What can't be saved is no
misfortune: the index goes on in memory, and the next start makes it anew.
"""

import logging
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import NamedTuple

from bot.adapters.sqlite_index import arrays
from bot.adapters.sqlite_index.file import connect, is_damage, read_arrays
from bot.domain.article import Revision
from bot.domain.errors import DamagedIndexError
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.postings import Postings
from bot.retrieval.segment import Segment
from bot.retrieval.shared_index import Owner
from bot.retrieval.term_statistics import TermStatistics

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
        with self._file:
            self._file.execute("DELETE FROM segment WHERE code <> ?", (self._code,))

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
                statistics = partial(self._statistics, number)
                segment, unchanged = arrays.unpack(read_arrays(self._file, number), wanted, digests, statistics)
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

    def _statistics(self, number: int) -> TermStatistics:
        try:
            with self._lock:
                return arrays.unpack_statistics(read_arrays(self._file, number, statistics=True))
        except sqlite3.Error as error:
            raise DamagedIndexError(str(error)) from error

    def _numbers(self, owner: Owner) -> list[int]:
        return [
            row[0] for row in self._file.execute("SELECT number FROM segment WHERE owner IS ? ORDER BY 1", (owner,))
        ]

    def save(self, owner: Owner, index: PassageIndex) -> None:
        """As `IndexStore.save`; what fails is brought again the next time."""
        with self._lock:
            if owner not in self._saved:
                return
            try:
                self._write(owner, index)
            except sqlite3.Error as error:
                _log.warning(
                    "the index can't be saved: it goes on in memory, and the next start reads the articles again",
                    extra={"file": str(self._path), "reason": str(error)},
                )
                if is_damage(error):
                    self._renew()

    def _write(self, owner: Owner, index: PassageIndex) -> None:
        saved = self._saved[owner]
        kept = {
            each.postings: _Saved(saved[each.postings].number, len(each.revisions))
            for each in index.segments
            if each.postings in saved
        }
        fresh = [segment for segment in index.segments if segment.postings not in saved]
        shrunk = [s for s in index.segments if s.postings in kept and kept[s.postings] != saved[s.postings]]
        surplus = [number for number in self._numbers(owner) if number not in {each.number for each in kept.values()}]
        if not (fresh or shrunk or surplus):
            return
        with self._file:
            self._file.executemany("DELETE FROM segment WHERE number = ?", [(number,) for number in surplus])
            for segment in fresh:
                number = self._insert(owner, segment)
                kept[segment.postings] = _Saved(number, len(segment.revisions))
            for segment in [*fresh, *shrunk]:
                self._put(kept[segment.postings].number, arrays.pack_removed(segment))
        self._saved[owner] = kept

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
        self._path.unlink(missing_ok=True)
        self._file = connect(self._path)

    def drop(self, owner: Owner) -> None:
        """As `IndexStore.drop`."""
        with self._lock, self._file:
            self._saved.pop(owner, None)
            self._file.execute("DELETE FROM segment WHERE owner IS ?", (owner,))

    def drop_others(self, servers: Collection[int]) -> None:
        """As `IndexStore.drop_others`."""
        with self._lock, self._file:
            owners = {row[0] for row in self._file.execute("SELECT owner FROM segment WHERE owner IS NOT NULL")}
            self._file.executemany("DELETE FROM segment WHERE owner = ?", [(each,) for each in owners - set(servers)])


def _add(index: PassageIndex, revisions: Sequence[Revision], name: str) -> PassageIndex:
    """The index with articles that it doesn't hold yet: in one segment more, or all packed anew where they are many."""
    for start in range(0, len(revisions), BATCH):
        some = revisions[start : start + BATCH]
        index = index.add(some)
        progress = {"index": name, "done": start + len(some), "of": len(revisions)}
        _log.info("indexing articles", extra=progress)
    return index.pack() if len(revisions) > BATCH else index


def index_folder(database: Path) -> Path:
    """The folder of what belongs to a database and can be made anew, which stands beside it."""
    return database.with_suffix(".index")


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
            extra={"folder": str(folder), "reason": str(getattr(error, "strerror", None) or error)},
        )
        yield None
        return
    with closing(store):
        yield store
