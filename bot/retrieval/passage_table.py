"""Where the passages of one segment stand: which article, which sentences, which section.

Passages are kept as numbers, a few bytes each, and become `Passage` values when somebody reads them.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.domain.span import Span

Offsets = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class PassageTable:
    """``A`` articles, ``D`` passages, ``S`` sentences; an article's passages follow each other.

    ``article_ids`` ascend. ``first_passages``: int32 ``(A + 1,)``. ``first_sentences``: int32 ``(D + 1,)``.
    ``starts``, ``ends``: int32 ``(S,)``, the sentences' characters. ``section_starts``, ``section_ends``: int32
    ``(D,)``, where the text holds the passage's heading; -1 where there is none.
    """

    article_ids: tuple[str, ...]
    first_passages: Offsets
    first_sentences: Offsets
    starts: Offsets
    ends: Offsets
    section_starts: Offsets
    section_ends: Offsets

    @classmethod
    def of(cls, articles: Mapping[str, Sequence[Passage]]) -> "PassageTable":
        """The table of some articles' passages; ``articles`` come by ascending id."""
        every = [passage for found in articles.values() for passage in found]
        sections = [_section(passage) for passage in every]
        return cls(
            tuple(articles),
            _running(len(found) for found in articles.values()),
            _running(len(passage.sentences) for passage in every),
            _column(span.start for passage in every for span in passage.sentences),
            _column(span.end for passage in every for span in passage.sentences),
            _column(start for start, _ in sections),
            _column(end for _, end in sections),
        )

    def arrays(self) -> dict[str, Offsets]:
        """Its arrays by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "article_ids"}

    def verify(self) -> None:
        """As `Segment.verify`."""

    def article(self, article_id: str) -> int | None:
        """The number of an article in this table."""
        at = bisect_left(self.article_ids, article_id)
        return at if at < len(self.article_ids) and self.article_ids[at] == article_id else None

    def passages_of(self, article: int) -> range:
        """The numbers of an article's passages."""
        return range(int(self.first_passages[article]), int(self.first_passages[article + 1]))

    def sentences_of(self, article: int) -> tuple["array[int]", "array[int]"]:
        """Where an article's sentences begin and where they end, in order."""
        first, last = self.first_passages[article : article + 2].tolist()
        sentences = slice(*self.first_sentences[[first, last]].tolist())
        return array("i", self.starts[sentences].tolist()), array("i", self.ends[sentences].tolist())

    @cached_property
    def article_of(self) -> Offsets:
        """The number of each passage's article, int32 ``(D,)``."""
        return np.repeat(np.arange(len(self.article_ids), dtype=np.int32), np.diff(self.first_passages))

    def passage(self, number: int, revision: Revision) -> Passage:
        """The passage with this number, given its article's revision."""
        sentences = slice(*self.first_sentences[number : number + 2].tolist())
        spans = map(Span, self.starts[sentences].tolist(), self.ends[sentences].tolist())
        start, end = int(self.section_starts[number]), int(self.section_ends[number])
        return Passage(revision, tuple(spans), revision.text[start:end] if start >= 0 else None)


def select(
    tables: Sequence[PassageTable], chosen: Iterable[tuple[int, int]]
) -> tuple[PassageTable, list[NDArray[np.int64]]]:
    """One table of the ``chosen`` articles (table, number in it), by id; and the passages' new numbers in it.

    The new numbers are one array for each table, int64 ``(D,)``, -1 for a passage that was not chosen.
    """
    for table in tables:
        table.verify()
    articles = sorted((tables[place].article_ids[number], place, number) for place, number in chosen)
    bases = np.cumsum([0, *(len(table.section_starts) for table in tables)])
    firsts = [int(tables[t].first_passages[n]) + int(bases[t]) for _, t, n in articles]
    sizes = [len(tables[t].passages_of(n)) for _, t, n in articles]
    picked = _stretches(np.array(firsts, dtype=np.int64), np.array(sizes, dtype=np.int64))
    number = np.full(bases[-1], -1, dtype=np.int64)
    number[picked] = np.arange(len(picked))
    lengths = _together(np.diff(table.first_sentences) for table in tables).astype(np.int64)
    sentences = _stretches((np.cumsum(lengths) - lengths)[picked], lengths[picked])
    selected = PassageTable(
        tuple(article_id for article_id, _, _ in articles),
        _running(sizes),
        _running(lengths[picked].tolist()),
        *(_together(getattr(table, name) for table in tables)[sentences] for name in ("starts", "ends")),
        *(_together(getattr(table, name) for table in tables)[picked] for name in ("section_starts", "section_ends")),
    )
    return selected, [number[low:high] for low, high in pairwise(bases)]


def _stretches(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers ``start, start + 1, …`` of each stretch, one stretch after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))


def _together(columns: Iterable[Offsets]) -> Offsets:
    return np.concatenate([np.empty(0, dtype=np.int32), *columns])


def _column(values: Iterable[int]) -> Offsets:
    return np.fromiter(values, dtype=np.int32)


def _running(sizes: Iterable[int]) -> Offsets:
    """Running totals that begin with 0."""
    return _column(accumulate(sizes, initial=0))


def _section(passage: Passage) -> tuple[int, int]:
    """Where the text before a passage holds its heading."""
    if passage.section is None:
        return -1, -1
    start = passage.revision.text.rfind(passage.section, 0, passage.span.start)
    return start, start + len(passage.section)
