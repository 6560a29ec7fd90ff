"""A span is a half-open range of characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import InvalidSpanError
from bot.domain.span import Span

_spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(min(ends), max(ends)))


def test_slice_is_half_open() -> None:
    """A span covers its start and stops before its end."""
    assert Span(2, 5).slice("abcdefg") == "cde"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (4, 3), (-2, -1)])
def test_runs_forward_from_zero(start: int, end: int) -> None:
    """A range that is negative or runs backwards is no span, and the error names it."""
    with pytest.raises(InvalidSpanError, match=f"from {start} to {end}"):
        Span(start, end)


@given(span=_spans)
def test_length_is_that_of_the_slice(span: Span) -> None:
    """A span is as long as the text it covers."""
    assert len(span) == len(span.slice("x" * 60))


@given(one=_spans, other=_spans)
def test_overlap_means_a_shared_character(one: Span, other: Span) -> None:
    """Two spans with characters overlap exactly when they share one of them."""
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if one and other:
        assert one.overlaps(other) == bool(shared)


@given(one=_spans, other=_spans)
def test_overlap_is_mutual(one: Span, other: Span) -> None:
    """If one span overlaps another, that one overlaps it."""
    assert one.overlaps(other) == other.overlaps(one)


def test_neighbours_do_not_overlap() -> None:
    """Spans that only touch share nothing."""
    assert not Span(0, 3).overlaps(Span(3, 6))


@given(one=_spans, other=_spans)
def test_contains_means_every_character(one: Span, other: Span) -> None:
    """A span contains another exactly when it starts no later and ends no sooner."""
    assert one.contains(other) == (one.start <= other.start and other.end <= one.end)


@given(spans=st.lists(_spans))
def test_spans_sort_by_position(spans: list[Span]) -> None:
    """Spans sort by where they start, then by where they end."""
    assert sorted(spans) == sorted(spans, key=lambda span: (span.start, span.end))
