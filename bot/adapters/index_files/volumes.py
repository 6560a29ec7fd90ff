"""Segments, passage tables and censuses as containers, and back: read where they lie, checked where they are read."""

import json
from array import array
from dataclasses import fields, replace
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.adapters.index_files import censuses
from bot.adapters.index_files.container import Container, packed
from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.segment import Segment, fingerprint
from bot.retrieval.segment_articles import SegmentArticles
from bot.retrieval.snapshot import Part

_TERMS = ("prints", "offsets", "peaks")
_POSTINGS = ("docs", "classes")
_PASSAGES = ("section_starts", "section_ends")
_SENTENCES = ("starts", "ends")
_BLOCK = 2048
"""How many terms are looked through once the first of each so many has told where."""


def digest(revision: Revision) -> str:
    """What of a revision the index depends on, as one short string."""
    seen = json.dumps([revision.sha256, revision.byline.title, revision.byline.outlet, revision.athletes])
    return blake2b(seen.encode(), digest_size=16).hexdigest()


def volume(segment: Segment, holding: SegmentArticles) -> bytes:
    """The container of a segment, its passages and its census."""
    articles = holding.table.article_ids
    written = [digest(holding.revisions[key]) if key in holding.revisions else "" for key in articles]
    texts = {"article_ids": articles, "digests": written}
    arrays: dict[str, NDArray[Any]] = {f"segment.{name}": array for name, array in segment.arrays().items()}
    arrays["heads"] = segment.prints[::_BLOCK]
    arrays |= {f"table.{name}": array for name, array in holding.table.arrays().items()}
    arrays |= censuses.written(holding)
    arrays |= {name: np.frombuffer(json.dumps(text).encode(), dtype=np.uint8) for name, text in texts.items()}
    return packed(arrays, {})


def tombstones(part: Part, holding: SegmentArticles) -> bytes:
    """The container of what was removed from a segment: articles, documents, how many of each term's, and counts."""
    alive = np.ones(len(part.segment), dtype=np.bool_) if part.alive is None else part.alive
    gone = np.zeros(0, dtype=np.int32) if part.gone is None else part.gone
    articles = sorted(at for key in holding.revisions.gone if (at := holding.table.article(key)) is not None)
    slots = np.flatnonzero(gone)
    arrays = {"articles": np.array(articles, dtype=np.int32), "docs": np.flatnonzero(~alive).astype(np.int32)}
    arrays |= {"slots": slots.astype(np.int32), "gone": gone[slots]}
    return packed(arrays | censuses.taken_off(holding), {})


class StoredSegment(Segment):
    """A segment that lies in a container; what belongs to a term is checked when it is first asked for."""

    def __init__(self, container: Container) -> None:
        lazily = {*_TERMS, *_POSTINGS}
        names = [field.name for field in fields(Segment)]
        super().__init__(
            **{
                name: container.unchecked(f"segment.{name}") if name in lazily else container.array(f"segment.{name}")
                for name in names
            }
        )
        object.__setattr__(self, "_container", container)
        object.__setattr__(self, "_heads", container.array("heads"))

    def _find(self, term: str) -> int:
        wanted = np.uint64(fingerprint(term))
        heads: NDArray[np.uint64] = vars(self)["_heads"]
        low = _BLOCK * max(0, int(heads.searchsorted(wanted, "right")) - 1)
        high = min(low + _BLOCK, len(self.prints))
        self._check("prints", low, high)
        slot = low + int(self.prints[low:high].searchsorted(wanted))
        if slot == high or self.prints[slot] != wanted:
            return -1
        self._check("offsets", slot, slot + 2)
        self._check("peaks", slot, slot + 1)
        for name in _POSTINGS:
            self._check(name, int(self.offsets[slot]), int(self.offsets[slot + 1]))
        return slot

    def verify(self) -> None:
        """As `Segment.verify`."""
        for name in (*_TERMS, *_POSTINGS):
            self._check(name)

    def _check(self, name: str, low: int = 0, high: int | None = None) -> None:
        container: Container = vars(self)["_container"]
        container.check(f"segment.{name}", low, high)


class StoredTable(PassageTable):
    """A passage table in a container; a passage's numbers are checked when it is read."""

    def __init__(self, container: Container) -> None:
        article_ids = tuple(json.loads(container.array("article_ids").tobytes()))
        lazily = {"first_sentences", *_PASSAGES, *_SENTENCES}
        names = [field.name for field in fields(PassageTable) if field.name != "article_ids"]
        super().__init__(
            article_ids,
            **{
                name: container.unchecked(f"table.{name}") if name in lazily else container.array(f"table.{name}")
                for name in names
            },
        )
        object.__setattr__(self, "_container", container)

    def passage(self, number: int, revision: Revision) -> Passage:
        """As `PassageTable.passage`."""
        self._check(number, number + 1)
        return super().passage(number, revision)

    def sentences_of(self, article: int) -> tuple["array[int]", "array[int]"]:
        """As `PassageTable.sentences_of`."""
        passages = self.passages_of(article)
        self._check(passages.start, passages.stop)
        return super().sentences_of(article)

    def verify(self) -> None:
        """As `Segment.verify`."""
        self._check(0, len(self.section_starts))

    def _check(self, first: int, last: int) -> None:
        container: Container = vars(self)["_container"]
        container.check("table.first_sentences", first, last + 1)
        for name in _PASSAGES:
            container.check(f"table.{name}", first, last)
        for name in _SENTENCES:
            container.check(f"table.{name}", int(self.first_sentences[first]), int(self.first_sentences[last]))


def opened(container: Container, removed: Container | None) -> tuple[Part, StoredTable, frozenset[str]]:
    """A segment with its tombstones, its passages, and the ids of the articles removed from it."""
    segment, table = StoredSegment(container), StoredTable(container)
    gone = removed.array("articles").tolist() if removed else []
    part = _part(segment, removed) if removed else Part.of(segment)
    return part, table, frozenset(table.article_ids[at] for at in gone)


def digests(container: Container) -> list[str]:
    """The `digest` of each article of a segment when it was indexed, in the order of the table."""
    found: list[str] = json.loads(container.array("digests").tobytes())
    return found


def moved(container: Container, part: Part, holding: SegmentArticles) -> tuple[Part, SegmentArticles]:
    """The same segment, passages and census, read from their container from now on."""
    kept = holding.over(StoredTable(container), censuses.moved(container, holding))
    return replace(part, segment=StoredSegment(container)), kept


def _part(segment: Segment, removed: Container) -> Part:
    docs = removed.array("docs")
    alive = np.ones(len(segment), dtype=np.bool_)
    alive[docs] = False
    gone = np.zeros(len(segment.prints), dtype=np.int32)
    gone[removed.array("slots")] = removed.array("gone")
    tokens = segment.tokens - int(segment.lengths[docs].sum(dtype=np.int64))
    return Part(segment, alive, gone, len(segment) - len(docs), tokens)
