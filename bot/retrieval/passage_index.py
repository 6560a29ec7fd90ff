"""Passages of all articles, ready to be searched."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Revision
from bot.domain.passage import Hit, Passage
from bot.retrieval import maxscore, merge_policy
from bot.retrieval.analyzer import terms
from bot.retrieval.assembly import build
from bot.retrieval.bm25 import K1, B, Parameters
from bot.retrieval.fold import Fold, fold
from bot.retrieval.scoring import TopK
from bot.retrieval.shelf import Shelf
from bot.retrieval.snapshot import Part, Snapshot

Volume = tuple[Part, Shelf]
"""A segment and the passages in it."""


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
        self._fields = fields
        self._snapshot = Snapshot(parameters=Parameters(k1, b), top_k=top_k)
        self._shelves: tuple[Shelf, ...] = ()
        self._keep(self._volume(revisions))

    def __len__(self) -> int:
        return len(self._snapshot)

    @property
    def segments(self) -> int:
        """How many segments a search visits."""
        return len(self._shelves)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, by article id and position; for small corpora."""
        articles = sorted(article_id for shelf in self._shelves for article_id in shelf.revisions)
        return tuple(passage for article_id in articles for passage in self.of_article(article_id))

    def search(self, query: Mapping[str, float], limit: int, scope: Scope | None = None) -> list[Hit]:
        """The best ``limit`` passages that hold any of the weighted query terms, best first.

        Weights are above zero. A ``scope`` of this very index narrows what is found, not what it scores.
        """
        found = self._snapshot.top(query, limit, scope.masks if scope else None)
        ranked = sorted(
            (-score, shelf.article_id(number), number, place)
            for place, (shelf, (numbers, scores)) in enumerate(zip(self._shelves, found, strict=True))
            for number, score in zip(numbers.tolist(), scores.tolist(), strict=True)
        )
        return [Hit(self._shelves[place].passage(number), -score) for score, _, number, place in ranked[:limit]]

    def scope(self, admits: Callable[[Revision], bool]) -> Scope:
        """The passages of the revisions that ``admits`` is true of."""
        return Scope(tuple(_mask(shelf, admits) for shelf in self._shelves))

    def of_article(self, article_id: str) -> Sequence[Passage]:
        """The passages of one article, in order; none for an unknown one."""
        return [shelf.passage(number) for shelf in self._shelves for number in shelf.passages_of(article_id)]

    def idf(self, term: str) -> float:
        """How telling a term is in this corpus; always above zero."""
        return self._snapshot.idf(term)

    def words(self) -> frozenset[str]:
        """Every word of the articles that have passages, folded and in lower case."""
        return frozenset(chain.from_iterable(shelf.word_counts for shelf in self._shelves))

    def __contains__(self, term: object) -> bool:
        return term in self._snapshot

    def __getitem__(self, article_id: str) -> Revision:
        """The revision of an article that is searched.

        Raises:
            KeyError: when there is none.
        """
        return next(shelf.revisions[article_id] for shelf in self._shelves if article_id in shelf.revisions)

    def add(self, revisions: Iterable[Revision]) -> "PassageIndex":
        """With some more articles, in place of those that have the same ids."""
        arriving = list(revisions)
        left = self._volumes()
        for revision in arriving:
            left = _without(left, revision.article_id)
        return self._with([*left, *self._volume(arriving)])

    def remove(self, article_id: str) -> "PassageIndex":
        """Without one article; without any change where there is no such article."""
        return self._with(_without(self._volumes(), article_id))

    def of(self, revisions: Iterable[Revision]) -> "PassageIndex":
        """An index of exactly these articles, which shares the segments of those that are the same here."""
        wanted = {revision.article_id: revision for revision in revisions}
        here = {key: revision for shelf in self._shelves for key, revision in shelf.revisions.items()}
        leaving = here.keys() - wanted.keys()
        if len(leaving) > len(wanted):
            return self._with(self._volume(wanted.values()))
        index = self
        for article_id in leaving:
            index = index.remove(article_id)
        arriving = [revision for key, revision in wanted.items() if here.get(key) != revision]
        index = index.add(arriving) if arriving else index
        while due := index.fold_due():
            index = index.folded(due)
        return index

    def fold_due(self) -> Fold | None:
        """The segments that ought to become one, made one; ``None`` when all is well.

        This takes as long as the segments are large. Call it on another thread, and give what comes back to `folded`.
        """
        parts = self._snapshot.parts
        places = merge_policy.due([part.documents for part in parts], [len(part.segment) for part in parts])
        return fold([parts[at] for at in places], [self._shelves[at] for at in places]) if places else None

    def folded(self, made: Fold) -> "PassageIndex":
        """With folded segments in place of those they were made from; articles removed meanwhile stay removed.

        A source that is no longer here has none of its articles left, or they have been folded already.
        """
        volumes = self._volumes()
        sources = [shelf for part, shelf in volumes if part.segment in made.sources]
        return self._with([*((p, s) for p, s in volumes if p.segment not in made.sources), made.caught_up(sources)])

    def _volumes(self) -> list[Volume]:
        return list(zip(self._snapshot.parts, self._shelves, strict=True))

    def _volume(self, revisions: Iterable[Revision]) -> list[Volume]:
        """One new segment of some revisions; none of none."""
        ordered = {revision.article_id: revision for revision in sorted(revisions, key=lambda r: r.article_id)}
        shelf = Shelf.of(ordered)
        found = (document(passage, self._fields) for passage in map(shelf.passage, range(len(shelf))))
        return [(Part.of(build(found)), shelf)] if ordered else []

    def _with(self, volumes: Sequence[Volume]) -> "PassageIndex":
        index = copy(self)
        index._keep(volumes)  # noqa: SLF001  # its own kind, and not yet seen by anybody
        return index

    def _keep(self, volumes: Sequence[Volume]) -> None:
        """Consists of these segments; those that no article is left of are dropped."""
        used = [(part, shelf) for part, shelf in volumes if shelf.revisions]
        self._snapshot = self._snapshot.of_parts(tuple(part for part, _ in used))
        self._shelves = tuple(shelf for _, shelf in used)


def _without(volumes: Sequence[Volume], article_id: str) -> list[Volume]:
    return [
        (part.without(np.array(shelf.passages_of(article_id), dtype=np.int64)), shelf.without(article_id))
        if article_id in shelf.revisions
        else (part, shelf)
        for part, shelf in volumes
    ]


def _mask(shelf: Shelf, admits: Callable[[Revision], bool]) -> NDArray[np.bool_]:
    admitted = [key in shelf.revisions and admits(shelf.revisions[key]) for key in shelf.table.article_ids]
    return np.repeat(np.array(admitted, dtype=np.bool_), np.diff(shelf.table.first_passages))


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
