"""Lines keep their numbers and their exact ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingestion.lines import Structure, blocks, split_lines


@given(st.text())
def test_lines_join_to_the_text(text: str) -> None:
    """Joining the raw lines gives the text back, whatever it is."""
    assert "".join(line.raw for line in split_lines(text)) == text


def test_line_ends_are_kept() -> None:
    """Each of the three line ends stays what it was, and lines count from 1."""
    lines = split_lines("a\r\nb\nc\rd")
    assert [(line.number, line.raw) for line in lines] == [(1, "a\r\n"), (2, "b\n"), (3, "c\r"), (4, "d")]


def test_other_breaks_are_part_of_a_line() -> None:
    """A form feed or a Unicode line separator doesn't end a line."""
    assert len(split_lines("one\ftwo\u2028three\x85four")) == 1


def test_blocks_lie_between_blank_lines() -> None:
    """Lines with nothing but space or zero-width characters separate blocks."""
    found = blocks(split_lines("a\nb\n \u00a0\nc\n\u200b\n\nd"))
    assert [[line.text for line in block] for block in found] == [["a", "b"], ["c"], ["d"]]


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("## Injury", Structure.HEADING),
        ("#Injury", Structure.PLAIN),
        ("- 2023: gold", Structure.LIST_ITEM),
        ("1. Lena Varga", Structure.LIST_ITEM),
        ("| 2023 | gold |", Structure.TABLE_ROW),
        ("1 Lena Varga (HUN) 4:15.02", Structure.TABLE_ROW),
        ("Varga   HUN   4:15.02", Structure.TABLE_ROW),
        ("> ## Quoted heading", Structure.HEADING),
        ("She won.", Structure.PLAIN),
    ],
)
def test_structure(text: str, structure: Structure) -> None:
    """Markdown headings, list items and rows of results are told from plain text."""
    assert split_lines(text)[0].structure is structure
