"""Makes one segment out of several, away from the index, while that goes on being searched and changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.assembly import merge
from bot.retrieval.passage_table import PassageTable, select
from bot.retrieval.segment import Segment
from bot.retrieval.shelf import Shelf
from bot.retrieval.snapshot import Part


@dataclass(frozen=True, eq=False)
class Fold:
    """A segment and the table of its passages, made from ``sources``."""

    sources: frozenset[Segment]
    segment: Segment
    table: PassageTable

    def caught_up(self, shelves: Sequence[Shelf]) -> tuple[Part, Shelf]:
        """The new segment, without the articles that have gone from the sources' ``shelves`` since."""
        shelf = Shelf.merged(self.table, shelves)
        gone = [i for i, article_id in enumerate(self.table.article_ids) if article_id not in shelf.revisions]
        part = Part.of(self.segment)
        if gone:
            part = part.without(np.concatenate([np.array(self.table.passages_of(i), dtype=np.int64) for i in gone]))
        return part, shelf


def fold(parts: Sequence[Part], shelves: Sequence[Shelf]) -> Fold:
    """One segment of everything that is alive in some of an index's segments, by article id."""
    tables = [shelf.table for shelf in shelves]
    chosen = [
        (place, article)
        for place, shelf in enumerate(shelves)
        for article, article_id in enumerate(shelf.table.article_ids)
        if article_id in shelf.revisions
    ]
    table, numbers = select(tables, chosen)
    order = np.concatenate(numbers)
    segment = merge([part.segment for part in parts], [kept >= 0 for kept in numbers], order[order >= 0])
    return Fold(frozenset(part.segment for part in parts), segment, table)
