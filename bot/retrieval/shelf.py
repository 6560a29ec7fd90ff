"""The articles of one segment: their revisions, and where their passages stand in them."""

import re
from collections import ChainMap, Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.retrieval.folding import fold_lower
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.passages import passages

_READ = 4096
"""How many passages stay read."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, eq=False)
class Shelf:
    """Articles by id; those that were removed are still in the table, but no longer among the revisions."""

    table: PassageTable
    revisions: Mapping[str, Revision]

    @classmethod
    def of(cls, revisions: Mapping[str, Revision]) -> "Shelf":
        """The shelf of some revisions, which come by ascending article id."""
        return cls(PassageTable.of({article_id: passages(r) for article_id, r in revisions.items()}), revisions)

    def __len__(self) -> int:
        return len(self.table.section_starts)

    @cached_property
    def passage(self) -> Callable[[int], Passage]:
        """A passage by its number in the segment."""
        return lru_cache(maxsize=_READ)(self._passage)

    def _passage(self, number: int) -> Passage:
        return self.table.passage(number, self.revisions[self.article_id(number)])

    def article_id(self, number: int) -> str:
        """Whose passage it is."""
        return self.table.article_ids[int(self.table.article_of[number])]

    def passages_of(self, article_id: str) -> range:
        """The numbers of an article's passages; none where the article isn't here, or no longer."""
        article = self.table.article(article_id) if article_id in self.revisions else None
        return range(0) if article is None else self.table.passages_of(article)

    @classmethod
    def merged(cls, table: PassageTable, shelves: Sequence["Shelf"]) -> "Shelf":
        """One shelf for several, which ``table`` is the table of."""
        shelf = cls(table, dict(ChainMap(*(dict(shelf.revisions) for shelf in shelves))))
        if all("word_counts" in vars(shelf) for shelf in shelves):
            vars(shelf)["word_counts"] = sum((shelf.word_counts for shelf in shelves), Counter())
        return shelf

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How many of the articles that have passages hold each word, folded and in lower case."""
        counted: Counter[str] = Counter()
        for article_id, revision in self.revisions.items():
            if self.passages_of(article_id):
                counted.update(_words(revision))
        return counted

    def without(self, article_id: str) -> "Shelf":
        """The same without one article."""
        left = {key: revision for key, revision in self.revisions.items() if key != article_id}
        shelf = Shelf(self.table, left)
        if "word_counts" in vars(self) and self.passages_of(article_id):
            # Counting anew would mean reading every article again.
            vars(shelf)["word_counts"] = self.word_counts - Counter(_words(self.revisions[article_id]))
        return shelf


def _words(revision: Revision) -> set[str]:
    return set(_WORD.findall(fold_lower(revision.text)))
