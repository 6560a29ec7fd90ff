"""Keeps a passage index in a folder: what is committed is found again, at once, after a restart.

The folder holds a journal and large segments. Every commit is one record of the journal, written and synced once: the
list of the index's segments, small new ones with all they hold, tombstones where there are new ones, and a *stamp* by
which the caller knows which state of its articles that was. A segment of `LARGE` bytes or more gets a file of its own
first, which is mapped into memory and never changed. Folding leaves files that no record mentions any more; they are
deleted once a new journal stands that doesn't mention them either.

The articles are the truth. Where the folder holds anything but the wanted index (another version, another stamp,
another analysis of text, a damaged file) the index is built anew from the articles.
"""

import json
import mmap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from bot.adapters.index_files import bulk, censuses
from bot.adapters.index_files.container import Container, packed
from bot.adapters.index_files.journal import Journal, write_durably
from bot.adapters.index_files.volumes import digest, digests, moved, opened, tombstones, volume
from bot.domain.article import Revision
from bot.domain.errors import DamagedIndexError
from bot.retrieval import passage_index, passages, term_statistics
from bot.retrieval.passage_index import PassageIndex, Volume
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.segment import Segment
from bot.retrieval.segment_articles import LiveArticles, SegmentArticles
from bot.retrieval.snapshot import Part
from bot.text import analyzer, irregular, lead_phrases, names, normalize, numerals, quote_marks, sentences, stopwords

FORMAT = 3
LARGE = 1 << 22
"""From how many bytes on a segment has a file of its own."""
LONG = 1 << 24
"""From how many bytes on the journal is written anew, without what no longer counts."""
BATCH = 1024
"""How many articles are analysed before progress is told."""
MANY = 8192
"""From how many articles on it pays to start a process for each core."""

Progress = Callable[[int, int], None]
"""Is told how many of how many articles are done."""


@dataclass(frozen=True)
class _Stored:
    """A segment on disk: its number, itself and its tombstones where the journal holds them, and what they say."""

    number: int
    raw: bytes | None
    tombstones: bytes | None = None
    part: Part | None = None

    def records(self) -> dict[str, bytes]:
        """What the journal has to hold of it."""
        held = {_name(self.number): self.raw, _tombs(self.number): self.tombstones}
        return {name: raw for name, raw in held.items() if raw is not None}


class IndexFiles:
    """The folder of one index; one thread of one process writes to it at a time.

    Args:
        folder: made where there is none.
        empty: an index without articles; the ones from here analyse and score as it does.
    """

    def __init__(self, folder: Path, empty: PassageIndex) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._empty = empty
        self._opening = f"pressbox index {FORMAT} {analysis()} {empty.fields}\n".encode()
        self._journal: Journal | None = None
        self._stored: dict[Segment, _Stored] = {}
        self._stamp: str | None = None
        self._moved: WeakKeyDictionary[Segment, tuple[Segment, PassageTable]] = WeakKeyDictionary()
        self._next = 1

    def load(self, revisions: Mapping[str, Revision], stamp: str, progress: Progress = lambda *_: None) -> PassageIndex:
        """The index of ``revisions``, by article id: opened if it was committed with this stamp, else brought up to it.

        With the same stamp the articles are trusted to be those that were indexed, and not looked at. Else only those
        that are new or changed are analysed; all of them where the folder holds no sound index.
        """
        return self.commit(self.up_to_date(revisions, stamp, progress), stamp)

    def rebuild(
        self, revisions: Mapping[str, Revision], stamp: str, progress: Progress = lambda *_: None
    ) -> PassageIndex:
        """The index of ``revisions``, made of nothing but them; for when something in the folder proves damaged."""
        return self.commit(self.anew(revisions, progress), stamp)

    def up_to_date(
        self, revisions: Mapping[str, Revision], stamp: str, progress: Progress = lambda *_: None
    ) -> PassageIndex:
        """What `load` gives, before it is committed."""
        try:
            index, found = self._opened(revisions, stamp)
            if found == stamp:
                return index
            missing = [revision for key, revision in revisions.items() if not index.holds(key)]
            return grown(index, missing, progress)
        except (DamagedIndexError, FileNotFoundError):
            return self.anew(revisions, progress)

    def anew(self, revisions: Mapping[str, Revision], progress: Progress = lambda *_: None) -> PassageIndex:
        """What `rebuild` gives, before it is committed."""
        self._journal, self._stored, self._stamp = None, {}, None
        return grown(self._empty, list(revisions.values()), progress)

    def commit(self, index: PassageIndex, stamp: str) -> PassageIndex:
        """Makes an index durable under a stamp; the index to go on with, its large segments mapped from disk.

        What is on disk already is not written again.
        """
        news: dict[str, bytes] = {}
        stored, volumes = {}, []
        for part, holding in index.volumes:
            kept = self._kept(*self._as_mapped(part, holding), news)
            stored[kept[0].segment] = kept[2]
            volumes.append(kept[:2])
        outgrown = self._files(self._stored) - self._files(stored)
        if self._journal is None or outgrown or self._journal.size > LONG:
            self._begin(stored, stamp)
        elif news or stamp != self._stamp or stored.keys() != self._stored.keys():
            self._journal.append(self._record(news, stored, stamp))
        self._stored, self._stamp = stored, stamp
        return index.of_volumes(volumes)

    def _as_mapped(self, part: Part, holding: SegmentArticles) -> Volume:
        """A volume of which an earlier commit has mapped a copy, and that came from an index of before it."""
        mapped = self._moved.get(part.segment)
        return (replace(part, segment=mapped[0]), holding.over(mapped[1])) if mapped else (part, holding)

    def _kept(
        self, part: Part, holding: SegmentArticles, news: dict[str, bytes]
    ) -> tuple[Part, SegmentArticles, _Stored]:
        """A volume that is on disk, but for what it adds to ``news``, which the next record is to bring."""
        stored = self._stored.get(part.segment)
        if stored is None:
            raw = volume(part.segment, holding)
            stored = _Stored(self._next, raw if len(raw) < LARGE else None)
            self._next += 1
            if stored.raw is None:
                write_durably(self._file(stored.number), [raw])
                segment = part.segment
                part, holding = moved(self._mapped(stored.number), part, holding)
                self._moved[segment] = part.segment, holding.table
            news |= stored.records()
        if part.alive is not None and part is not stored.part:
            stored = replace(stored, tombstones=tombstones(part, holding))
            news[_tombs(stored.number)] = stored.tombstones or b""
        return part, holding, replace(stored, part=part)

    def _begin(self, stored: Mapping[Segment, _Stored], stamp: str) -> None:
        """Writes a new journal of nothing but what counts, and deletes files it doesn't mention."""
        held = {name: raw for each in stored.values() for name, raw in each.records().items()}
        record = self._record(held, stored, stamp)
        self._journal = Journal.create(self._folder / "journal", self._opening, [record])
        for path in set(self._folder.glob("*.segment*")) - self._files(stored):
            _delete(path)

    def _record(self, held: Mapping[str, bytes], stored: Mapping[Segment, _Stored], stamp: str) -> bytes:
        numbers = [each.number for each in stored.values()]
        arrays = {name: np.frombuffer(raw, dtype=np.uint8) for name, raw in held.items()}
        return packed(arrays, {"volumes": numbers, "stamp": stamp, "next": self._next})

    def _files(self, stored: Mapping[Segment, _Stored]) -> set[Path]:
        return {self._file(each.number) for each in stored.values() if each.raw is None}

    def _opened(self, revisions: Mapping[str, Revision], stamp: str) -> tuple[PassageIndex, str]:
        self._journal, self._stored, self._stamp = None, {}, None
        journal = Journal(self._folder / "journal", self._opening)
        records = [Container(record) for record in journal.records]
        if not records:
            raise DamagedIndexError("the index has no record")
        held = {name: record.array(name).tobytes() for record in records for name in record.names}
        numbers, found = records[-1].facts["volumes"], str(records[-1].facts["stamp"])
        volumes = [self._volume(number, held, revisions, trusted=found == stamp) for number in numbers]
        self._journal, self._next, self._stamp = journal, records[-1].facts["next"], found
        return censuses.renewed(self._empty.of_volumes(volumes)), found

    def _volume(
        self, number: int, held: Mapping[str, bytes], revisions: Mapping[str, Revision], *, trusted: bool
    ) -> Volume:
        """A volume as it was committed, less the articles that ``revisions`` no longer has as they were."""
        raw, tombs = held.get(_name(number)), held.get(_tombs(number))
        container = Container(raw) if raw is not None else self._mapped(number)
        tombstones = Container(tombs) if tombs is not None else None
        part, table, removed = opened(container, tombstones)
        self._stored[part.segment] = _Stored(number, raw, tombs, part)
        stale = frozenset() if trusted else _stale(table, digests(container), revisions) - removed
        if stale:
            places = [table.passages_of(at) for at, key in enumerate(table.article_ids) if key in stale]
            part = part.without(np.concatenate([np.array(found, dtype=np.int64) for found in places]))
        # The texts of stale articles are no more, so that what they counted can't be taken off.
        census = None if stale else censuses.opened(container, tombstones)
        return part, SegmentArticles(
            table, LiveArticles(table, revisions, removed | stale), (census,) if census else ()
        )

    def _mapped(self, number: int) -> Container:
        with self._file(number).open("rb") as file:
            if not file.seek(0, 2):
                raise DamagedIndexError("an index file is empty")
            return Container(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))

    def _file(self, number: int) -> Path:
        return self._folder / f"{number}.segment"


def grown(index: PassageIndex, revisions: Sequence[Revision], progress: Progress) -> PassageIndex:
    """The index with articles that it doesn't hold yet: in one segment more, or all packed anew where they are many.

    From `MANY` on they are analysed on every core.
    """
    ordered = sorted(revisions, key=lambda revision: revision.article_id)
    batches = (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))
    done = 0
    for made, count in bulk.volumes(batches, index.fields) if len(ordered) >= MANY else _one_by_one(batches, index):
        index = index.of_volumes([*index.volumes, made])
        done += count
        progress(done, len(ordered))
    return index.packed() if len(ordered) > BATCH else index


def _one_by_one(batches: Iterable[Sequence[Revision]], index: PassageIndex) -> Iterator[tuple[Volume, int]]:
    empty = index.of_volumes([])
    return ((volume, len(batch)) for batch in batches for volume in empty.add(batch).volumes)


def _stale(table: PassageTable, written: Sequence[str], revisions: Mapping[str, Revision]) -> frozenset[str]:
    """The articles that aren't there any more as they were when they were indexed."""
    return frozenset(
        key
        for key, before in zip(table.article_ids, written, strict=True)
        if key not in revisions or digest(revisions[key]) != before
    )


def analysis() -> str:
    """A hash of the code that turns text into passages, terms and counts: another analysis makes another index."""
    modules = (
        analyzer,
        irregular,
        lead_phrases,
        names,
        numerals,
        passage_index,
        passages,
        sentences,
        quote_marks,
        normalize,
        term_statistics,
        stopwords,
    )
    sources = b"".join(Path(str(module.__file__)).read_bytes() for module in modules)
    return blake2b(sources, digest_size=8).hexdigest()


def stamp(revisions: Iterable[Revision]) -> str:
    """A hash of some articles, in any order, as far as an index depends on them."""
    written = sorted((revision.article_id, digest(revision)) for revision in revisions)
    return blake2b(json.dumps(written).encode(), digest_size=16).hexdigest()


def _name(number: int) -> str:
    return f"volume {number}"


def _tombs(number: int) -> str:
    return f"tombstones {number}"


def _delete(path: Path) -> None:
    try:
        path.unlink()
    except PermissionError:  # Windows keeps a file that is still mapped; it goes the next time
        return
