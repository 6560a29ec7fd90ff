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
class Holdings:
    """Articles by id; those that were removed are still in the table, but no longer among the revisions."""

    table: PassageTable
    revisions: Mapping[str, Revision]

    @classmethod
    def of(cls, revisions: Mapping[str, Revision]) -> "Holdings":
        """The holding of some revisions, which come by ascending article id."""
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
    def merged(cls, table: PassageTable, holdings: Sequence["Holdings"]) -> "Holdings":
        """One holding for several, which ``table`` is the table of."""
        holding = cls(table, dict(ChainMap(*(dict(holding.revisions) for holding in holdings))))
        if all("word_counts" in vars(holding) for holding in holdings):
            vars(holding)["word_counts"] = sum((holding.word_counts for holding in holdings), Counter())
        return holding

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How many of the articles that have passages hold each word, folded and in lower case."""
        counted: Counter[str] = Counter()
        for article_id, revision in self.revisions.items():
            if self.passages_of(article_id):
                counted.update(_words(revision))
        return counted

    def over(self, table: PassageTable) -> "Holdings":
        """The same articles with another copy of their table."""
        holding = Holdings(table, self.revisions)
        if "word_counts" in vars(self):
            vars(holding)["word_counts"] = self.word_counts
        return holding

    def without(self, article_id: str) -> "Holdings":
        """The same without one article."""
        left = {key: revision for key, revision in self.revisions.items() if key != article_id}
        holding = Holdings(self.table, left)
        if "word_counts" in vars(self) and self.passages_of(article_id):
            # Counting anew would mean reading every article again.
            vars(holding)["word_counts"] = self.word_counts - Counter(_words(self.revisions[article_id]))
        return holding


def _words(revision: Revision) -> set[str]:
    return set(_WORD.findall(fold_lower(revision.text)))
