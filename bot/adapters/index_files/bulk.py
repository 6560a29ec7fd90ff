"""Builds the segments of many articles on every core: analysis is most of the work, and Python does one at a time."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any

from bot.domain.article import Revision
from bot.retrieval.passage_index import FieldWeights, PassageIndex, Volume
from bot.retrieval.passage_table import PassageTable
from bot.retrieval.segment import Segment
from bot.retrieval.segment_articles import LiveArticles, SegmentArticles
from bot.retrieval.snapshot import Part
from bot.retrieval.term_statistics import TermStatistics

_Made = tuple[dict[str, Any], tuple[str, ...], dict[str, Any], TermStatistics]
"""What a volume is made of: the arrays of its segment, its articles' ids, the arrays of their table, and the census."""
_WAITING = 2
"""How many batches a core has before it, at most: what bounds memory."""


def volumes(batches: Iterator[Sequence[Revision]], fields: FieldWeights) -> Iterator[tuple[Volume, int]]:
    """A segment for each batch, in order, with the number of its articles."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        pending = [(batch, pool.submit(_made, batch, fields)) for batch in islice(batches, _WAITING * workers)]
        while pending:
            batch, done = pending.pop(0)
            segment, article_ids, table, census = done.result()
            pending += [(following, pool.submit(_made, following, fields)) for following in islice(batches, 1)]
            made = PassageTable(article_ids, **table)
            living = LiveArticles(made, {revision.article_id: revision for revision in batch})
            holding = SegmentArticles(made, living, (census,))
            yield (Part.of(Segment(**segment)), holding), len(batch)


def _made(batch: Sequence[Revision], fields: FieldWeights) -> _Made:
    ((part, holding),) = PassageIndex(batch, fields).volumes
    return part.segment.arrays(), holding.table.article_ids, dict(holding.table.arrays()), holding.census
