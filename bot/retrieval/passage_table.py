"""Where the passages of some articles stand: which article, which sentences, which section.

Passages are kept as numbers, a few bytes each, and become `Passage` values when somebody reads them.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import accumulate, chain, compress

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.domain.span import Span

Numbers = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class PassageTable:
    """``A`` articles, ``D`` passages, ``S`` sentences; an article's passages follow each other.

    ``article_passages``: int32 ``(A,)``, how many passages each article has. ``passage_sentences``: int32 ``(D,)``, how
    many sentences each passage has. ``starts``, ``ends``: int32 ``(S,)``, the sentences' characters.
    ``section_starts``, ``section_ends``: int32 ``(D,)``, where the text holds the passage's heading; -1 where there is
    none.
    """

    article_ids: tuple[str, ...]
    article_passages: Numbers
    passage_sentences: Numbers
    starts: Numbers
    ends: Numbers
    section_starts: Numbers
    section_ends: Numbers

    @classmethod
    def of(cls, articles: Mapping[str, Sequence[Passage]]) -> "PassageTable":
        """The table of some articles' passages."""
        every = [passage for found in articles.values() for passage in found]
        sections = [_section(passage) for passage in every]
        return cls(
            tuple(articles),
            _column(map(len, articles.values())),
            _column(len(passage.sentences) for passage in every),
            _column(span.start for passage in every for span in passage.sentences),
            _column(span.end for passage in every for span in passage.sentences),
            _column(start for start, _ in sections),
            _column(end for _, end in sections),
        )

    @classmethod
    def merge(cls, tables: Sequence["PassageTable"], living: Sequence[NDArray[np.bool_]]) -> "PassageTable":
        """One table for several: the articles that are ``living``, bool ``(A,)`` for each table, in that order."""
        columns: dict[str, list[Numbers]] = {name: [] for name in tables[0].arrays()}
        for table, articles in zip(tables, living, strict=True):
            passages = np.repeat(articles, table.article_passages)
            sentences = np.repeat(passages, table.passage_sentences)
            masks = dict.fromkeys(columns, passages) | {"starts": sentences, "ends": sentences}
            masks["article_passages"] = articles
            for name, column in table.arrays().items():
                columns[name].append(column[masks[name]])
        kept = (compress(table.article_ids, mask.tolist()) for table, mask in zip(tables, living, strict=True))
        return cls(tuple(chain.from_iterable(kept)), **{name: np.concatenate(each) for name, each in columns.items()})

    def arrays(self) -> dict[str, Numbers]:
        """Its arrays by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "article_ids"}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {article_id: number for number, article_id in enumerate(self.article_ids)}

    @cached_property
    def _first_passages(self) -> list[int]:
        """Where each article's passages begin, and where the last one's end."""
        return list(accumulate(self.article_passages.tolist(), initial=0))

    @cached_property
    def _first_sentences(self) -> Numbers:
        """Where each passage's sentences begin, and where the last one's end."""
        return np.concatenate([np.zeros(1, np.int32), np.cumsum(self.passage_sentences, dtype=np.int32)])

    @cached_property
    def article_of(self) -> Numbers:
        """The number of each passage's article, int32 ``(D,)``."""
        return np.repeat(np.arange(len(self.article_ids), dtype=np.int32), self.article_passages)

    def passages_of(self, article_id: str) -> range:
        """The numbers of an article's passages; none where the article isn't here."""
        number = self._numbers.get(article_id)
        return range(0) if number is None else range(*self._first_passages[number : number + 2])

    def sentences_of(self, article_id: str) -> tuple["array[int]", "array[int]"]:
        """Where an article's sentences begin and where they end, in order."""
        passages = self.passages_of(article_id)
        sentences = slice(*self._first_sentences[[passages.start, passages.stop]].tolist())
        return array("i", self.starts[sentences].tolist()), array("i", self.ends[sentences].tolist())

    def passage(self, number: int, revision: Revision) -> Passage:
        """The passage with this number, given its article's revision."""
        sentences = slice(*self._first_sentences[number : number + 2].tolist())
        spans = map(Span, self.starts[sentences].tolist(), self.ends[sentences].tolist())
        start, end = int(self.section_starts[number]), int(self.section_ends[number])
        return Passage(revision, tuple(spans), revision.text[start:end] if start >= 0 else None)


def _column(values: Iterable[int]) -> Numbers:
    return np.fromiter(values, dtype=np.int32)


def _section(passage: Passage) -> tuple[int, int]:
    """Where the text before a passage holds its heading."""
    if passage.section is None:
        return -1, -1
    start = passage.revision.text.rfind(passage.section, 0, passage.span.start)
    return start, start + len(passage.section)
