"""The articles of one segment: their revisions, and where their passages stand in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.domain.article import Revision
from bot.domain.passage import Passage
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.passages import passages
from bot.retrieval.term_statistics import Surveyed, TermStatistics

_READ = 4096
"""How many passages stay read."""


class LiveArticles(Mapping[str, Revision]):
    """The articles of a table that are not ``gone``: a view of ``revisions``, which may hold more and is not copied."""

    def __init__(
        self, table: PassageTable, revisions: Mapping[str, Revision], gone: frozenset[str] = frozenset()
    ) -> None:
        self._table = table
        self._revisions = revisions
        self.gone = gone

    def __getitem__(self, article_id: str) -> Revision:
        if article_id not in self:
            raise KeyError(article_id)
        return self._revisions[article_id]

    def __contains__(self, article_id: object) -> bool:
        return (
            isinstance(article_id, str) and article_id not in self.gone and self._table.article(article_id) is not None
        )

    def __iter__(self) -> Iterator[str]:
        return (article_id for article_id in self._table.article_ids if article_id not in self.gone)

    def __len__(self) -> int:
        return len(self._table.article_ids) - len(self.gone)

    def without(self, article_id: str) -> "LiveArticles":
        """The same without one more article, which is one of them."""
        return LiveArticles(self._table, self._revisions, self.gone | {article_id})

    def over(self, table: PassageTable) -> "LiveArticles":
        """The same with another copy of the table."""
        return LiveArticles(table, self._revisions, self.gone)


@dataclass(frozen=True, eq=False)
class SegmentArticles:
    """Articles by id; those that were removed are still in the table, but no longer among the revisions.

    ``_before`` are the censuses that its own is made of, added up when that is asked for, as they were before the
    articles in ``_left`` went; none if it wasn't taken.
    """

    table: PassageTable
    revisions: LiveArticles
    _before: tuple[TermStatistics, ...] = ()
    _left: tuple[Surveyed, ...] = ()

    @classmethod
    def of(cls, revisions: Mapping[str, Revision]) -> "SegmentArticles":
        """The holdings of some revisions, which come by ascending article id."""
        table = PassageTable.of({article_id: passages(r) for article_id, r in revisions.items()})
        return cls(table, LiveArticles(table, revisions))

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
    def merged(cls, table: PassageTable, holdings: Sequence["SegmentArticles"]) -> "SegmentArticles":
        """One holding for several, which ``table`` is the table of."""
        left = {key: revision for holding in holdings for key, revision in holding.revisions.items()}
        living = LiveArticles(table, left, frozenset(set(table.article_ids) - left.keys()))
        known = all(holding.counted for holding in holdings)
        return cls(table, living, tuple(holding.census for holding in holdings) if known else ())

    @cached_property
    def census(self) -> TermStatistics:
        """What its articles write, counted when first asked for."""
        if not self._before:
            return TermStatistics.of((r.text, bool(self.passages_of(key))) for key, r in self.revisions.items())
        whole = self._before[0] if len(self._before) == 1 else TermStatistics.merged(self._before)
        # What it was made of is let go, with the files it lies in.
        vars(self)["_before"] = (whole,)
        return whole.without(self._left) if self._left else whole

    @property
    def counted(self) -> bool:
        """Whether the census is known, or nearly so."""
        return bool(self._before or self._taken)

    @property
    def _taken(self) -> tuple[TermStatistics, ...]:
        """The census, if it was asked for."""
        return (self.census,) if "census" in vars(self) else ()

    def over(self, table: PassageTable, census: TermStatistics | None = None) -> "SegmentArticles":
        """The same articles with another copy of their table, and of their census if there is one."""
        known = (census,) if census else self._taken
        return SegmentArticles(table, self.revisions.over(table), known or self._before, () if known else self._left)

    def without(self, article_id: str) -> "SegmentArticles":
        """The same without one article."""
        living = self.revisions.without(article_id)
        before = self._taken or self._before
        if not before:
            return SegmentArticles(self.table, living)
        gone = (self.revisions[article_id].text, bool(self.passages_of(article_id)))
        return SegmentArticles(self.table, living, before, (gone,) if self._taken else (*self._left, gone))
