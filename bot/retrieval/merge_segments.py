"""Makes one segment out of several, away from the index, while that goes on being searched and changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.passage_table import PassageTable, select
from bot.retrieval.segment import Segment
from bot.retrieval.segment_articles import SegmentArticles
from bot.retrieval.segment_builder import merge
from bot.retrieval.snapshot import Part


@dataclass(frozen=True, eq=False)
class Fold:
    """A segment and the table of its passages, made from ``sources``."""

    sources: frozenset[Segment]
    segment: Segment
    table: PassageTable

    def caught_up(self, holdings: Sequence[SegmentArticles]) -> tuple[Part, SegmentArticles]:
        """The new segment, without the articles that have gone from the sources' ``holdings`` since."""
        holding = SegmentArticles.merged(self.table, holdings)
        gone = [i for i, article_id in enumerate(self.table.article_ids) if article_id not in holding.revisions]
        part = Part.of(self.segment)
        if gone:
            part = part.without(np.concatenate([np.array(self.table.passages_of(i), dtype=np.int64) for i in gone]))
        return part, holding


def fold(parts: Sequence[Part], holdings: Sequence[SegmentArticles]) -> Fold:
    """One segment of everything that is alive in some of an index's segments, by article id."""
    tables = [holding.table for holding in holdings]
    chosen = [
        (place, article)
        for place, holding in enumerate(holdings)
        for article, article_id in enumerate(holding.table.article_ids)
        if article_id in holding.revisions
    ]
    table, numbers = select(tables, chosen)
    order = np.concatenate(numbers)
    segment = merge([part.segment for part in parts], [kept >= 0 for kept in numbers], order[order >= 0])
    return Fold(frozenset(part.segment for part in parts), segment, table)
