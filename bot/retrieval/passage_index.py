"""Passages of all articles, ready to be searched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import Revision
from bot.domain.passage import Hit, Passage
from bot.retrieval import merge_policy
from bot.retrieval.bm25 import PostingScores
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.passages import passages
from bot.retrieval.postings import Postings
from bot.retrieval.segment import Segment
from bot.retrieval.term_statistics import CorpusStatistics


@dataclass(frozen=True, eq=False)
class Merge:
    """A segment made of others, away from the index, while that goes on being searched and changed."""

    sources: frozenset[Postings]
    segment: Segment


class PassageIndex:
    """Searches the passages of a set of revisions; ties go by article id, then by position there. A `Retriever`.

    An index never changes: whatever changes its articles gives a new one that shares what stayed the same, so whoever
    holds an index goes on searching the articles as they were. Scores and ties don't depend on how it came about.
    """

    def __init__(self, revisions: Iterable[Revision] = (), *, segments: Iterable[Segment] = ()) -> None:
        latest = {revision.article_id: revision for revision in revisions}
        built = [*segments, *Segment.build([latest[article_id] for article_id in sorted(latest)])]
        self.segments = tuple(segment for segment in built if segment.revisions)
        self._scores = PostingScores(self.segments)

    def __len__(self) -> int:
        return self._scores.documents

    @property
    def articles(self) -> list[Revision]:
        """Every article that is searched, those that were added last at the end."""
        return [revision for segment in self.segments for revision in segment.revisions.values()]

    def search(self, query: Mapping[str, float], limit: int) -> list[Hit]:
        """As `Retriever.search`."""
        ranked = self.rank(query, limit)
        return [Hit(self.segments[part].passage(number), -score) for score, _, number, part in ranked]

    def rank(self, query: Mapping[str, float], limit: int) -> list[tuple[float, str, int, int]]:
        """What `search` finds: the score below zero, the article's id, the number in the segment, and which that is."""
        found = self._scores.top(query, limit)
        return sorted((-score, self.segments[part].article_id(number), number, part) for score, part, number in found)[
            :limit
        ]

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """As `Retriever.of_article`."""
        return [segment.passage(number) for segment in self.segments for number in segment.passages_of(article_id)]

    def sentences(self, revision: Revision) -> tuple[Sequence[int], Sequence[int]]:
        """As `Retriever.sentences`: known where the revision is searched, and found anew otherwise."""
        for segment in self.segments:
            if segment.revisions.get(revision.article_id) == revision:
                return segment.table.sentences_of(revision.article_id)
        return PassageTable.of({revision.article_id: passages(revision)}).sentences_of(revision.article_id)

    def idf(self, term: str) -> float:
        """As `Retriever.idf`."""
        return self._scores.idf(term)

    @property
    def statistics(self) -> CorpusStatistics:
        """What the articles write, counted."""
        return CorpusStatistics(tuple(segment.statistics for segment in self.segments))

    def beginning(self, first: str, length: int) -> Collection[str]:
        """As `Retriever.beginning`."""
        return self.statistics.beginning(first, length)

    def __contains__(self, term: object) -> bool:
        return term in self._scores

    def add(self, revisions: Iterable[Revision]) -> "PassageIndex":
        """With some more articles, in place of those that have the same ids."""
        arriving = list(revisions)
        left = self.remove([revision.article_id for revision in arriving])
        return PassageIndex(arriving, segments=left.segments)

    def remove(self, article_ids: Collection[str]) -> "PassageIndex":
        """Without some articles; those that aren't here don't matter."""
        return PassageIndex(segments=[segment.without(article_ids) for segment in self.segments])

    def replace(self, revisions: Iterable[Revision]) -> "PassageIndex":
        """An index of exactly these articles, which shares the segments of those that are the same here."""
        wanted = {revision.article_id: revision for revision in revisions}
        here = {revision.article_id: revision for revision in self.articles}
        leaving = here.keys() - wanted.keys()
        if len(leaving) > len(wanted):
            return PassageIndex(wanted.values())
        arriving = [revision for key, revision in wanted.items() if here.get(key) != revision]
        if not leaving and not arriving:
            return self
        return self.remove(leaving).add(arriving)

    def merge_due(self) -> Merge | None:
        """The segments that ought to become one, made one; ``None`` when all is well.

        This takes as long as the segments are large. Call it on another thread, and give what comes back to `apply`.
        """
        sizes = [len(segment.postings) for segment in self.segments]
        places = merge_policy.find_due([len(segment) for segment in self.segments], sizes)
        return _merge([self.segments[place] for place in places]) if places else None

    def pack(self) -> "PassageIndex":
        """The same in as few segments as can be; takes as long as it is large."""
        groups = merge_policy.pack([len(segment) for segment in self.segments])
        index = self
        for places in groups:
            if len(places) > 1:
                index = index.apply(_merge([self.segments[place] for place in places]))
        return index

    def apply(self, merge: Merge) -> "PassageIndex":
        """With a merged segment in place of its sources; articles removed meanwhile stay removed.

        A source that is no longer here has none of its articles left, or they have been merged already.
        """
        sources = [segment for segment in self.segments if segment.postings in merge.sources]
        living = {key for segment in sources for key in segment.revisions}
        merged = merge.segment.without(merge.segment.revisions.keys() - living)
        return PassageIndex(segments=[*(each for each in self.segments if each not in sources), merged])


def _merge(segments: Sequence[Segment]) -> Merge:
    return Merge(frozenset(segment.postings for segment in segments), Segment.merge(segments))
