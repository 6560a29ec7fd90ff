"""Passages of all articles, ready to be searched."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.passage import Hit, Passage
from bot.retrieval import maxscore, merge_policy
from bot.retrieval.bm25 import K1, B, Parameters
from bot.retrieval.merge_segments import Fold, fold
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.passages import passages
from bot.retrieval.scoring import TopK
from bot.retrieval.segment import MOST
from bot.retrieval.segment_articles import SegmentArticles
from bot.retrieval.segment_builder import build
from bot.retrieval.snapshot import Part, Snapshot
from bot.retrieval.term_statistics import Censuses
from bot.text.analyzer import terms

Volume = tuple[Part, SegmentArticles]
"""A segment and the passages in it."""

_PASSAGE = 500
"""About how many characters make a passage."""

Ranked = tuple[float, str, int, int]
"""A passage's score below zero, its article's id, its number in its segment, and which segment that is."""


@dataclass(frozen=True, slots=True)
class FieldWeights:
    """How often the terms of what stands around a passage are counted with it."""

    title: int = 1
    section: int = 1
    athletes: int = 1
    outlet: int = 1


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages of one index may be found: a mask for each of its segments."""

    masks: tuple[NDArray[np.bool_], ...]


class PassageIndex:
    """Searches the passages of a set of revisions; ties go by article id, then by position in the article.

    An index never changes: `add`, `remove` and `folded` give a new one that shares what stayed the same, so whoever
    holds an index goes on searching the articles as they were. Scores and ties don't depend on how it came about.
    """

    def __init__(
        self,
        revisions: Iterable[Revision] = (),
        fields: FieldWeights = FieldWeights(),
        k1: float = K1,
        b: float = B,
        top_k: TopK = maxscore.top,
    ) -> None:
        self.fields = fields
        self._snapshot = Snapshot(parameters=Parameters(k1, b), top_k=top_k)
        self._holdings: tuple[SegmentArticles, ...] = ()
        self._keep(self._made(revisions))

    def __len__(self) -> int:
        return len(self._snapshot)

    @property
    def segments(self) -> int:
        """How many segments a search visits."""
        return len(self._holdings)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, by article id and position; for small corpora."""
        articles = sorted(article_id for holding in self._holdings for article_id in holding.revisions)
        return tuple(passage for article_id in articles for passage in self.of_article(article_id))

    def search(self, query: Mapping[str, float], limit: int, scope: Scope | None = None) -> list[Hit]:
        """The best ``limit`` passages that hold any of the weighted query terms, best first.

        Weights are above zero. A ``scope`` of this very index narrows what is found, not what it scores.
        """
        ranked = self.ranked(query, limit, scope)
        return [Hit(self._holdings[place].passage(number), -score) for score, _, number, place in ranked]

    def ranked(self, query: Mapping[str, float], limit: int, scope: Scope | None = None) -> list[Ranked]:
        """What `search` finds, before anything is read of it."""
        found = self._snapshot.top(query, limit, scope.masks if scope else None)
        return sorted(
            (-score, holding.article_id(number), number, place)
            for place, (holding, (numbers, scores)) in enumerate(zip(self._holdings, found, strict=True))
            for number, score in zip(numbers.tolist(), scores.tolist(), strict=True)
        )[:limit]

    def scope(self, admits: Callable[[Revision], bool]) -> Scope:
        """The passages of the revisions that ``admits`` is true of."""
        return Scope(tuple(_mask(holding, admits) for holding in self._holdings))

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """The passages of one article, in order; none for an unknown one."""
        return [holding.passage(number) for holding in self._holdings for number in holding.passages_of(article_id)]

    def sentences(self, revision: Revision) -> tuple[Sequence[int], Sequence[int]]:
        """Where the sentences of a revision begin and where they end, in order.

        They are known where it is searched, and found anew otherwise.
        """
        for holding in self._holdings:
            if holding.revisions.get(revision.article_id) == revision:
                return holding.sentences_of(revision.article_id)
        return PassageTable.of({revision.article_id: passages(revision)}).sentences_of(0)

    def idf(self, term: str) -> float:
        """How telling a term is in this corpus; always above zero."""
        return self._snapshot.idf(term)

    @property
    def census(self) -> Censuses:
        """What the articles write, counted; of those that weren't counted before, now."""
        return Censuses(tuple(holding.census for holding in self._holdings))

    def beginning(self, first: str, length: int) -> Collection[str]:
        """The words of the articles that have passages, folded and in lower case, by first letter and length."""
        return self.census.beginning(first, length)

    def __contains__(self, term: object) -> bool:
        return term in self._snapshot

    def holds(self, article_id: str) -> bool:
        """Whether an article is searched."""
        return any(article_id in holding.revisions for holding in self._holdings)

    def __getitem__(self, article_id: str) -> Revision:
        """The revision of an article that is searched.

        Raises:
            KeyError: when there is none.
        """
        return next(holding.revisions[article_id] for holding in self._holdings if article_id in holding.revisions)

    def add(self, revisions: Iterable[Revision]) -> "PassageIndex":
        """With some more articles, in place of those that have the same ids."""
        arriving = list(revisions)
        left = self.volumes
        for revision in arriving:
            left = _without(left, revision.article_id)
        return self.of_volumes([*left, *self._made(arriving)])

    def remove(self, article_id: str) -> "PassageIndex":
        """Without one article; without any change where there is no such article."""
        return self.of_volumes(_without(self.volumes, article_id))

    def of(self, revisions: Iterable[Revision]) -> "PassageIndex":
        """An index of exactly these articles, which shares the segments of those that are the same here."""
        wanted = {revision.article_id: revision for revision in revisions}
        here = {key: revision for holding in self._holdings for key, revision in holding.revisions.items()}
        leaving = here.keys() - wanted.keys()
        if len(leaving) > len(wanted):
            return self.of_volumes(self._made(wanted.values()))
        index = self
        for article_id in leaving:
            index = index.remove(article_id)
        arriving = [revision for key, revision in wanted.items() if here.get(key) != revision]
        return index.add(arriving) if arriving else index

    def fold_due(self) -> Fold | None:
        """The segments that ought to become one, made one; ``None`` when all is well.

        This takes as long as the segments are large. Call it on another thread, and give what comes back to `folded`.
        """
        parts = self._snapshot.parts
        places = merge_policy.due([part.documents for part in parts], [len(part.segment) for part in parts])
        return self._fold(places) if places else None

    def packed(self) -> "PassageIndex":
        """The same in as few segments as can be; takes as long as it is large."""
        groups = merge_policy.packed([part.documents for part in self._snapshot.parts])
        index = self
        for made in [self._fold(places) for places in groups if len(places) > 1]:
            index = index.folded(made)
        return index

    def _fold(self, places: Iterable[int]) -> Fold:
        chosen = [self.volumes[at] for at in places]
        return fold([part for part, _ in chosen], [holding for _, holding in chosen])

    def folded(self, made: Fold) -> "PassageIndex":
        """With folded segments in place of those they were made from; articles removed meanwhile stay removed.

        A source that is no longer here has none of its articles left, or they have been folded already.
        """
        volumes = self.volumes
        sources = [holding for part, holding in volumes if part.segment in made.sources]
        return self.of_volumes(
            [*((p, s) for p, s in volumes if p.segment not in made.sources), made.caught_up(sources)]
        )

    @property
    def volumes(self) -> list[Volume]:
        """Its segments, each with the passages in it."""
        return list(zip(self._snapshot.parts, self._holdings, strict=True))

    def of_volumes(self, volumes: Sequence[Volume]) -> "PassageIndex":
        """An index that scores like this one and consists of these segments; those without an article are dropped."""
        index = copy(self)
        index._keep(volumes)  # noqa: SLF001  # its own kind, and not yet seen by anybody
        return index

    def _made(self, revisions: Iterable[Revision]) -> list[Volume]:
        """New segments of some revisions: one, as long as they have no more passages than a segment can hold."""
        latest = {revision.article_id: revision for revision in revisions}
        return self._volumes([latest[article_id] for article_id in sorted(latest)])

    def _volumes(self, ordered: Sequence[Revision]) -> list[Volume]:
        if not ordered:
            return []
        half = len(ordered) // 2
        if half and sum(len(revision.text) for revision in ordered) > MOST * _PASSAGE:
            return self._volumes(ordered[:half]) + self._volumes(ordered[half:])
        holding = SegmentArticles.of({revision.article_id: revision for revision in ordered})
        if half and len(holding) > MOST:
            return self._volumes(ordered[:half]) + self._volumes(ordered[half:])
        found = (document(passage, self.fields) for passage in map(holding.passage, range(len(holding))))
        return [(Part.of(build(found)), holding)]

    def _keep(self, volumes: Sequence[Volume]) -> None:
        used = [(part, holding) for part, holding in volumes if holding.revisions]
        self._snapshot = self._snapshot.of_parts(tuple(part for part, _ in used))
        self._holdings = tuple(holding for _, holding in used)


def _without(volumes: Sequence[Volume], article_id: str) -> list[Volume]:
    return [
        (part.without(np.array(holding.passages_of(article_id), dtype=np.int64)), holding.without(article_id))
        if article_id in holding.revisions
        else (part, holding)
        for part, holding in volumes
    ]


def _mask(holding: SegmentArticles, admits: Callable[[Revision], bool]) -> NDArray[np.bool_]:
    admitted = [key in holding.revisions and admits(holding.revisions[key]) for key in holding.table.article_ids]
    return np.repeat(np.array(admitted, dtype=np.bool_), np.diff(holding.table.first_passages))


def document(passage: Passage, fields: FieldWeights) -> list[str]:
    """The passage's index terms: its words, and those of the fields around it as often as they weigh."""
    revision = passage.revision
    around = (
        (revision.byline.title or "", fields.title),
        (passage.section or "", fields.section),
        (" ".join(revision.athletes), fields.athletes),
        (revision.byline.outlet or "", fields.outlet),
    )
    body = [term for span in passage.sentences for term in terms(span.slice(revision.text))]
    return body + [term for text, weight in around if weight for term in terms(text) * weight]
