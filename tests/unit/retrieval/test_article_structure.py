"""Headings, lists and lead phrases give an article its blocks."""

import pytest

from bot.text.lead_phrases import LEAD_PHRASES
from bot.text.sentences import blocks


def _blocks(text: str) -> list[tuple[str | None, list[str]]]:
    return [(block.section, [span.slice(text) for span in block.sentences]) for block in blocks(text)]


@pytest.mark.parametrize("gap", ["\n\n", "\n \t\n", "\n\n\n\n", "\r\n\r\n", "\r\r", "\r\n \r\n"])
def test_a_blank_line_parts_blocks(gap: str) -> None:
    """A line with nothing on it ends a block, whatever the line ends are and without a full stop."""
    assert _blocks(f"She won{gap}He lost") == [(None, ["She won"]), (None, ["He lost"])]


def test_a_heading_names_its_section() -> None:
    """What follows a heading stands in its section; the heading itself is no sentence."""
    assert _blocks("Before.\n\n# One\n\nShe won.\n\n## Two ##\nHe lost.") == [
        (None, ["Before."]),
        ("One", ["She won."]),
        ("Two", ["He lost."]),
    ]


@pytest.mark.parametrize("indent", ["", " ", "   "])
def test_text_below_a_heading_is_kept(indent: str) -> None:
    """A heading ends with its line, indented or not."""
    assert _blocks(f"{indent}# One\nShe won.") == [("One", ["She won."])]


def test_a_heading_keeps_its_own_characters() -> None:
    """A section's name is what the article says, not its folded form."""
    assert _blocks("# “Café” – \n\nShe won.\r\n") == [("“Café” –", ["She won."])]


def test_a_heading_ends_a_block() -> None:
    """A heading right below a line ends what the line began."""
    assert _blocks("She won\n# One\nHe lost") == [(None, ["She won"]), ("One", ["He lost"])]


@pytest.mark.parametrize("text", ["#fast is no heading.", "Rated #1 by all.", "####### Seven are none."])
def test_a_number_sign_alone_is_no_heading(text: str) -> None:
    """Only one to six number signs and a space at a line's start make a heading."""
    assert _blocks(text) == [(None, [text])]


@pytest.mark.parametrize("marker", ["-", "*", "+", "•", "1.", "12)", "–"])
def test_list_items_are_blocks(marker: str) -> None:
    """Each list item stands alone, without its marker."""
    text = f"{marker} She won\n{marker} He lost. He cried."
    assert _blocks(text) == [(None, ["She won"]), (None, ["He lost.", "He cried."])]


def test_a_year_is_no_list_marker() -> None:
    """A number of four digits at a line's start is part of its sentence."""
    assert _blocks("2023. It was hot.") == [(None, ["2023.", "It was hot."])]


def test_a_block_quote_loses_its_mark() -> None:
    """The mark of a block quote is not part of the sentence."""
    assert _blocks("> She won.") == [(None, ["She won."])]


@pytest.mark.parametrize("phrase", LEAD_PHRASES)
@pytest.mark.parametrize("written", [str, str.lower, lambda phrase: phrase + ","])
def test_a_lead_phrase_is_no_part_of_the_story(phrase: str, written: type[str]) -> None:
    """A phrase that a site puts in front of a story is left out of its first sentence."""
    assert _blocks(f"{written(phrase)} Lee won. He lost.") == [(None, ["Lee won.", "He lost."])]


def test_a_reporter_s_hedge_stays() -> None:
    """A hedge that changes what a sentence says is quoted with it."""
    assert _blocks("It has been reported that Lee won.") == [(None, ["It has been reported that Lee won."])]


def test_a_lead_phrase_inside_a_sentence_stays() -> None:
    """Only at the start of a block is a lead phrase left out."""
    text = f"Fans knew. {LEAD_PHRASES[0]} Lee won."
    assert _blocks(text)[0][1] == ["Fans knew.", f"{LEAD_PHRASES[0]} Lee won."]
