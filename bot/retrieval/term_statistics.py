"""What articles write, counted: whole numbers that add up over segments, and are taken off again with an article.

Whoever is to be known of all articles together is counted here once, when an article comes, and never again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from bot.retrieval.frequency_table import FrequencyTable
from bot.text.names import lower_case_words, name_uses
from bot.text.normalize import fold, fold_lower

_WORD = re.compile(r"[^\W\d_]+")

Surveyed = tuple[str, bool]
"""An article's text, and whether it has passages."""


@dataclass(frozen=True, eq=False)
class TermStatistics:
    """The counts of one segment's articles.

    ``words``: how many of the articles that have passages hold each word, folded and in lower case. ``lower_case``:
    how many write each word in lower case. ``names``: how often each capitalised run stands there, and beside what; see
    `name_uses`.
    """

    words: FrequencyTable
    lower_case: FrequencyTable
    names: FrequencyTable

    @classmethod
    def of(cls, articles: Iterable[Surveyed]) -> "TermStatistics":
        """The census of some articles."""
        return cls(*map(FrequencyTable.of, _counted(articles)))

    @classmethod
    def merged(cls, censuses: Sequence["TermStatistics"]) -> "TermStatistics":
        """The census of all their articles."""
        return cls(*(FrequencyTable.merged(getattr(census, each.name) for census in censuses) for each in fields(cls)))

    def without(self, articles: Iterable[Surveyed]) -> "TermStatistics":
        """The census when some of its articles have gone."""
        words, lower_case, names = _counted(articles)
        return TermStatistics(self.words.without(words), self.lower_case.without(lower_case), self.names.without(names))

    def tallies(self) -> dict[str, FrequencyTable]:
        """Its tallies by name: all there is to it.

        Raises:
            DamagedIndexError: when they are kept in a file, and aren't those that were written.
        """
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, eq=False)
class Censuses:
    """The censuses of several segments, read as one."""

    parts: tuple[TermStatistics, ...]

    def names(self) -> Counter[str]:
        """How often each capitalised run stands in the articles, and beside what; see `name_uses`."""
        counted = Counter[str]()
        for part in self.parts:
            counted.update(part.names.left)
        return counted

    def in_lower_case(self, words: Iterable[str]) -> set[str]:
        """Which of some words any article writes in lower case."""
        left, found = set(words), set[str]()
        for part in self.parts:
            found |= part.lower_case.among(left)
            left -= found
        return found

    def beginning(self, first: str, length: int) -> set[str]:
        """The words of so many characters that begin with ``first``."""
        return {word for part in self.parts for word in part.words.beginning(first, length)}


def _counted(articles: Iterable[Surveyed]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    words, lower_case, names = Counter[str](), Counter[str](), Counter[str]()
    for text, searched in articles:
        folded = fold(text)
        # A word has no white space in it: what stands between white space is looked at once, in whatever order.
        distinct = " ".join(set(folded.split()))
        if searched:
            words.update(set(_WORD.findall(fold_lower(distinct))))
        lower_case.update(set(lower_case_words(distinct)))
        names.update(name_uses(folded))
    return words, lower_case, names
