"""Passages are long enough to rank and short enough to tell."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Revision
from bot.retrieval.passages import LONGEST, SHORTEST, passages

SENTENCE = "Lee won again."


def _passages(*paragraphs: int) -> list[int]:
    """The number of sentences in each passage of an article whose paragraphs have that many sentences."""
    text = "\n\n".join(" ".join([SENTENCE] * count) for count in paragraphs)
    return [len(passage.sentences) for passage in passages(Revision("a", text))]


def test_no_sentences_make_no_passages() -> None:
    """An article without sentences has no passages."""
    assert passages(Revision("a", "# Title\n\n---\n")) == ()


def test_short_paragraphs_are_joined() -> None:
    """A short paragraph is joined by the next one of its section."""
    assert _passages(1, 1, 1) == [3]


def test_long_paragraphs_stand_alone() -> None:
    """A paragraph long enough to rank is a passage by itself."""
    assert _passages(30, 30) == [30, 30]


def test_very_long_paragraphs_are_cut() -> None:
    """A paragraph much too long is cut between sentences, into parts of like length."""
    assert _passages(200) == [100, 100]


def test_sections_are_not_joined() -> None:
    """Short paragraphs under different headings stay apart."""
    found = passages(Revision("a", "# One\nLee won.\n\n# Two\nKerr won."))
    assert [(passage.section, len(passage.sentences)) for passage in found] == [("One", 1), ("Two", 1)]


@given(paragraphs=st.lists(st.integers(1, 40), max_size=12))
def test_passages_of_one_section_are_long_enough(paragraphs: list[int]) -> None:
    """All but the last passage of a section are long enough to rank, and none is far too long."""
    lengths = [count * (len(SENTENCE) + 1) for count in _passages(*paragraphs)]
    assert all(length >= SHORTEST for length in lengths[:-1])
    assert all(length < 2 * LONGEST for length in lengths)
