"""What articles write, counted: whole numbers that add up over segments, and are taken off again with an article.

Whoever is to be known of all articles together is counted here once, when an article comes, and never again.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.retrieval.frequency_table import FrequencyTable
from bot.text.names import lower_case_words, name_uses
from bot.text.normalize import fold, fold_lower

_WORD = re.compile(r"[^\W\d_]+")


class TermCounts(NamedTuple):
    """The counts of some articles.

    ``words``: how many of the articles that have passages hold each word, folded and in lower case. ``lower_case``:
    how many write each word in lower case. ``names``: how often each capitalised run stands there, and beside what; see
    `name_uses`.
    """

    words: Mapping[str, int]
    lower_case: Mapping[str, int]
    names: Mapping[str, int]


NO_COUNTS = TermCounts({}, {}, {})


def count_terms(articles: Iterable[tuple[str, bool]]) -> TermCounts:
    """The counts of some articles: of each its text, and whether it has passages."""
    words, lower_case, names = Counter[str](), Counter[str](), Counter[str]()
    for text, has_passages in articles:
        folded = fold(text)
        # A word has no white space in it: what stands between white space is looked at once, in whatever order.
        distinct = " ".join(set(folded.split()))
        if has_passages:
            words.update(set(_WORD.findall(fold_lower(distinct))))
        lower_case.update(set(lower_case_words(distinct)))
        names.update(name_uses(folded))
    return TermCounts(words, lower_case, names)


class TermStatistics(NamedTuple):
    """`TermCounts` in compact tables."""

    words: FrequencyTable
    lower_case: FrequencyTable
    names: FrequencyTable

    @classmethod
    def of(cls, counts: TermCounts) -> "TermStatistics":
        """Some counts in tables."""
        return cls(*map(FrequencyTable.of, counts))

    @classmethod
    def merge(cls, parts: Sequence["SegmentStatistics"]) -> "TermStatistics":
        """The statistics of several segments added up, without what is removed from them."""
        tables = zip(*(part.tables for part in parts), strict=True)
        removed = zip(*(part.removed for part in parts), strict=True)
        return cls(*(FrequencyTable.sum(*pair) for pair in zip(tables, map(_negative, removed), strict=True)))


class SegmentStatistics(NamedTuple):
    """The statistics of a segment, less what is ``removed`` from them."""

    tables: TermStatistics
    removed: TermCounts = NO_COUNTS

    @classmethod
    def of(cls, articles: Iterable[tuple[str, bool]]) -> "SegmentStatistics":
        """The statistics of some articles, given as for `count_terms`."""
        return cls(TermStatistics.of(count_terms(articles)))

    def without(self, articles: Iterable[tuple[str, bool]]) -> "SegmentStatistics":
        """The statistics when some of the articles have gone."""
        both = zip(self.removed, count_terms(articles), strict=True)
        return self._replace(removed=TermCounts(*(Counter(before) + Counter(now) for before, now in both)))


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """The statistics of several segments, read as one."""

    parts: tuple[SegmentStatistics, ...]

    def names(self) -> Counter[str]:
        """How often each capitalised run stands in the articles, and beside what; see `name_uses`."""
        counts = Counter[str]()
        for part in self.parts:
            counts.update(dict(part.tables.names.items()))
            counts.subtract(part.removed.names)
        return +counts

    def in_lower_case(self, words: Iterable[str]) -> set[str]:
        """Which of some words any article writes in lower case."""
        return set(+self._count(words, "lower_case"))

    def mostly_in_lower_case(self, words: Collection[str]) -> set[str]:
        """Which of some words more articles write in lower case than write them only with a capital."""
        lower_case, everywhere = (self._count(words, kind) for kind in ("lower_case", "words"))
        return {word for word in words if 2 * lower_case[word] > everywhere[word]}

    def _count(self, words: Iterable[str], kind: str) -> Counter[str]:
        """How many articles hold each of some words."""
        asked, counts = set(words), Counter[str]()
        for part in self.parts:
            counts.update(getattr(part.tables, kind).count(asked))
            counts.subtract({word: count for word, count in getattr(part.removed, kind).items() if word in asked})
        return counts

    def beginning(self, first: str, length: int) -> set[str]:
        """The words of so many characters that begin with ``first``."""
        return {word for part in self.parts for word in _words(part, first, length)}


def _words(part: SegmentStatistics, first: str, length: int) -> Iterator[str]:
    table, removed = part.tables.words, part.removed.words
    words = table.beginning(first, length)
    counts = table.count(filter(removed.__contains__, words))
    return (word for word in words if word not in removed or counts[word] > removed[word])


def _negative(counts: Iterable[Mapping[str, int]]) -> list[dict[str, int]]:
    return [{word: -count for word, count in each.items()} for each in counts]
