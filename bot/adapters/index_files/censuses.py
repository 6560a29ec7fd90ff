"""The census of a segment's articles inside the segment's container, read only when somebody asks for it.

It is written once, with the segment. What goes later is written with the tombstones, and taken off when it is read.
Both carry a mark of the census as it was taken: where the marks differ, what was taken off is that of another census
(one taken after the article had gone), and there is nothing for it but to take it again.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.adapters.index_files.container import Container
from bot.retrieval.frequency_table import ARRAYS, FrequencyTable
from bot.retrieval.merge_segments import fold
from bot.retrieval.passage_index import PassageIndex
from bot.retrieval.segment_articles import SegmentArticles
from bot.retrieval.term_statistics import TermStatistics

WORTH_KEEPING = 32
"""From how many articles on a census is taken to be written; of fewer it is as quickly taken again."""
_MARK = "census mark"

Gone = Callable[[str], FrequencyTable | None]
"""What has been taken off a tally since it was written, by the tally's name."""


def written(holding: SegmentArticles) -> dict[str, NDArray[Any]]:
    """The arrays of a holding's census as it was taken; none where it isn't worth keeping."""
    if not holding.counted and len(holding.revisions) < WORTH_KEEPING:
        return {}
    return _arrays(holding.census.tallies()) | {_MARK: _mark(holding.census)}


def taken_off(holding: SegmentArticles) -> dict[str, NDArray[Any]]:
    """The arrays of what has been taken off a holding's census since it was taken; none where there is no census."""
    if not holding.counted:
        return {}
    less = {name: tally.gone or FrequencyTable.of({}) for name, tally in holding.census.tallies().items()}
    return _arrays(less) | {_MARK: _mark(holding.census)}


def opened(container: Container, removed: Container | None) -> TermStatistics | None:
    """The census that was written into a container, less what was taken off it; ``None`` where there is none."""
    if _MARK not in container.names:
        return None
    if removed is None:
        return StoredCensus(container, lambda _: None)
    if _MARK not in removed.names or not np.array_equal(container.array(_MARK), removed.array(_MARK)):
        return None
    return StoredCensus(container, lambda name: _tally(removed, name))


def moved(container: Container, holding: SegmentArticles) -> TermStatistics | None:
    """A holding's census, read from now on from the container it was written into."""
    if _MARK not in container.names:
        return None
    gone = {name: tally.gone for name, tally in holding.census.tallies().items()}
    return StoredCensus(container, gone.__getitem__)


def renewed(index: PassageIndex) -> PassageIndex:
    """The index with segments in place of those that have lost their census, so that theirs is written again."""
    for part, holding in index.volumes:
        if not holding.counted and len(holding.revisions) >= WORTH_KEEPING:
            index = index.folded(fold([part], [holding]))
    return index


class StoredCensus(TermStatistics):
    """A census in a container; a tally is checked as a whole when it is first used."""

    def __init__(self, container: Container, gone: Gone) -> None:
        object.__setattr__(self, "_container", container)
        object.__setattr__(self, "_gone", gone)

    @cached_property
    def words(self) -> FrequencyTable:
        """As in `TermStatistics`."""
        return self._read("words")

    @cached_property
    def lower_case(self) -> FrequencyTable:
        """As in `TermStatistics`."""
        return self._read("lower_case")

    @cached_property
    def names(self) -> FrequencyTable:
        """As in `TermStatistics`."""
        return self._read("names")

    def _read(self, name: str) -> FrequencyTable:
        return replace(_tally(vars(self)["_container"], name), gone=vars(self)["_gone"](name))


def _arrays(tallies: Mapping[str, FrequencyTable]) -> dict[str, NDArray[Any]]:
    return {_name(name, part): array for name, tally in tallies.items() for part, array in tally.arrays().items()}


def _tally(container: Container, name: str) -> FrequencyTable:
    letters, lengths, widths, sizes, counts = (container.array(_name(name, part)) for part in ARRAYS)
    return FrequencyTable(letters, lengths, widths, sizes, counts)


def _mark(census: TermStatistics) -> NDArray[np.int64]:
    sizes = [(len(tally.letters), int(tally.counts.sum())) for tally in census.tallies().values()]
    return np.array(sizes, dtype=np.int64).ravel()


def _name(tally: str, part: str) -> str:
    return f"census.{tally}.{part}"
