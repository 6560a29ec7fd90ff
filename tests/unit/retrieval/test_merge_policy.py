"""Segments are merged so that a search meets few of them and a document is seldom rewritten."""

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.merge_policy import FACTOR, SMALLEST, find_due, pack
from bot.retrieval.postings import MAX_DOCUMENTS


def test_few_segments_stay() -> None:
    """Fewer segments of a size than the factor stay as they are."""
    assert find_due([10] * (FACTOR - 1), [10] * (FACTOR - 1)) == ()


def test_small_ones_are_merged_first() -> None:
    """A full low tier is merged before a full higher one, and nothing else with it."""
    sizes = [SMALLEST] * FACTOR + [5] * FACTOR
    assert find_due(sizes, sizes) == tuple(range(FACTOR, 2 * FACTOR))


def test_a_segment_of_mostly_removed_documents_is_rewritten() -> None:
    """Where more than a quarter of a segment is removed, it is written anew by itself."""
    assert find_due([10, 74], [10, 100]) == (1,)
    assert find_due([10, 76], [10, 100]) == ()


def test_a_growing_index_keeps_few_segments_and_rewrites_little() -> None:
    """After ten thousand additions of ten there are few segments, and a document was rewritten a few times."""
    sizes: list[int] = []
    rewritten, most = 0, 0
    for _ in range(10_000):
        sizes.append(10)
        while places := find_due(sizes, sizes):
            merged = sum(sizes[at] for at in places)
            sizes = [size for at, size in enumerate(sizes) if at not in places] + [merged]
            rewritten += merged
        most = max(most, len(sizes))
    assert most < 20
    assert rewritten / 100_000 < 40


def test_no_segment_outgrows_what_one_can_hold() -> None:
    """A tier that holds more than fits into one segment is merged as far as it fits, and half full ones stay."""
    third = MAX_DOCUMENTS // 3
    assert find_due([third] * FACTOR, [third] * FACTOR) == (0, 1, 2)
    assert find_due([MAX_DOCUMENTS // 2] * 2 * FACTOR, [MAX_DOCUMENTS // 2] * 2 * FACTOR) == ()


@given(living=st.lists(st.integers(1, MAX_DOCUMENTS), max_size=20))
def test_packing_takes_every_segment_once(living: list[int]) -> None:
    """Groups are neighbours, in order, and none is larger than a segment can be."""
    groups = pack(living)
    assert [place for group in groups for place in group] == list(range(len(living)))
    assert all(sum(living[place] for place in group) <= MAX_DOCUMENTS for group in groups)
