"""Which segments to merge: tiers of similar size, as in a log-structured merge tree, up to the largest size.

A tier holds segments up to `FACTOR` times as large as the tier below. Once it holds `FACTOR` of them they become one,
as far as one segment can hold them; so a document is rewritten about once a tier, and a search meets few segments. A
segment that is half full is left alone: merging never takes longer, however large the corpus is. (O'Neil et al., "The
log-structured merge-tree", 1996; the tiers are those of Lucene's TieredMergePolicy.)
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.retrieval.postings import MAX_DOCUMENTS

FACTOR = 4
SMALLEST = 1024
"""Segments of fewer documents than this are of one tier, the lowest."""
WASTE = 0.25
"""A segment with a larger share of removed documents is written anew by itself."""


def find_due(living: Sequence[int], sizes: Sequence[int]) -> tuple[int, ...]:
    """The segments to merge next, by their place; none when all is well.

    ``living`` are the documents of each segment that are alive, ``sizes`` all it holds. Low tiers go first, since their
    merging is cheap.
    """
    tiers: defaultdict[int, list[int]] = defaultdict(list)
    for place, documents in enumerate(living):
        if documents < MAX_DOCUMENTS // 2:
            tiers[_tier(documents)].append(place)
    full = next((tiers[tier] for tier in sorted(tiers) if len(tiers[tier]) >= FACTOR), None)
    if full:
        return next(_groups(full, living))
    return next(((at,) for at, size in enumerate(sizes) if size - living[at] > WASTE * size), ())


def pack(living: Sequence[int]) -> list[tuple[int, ...]]:
    """All segments in groups of neighbours, each as large as one segment can be; for when many were added at once."""
    return list(_groups(range(len(living)), living))


def _groups(places: Iterable[int], living: Sequence[int]) -> Iterator[tuple[int, ...]]:
    group: list[int] = []
    for place in places:
        if group and sum(living[at] for at in group) + living[place] > MAX_DOCUMENTS:
            yield tuple(group)
            group = []
        group.append(place)
    if group:
        yield tuple(group)


def _tier(documents: int) -> int:
    tier = 0
    while documents >= SMALLEST:
        documents //= FACTOR
        tier += 1
    return tier
