"""Which segments to fold together: tiers of similar size, as in a log-structured merge tree.

A tier holds segments up to `FACTOR` times as large as the tier below. Once it holds `FACTOR` of them they become one,
of the next tier at most; so a document is rewritten about once a tier, and a search meets few segments. (O'Neil et al.,
"The log-structured merge-tree", 1996; the tiers are those of Lucene's TieredMergePolicy.)
"""

from collections import defaultdict
from collections.abc import Sequence

FACTOR = 4
SMALLEST = 1024
"""Segments of fewer documents than this are of one tier, the lowest."""
WASTE = 0.25
"""A segment with a larger share of removed documents is written anew by itself."""


def due(living: Sequence[int], sizes: Sequence[int]) -> tuple[int, ...]:
    """The segments to fold next, by their place; none when all is well.

    ``living`` are the documents of each segment that are alive, ``sizes`` all it holds. Low tiers go first, since their
    folding is cheap.
    """
    tiers: defaultdict[int, list[int]] = defaultdict(list)
    for place, documents in enumerate(living):
        tiers[_tier(documents)].append(place)
    full = next((tiers[tier] for tier in sorted(tiers) if len(tiers[tier]) >= FACTOR), None)
    if full:
        return tuple(full)
    return next(((at,) for at, size in enumerate(sizes) if size - living[at] > WASTE * size), ())


def _tier(documents: int) -> int:
    tier = 0
    while documents >= SMALLEST:
        documents //= FACTOR
        tier += 1
    return tier
