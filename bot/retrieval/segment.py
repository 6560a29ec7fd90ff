"""Some articles, cut into passages and ready to be searched: what an index is made of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.passages import passages
from bot.retrieval.postings import MAX_DOCUMENTS, Postings
from bot.retrieval.term_statistics import SegmentStatistics, TermStatistics
from bot.text.analyzer import terms

_PASSAGE = 500
"""About how many characters make a passage."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Postings and table of the same passages; ``revisions`` are those of their articles that are not removed.

    ``documents`` holds the terms of passages, by number, as far as somebody asked for them.
    """

    postings: Postings
    table: PassageTable
    revisions: Mapping[str, Revision]
    statistics: SegmentStatistics
    documents: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def build(cls, revisions: Sequence[Revision]) -> "list[Segment]":
        """The segments of some articles: one, as long as they have no more passages than that can hold."""
        if not revisions:
            return []
        half = len(revisions) // 2
        if half and sum(len(revision.text) for revision in revisions) > MAX_DOCUMENTS * _PASSAGE:
            return cls.build(revisions[:half]) + cls.build(revisions[half:])
        found = {revision.article_id: passages(revision) for revision in revisions}
        if half and sum(map(len, found.values())) > MAX_DOCUMENTS:
            return cls.build(revisions[:half]) + cls.build(revisions[half:])
        postings = Postings.build(document(passage) for each in found.values() for passage in each)
        living = {revision.article_id: revision for revision in revisions}
        statistics = SegmentStatistics.of((revision.text, bool(found[key])) for key, revision in living.items())
        return [cls(postings, PassageTable.of(found), living, statistics)]

    @classmethod
    def merge(cls, segments: Sequence["Segment"]) -> "Segment":
        """One segment of everything that is alive in several."""
        articles = [
            np.array([key in segment.revisions for key in segment.table.article_ids], dtype=np.bool_)
            for segment in segments
        ]
        living = [mask[segment.table.article_of] for segment, mask in zip(segments, articles, strict=True)]
        return cls(
            Postings.merge([segment.postings for segment in segments], living),
            PassageTable.merge([segment.table for segment in segments], articles),
            {key: revision for segment in segments for key, revision in segment.revisions.items()},
            SegmentStatistics(TermStatistics.merge([segment.statistics for segment in segments])),
        )

    def without(self, article_ids: Collection[str]) -> "Segment":
        """The same without some articles."""
        leaving = [revision for key in article_ids if (revision := self.revisions.get(key))]
        if not leaving:
            return self
        gone = {revision.article_id for revision in leaving}
        return replace(
            self,
            revisions={key: revision for key, revision in self.revisions.items() if key not in gone},
            statistics=self.statistics.without(
                (revision.text, bool(self.passages_of(revision.article_id))) for revision in leaving
            ),
        )

    @cached_property
    def dead(self) -> NDArray[np.int64]:
        """The numbers of the passages whose articles are removed, ascending."""
        if len(self.revisions) == len(self.table.article_ids):
            return np.empty(0, dtype=np.int64)
        gone = (self.table.passages_of(key) for key in self.table.article_ids if key not in self.revisions)
        return np.fromiter(chain.from_iterable(gone), dtype=np.int64)

    def __len__(self) -> int:
        return len(self.postings) - len(self.dead)

    def article_id(self, number: int) -> str:
        """Whose passage it is."""
        return self.table.article_ids[int(self.table.article_of[number])]

    def passage(self, number: int) -> Passage:
        """A passage by its number, of an article that is not removed."""
        return self.table.passage(number, self.revisions[self.article_id(number)])

    def document(self, number: int) -> list[str]:
        """The terms of a passage by its number; analysed once, also for the segments that come of this by removals."""
        if number not in self.documents:
            self.documents[number] = document(self.passage(number))
        return self.documents[number]

    def passages_of(self, article_id: str) -> range:
        """The numbers of an article's passages; none where the article isn't here, or is removed."""
        return self.table.passages_of(article_id) if article_id in self.revisions else range(0)


def document(passage: Passage) -> list[str]:
    """The passage's index terms: its words, and those of the title, section, athletes and outlet around it."""
    revision, byline = passage.revision, passage.revision.byline
    around: Iterable[str] = (
        byline.title or "",
        passage.section or "",
        " ".join(revision.athletes),
        byline.outlet or "",
    )
    body = [term for span in passage.sentences for term in terms(span.slice(revision.text))]
    return body + [term for text in around for term in terms(text)]
