"""The articles of one segment: their revisions, and where their passages stand in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
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


class Living(Mapping[str, Revision]):
    """The articles of a table that are not ``gone``: a view of ``revisions``, which may hold more and is not copied."""

    def __init__(
        self, table: PassageTable, revisions: Mapping[str, Revision], gone: frozenset[str] = frozenset()
    ) -> None:
        self._table = table
        self._revisions = revisions
        self._gone = gone

    def __getitem__(self, article_id: str) -> Revision:
        if article_id not in self:
            raise KeyError(article_id)
        return self._revisions[article_id]

    def __contains__(self, article_id: object) -> bool:
        return (
            isinstance(article_id, str) and article_id not in self._gone and self._table.article(article_id) is not None
        )

    def __iter__(self) -> Iterator[str]:
        return (article_id for article_id in self._table.article_ids if article_id not in self._gone)

    def __len__(self) -> int:
        return len(self._table.article_ids) - len(self._gone)

    def without(self, article_id: str) -> "Living":
        """The same without one more article, which is one of them."""
        return Living(self._table, self._revisions, self._gone | {article_id})

    def over(self, table: PassageTable) -> "Living":
        """The same with another copy of the table."""
        return Living(table, self._revisions, self._gone)


@dataclass(frozen=True, eq=False)
class Holdings:
    """Articles by id; those that were removed are still in the table, but no longer among the revisions."""

    table: PassageTable
    revisions: Living

    @classmethod
    def of(cls, revisions: Mapping[str, Revision]) -> "Holdings":
        """The holdings of some revisions, which come by ascending article id."""
        table = PassageTable.of({article_id: passages(r) for article_id, r in revisions.items()})
        return cls(table, Living(table, revisions))

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

    def sentences_of(self, article_id: str) -> tuple[Sequence[int], Sequence[int]]:
        """Where the sentences of one of its articles begin and where they end, in order."""
        article = self.table.article(article_id)
        return ((), ()) if article is None else self.table.sentences_of(article)

    @classmethod
    def merged(cls, table: PassageTable, holdings: Sequence["Holdings"]) -> "Holdings":
        """One holding for several, which ``table`` is the table of."""
        left = {key: revision for holding in holdings for key, revision in holding.revisions.items()}
        merged = cls(table, Living(table, left, frozenset(set(table.article_ids) - left.keys())))
        if all("word_counts" in vars(holding) for holding in holdings):
            vars(merged)["word_counts"] = sum((holding.word_counts for holding in holdings), Counter())
        return merged

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
        holding = Holdings(table, self.revisions.over(table))
        if "word_counts" in vars(self):
            vars(holding)["word_counts"] = self.word_counts
        return holding

    def without(self, article_id: str) -> "Holdings":
        """The same without one article."""
        holding = Holdings(self.table, self.revisions.without(article_id))
        if "word_counts" in vars(self) and self.passages_of(article_id):
            # Counting anew would mean reading every article again.
            vars(holding)["word_counts"] = self.word_counts - Counter(_words(self.revisions[article_id]))
        return holding


def _words(revision: Revision) -> set[str]:
    return set(_WORD.findall(fold_lower(revision.text)))
