"""The difference between two versions is told in lines and words, and never takes long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import difference as comparing
from bot.domain.article import Revision
from bot.domain.difference import DifferenceLine, Sign, compare_words, difference

LIMITS = st.sampled_from([0, 30, comparing.MOST_PAIRS])
"""Nothing may be compared, little, or as much as ever."""
PIECES = st.sampled_from(["Lee", "won.", "ran", "  ", " ", "\t", "in Bergen.", "\u00a0", "!"])
LINES = st.lists(PIECES, max_size=12).map("".join)
TEXTS = st.lists(st.sampled_from(["Lee won.", "", "Lee ran.", " ", "He fell."]), max_size=14)


def _kept(lines: tuple[DifferenceLine, ...], sign: Sign) -> list[str]:
    return [line.text for line in lines if line.sign in {Sign.SAME, sign}]


@given(LINES, LINES, LIMITS)
def test_both_lines_can_be_read_from_their_difference(old: str, new: str, most: int) -> None:
    """What stayed and went is the old line, what stayed and came the new one, however coarsely they are compared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "MOST_PAIRS", most)
        runs = compare_words(old, new)
    assert "".join(_kept(runs, Sign.REMOVED)) == old
    assert "".join(_kept(runs, Sign.ADDED)) == new
    assert all(run.text for run in runs)
    assert old != new or {run.sign for run in runs} <= {Sign.SAME}


@given(TEXTS, TEXTS, LIMITS)
def test_both_texts_can_be_read_from_their_difference(old: list[str], new: list[str], most: int) -> None:
    """The same holds of the lines of whole texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "MOST_PAIRS", most)
        lines = tuple(comparing._lines(old, new))
    assert _kept(lines, Sign.REMOVED) == old
    assert _kept(lines, Sign.ADDED) == new
    assert old != new or {line.sign for line in lines} <= {Sign.SAME}


def test_a_line_is_compared_word_by_word() -> None:
    """Only the words that differ go and come."""
    assert [(run.sign, run.text) for run in compare_words("Lee won on 3 May 2025.", "Lee won on 4 May 2025.")] == [
        (Sign.SAME, "Lee won on"),
        (Sign.REMOVED, " 3"),
        (Sign.ADDED, " 4"),
        (Sign.SAME, " May 2025."),
    ]


def test_a_very_long_line_is_compared_word_by_word() -> None:
    """However many words there are around a change, it is found at once."""
    old = ["x", "y"] * 4500 + ["May"] + ["y", "z"] * 4500
    runs = compare_words(" ".join(old), " ".join("June" if word == "May" else word for word in old))
    assert [run.text for run in runs if run.sign is not Sign.SAME] == [" May", " June"]


def test_what_is_too_much_to_compare_goes_and_comes_whole() -> None:
    """Comparing more words would take too much memory, so the line counts as another one."""
    assert [run.sign for run in compare_words("x y " * 20_000, "x z " * 20_000)] == [Sign.REMOVED, Sign.ADDED]


def test_a_text_of_many_paragraphs_is_compared_line_by_line() -> None:
    """Only the lines that differ go and come, blank ones between them included."""
    old = [line for number in range(3000) for line in (f"Paragraph {number}.", "")]
    new = [*old[:3000], "Another.", "", *old[3002:4000], *old[4002:]]
    found = difference(Revision("a", "\n".join(old)), Revision("a", "\n".join(new)))
    assert [(line.sign, line.text) for line in found.lines if line.sign is not Sign.SAME] == [
        (Sign.REMOVED, "Paragraph 1500."),
        (Sign.ADDED, "Another."),
        (Sign.REMOVED, ""),
        (Sign.REMOVED, "Paragraph 2000."),
    ]
