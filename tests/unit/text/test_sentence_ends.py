"""Where a sentence ends, and where it only looks as if it did."""

import pytest

from bot.text.sentences import blocks


def _sentences(text: str) -> list[str]:
    return [span.slice(text) for block in blocks(text) for span in block.sentences]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Lee won.",
        "Dr.\u00a0Lee won.",
        "She is No. 1 now.",
        "The U.S. team won.",
        "J. K. Rowling wrote it.",
        "He won by 3.29 seconds.",
        "“Why?” Kerr asked.",
        '"Why?" Kerr asked.',
        '"Why me?" coach Ann Lee replied.',
        '"Why?" he asked.',
        "Eat well, e.g. this.",
        "It was Lee vs. Kerr.",
        "They met on Sept. 12 in Rome.",
        "He trained in St. Moritz.",
        "Bob Smith Jr. ran.",
        "The start is at 3 p.m. on Monday.",
        "He waited... and waited.",
        "It reads pressbox.example in full.",
    ],
)
def test_one_sentence(sentence: str) -> None:
    """Abbreviations, initials, decimals and quoted questions end nothing."""
    assert _sentences(f"{sentence} Then it rained.") == [sentence, "Then it rained."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("She won!", "He lost."),
        ("Who won?", "Lee did."),
        ("She waited…", "Nothing came."),
        ("“I ran.”", "She smiled."),
        ('He said "no."', "Everybody laughed."),
        ("(She won.)", "He lost."),
        ("He ran for the U.S.", "The crowd left."),
        ("They met at 3 p.m.", "He was late."),
        ("It ended 3-2.", "2024 began well."),
        ("The answer was no.", "Kerr left."),
        ('Lee said: "It was fun."', 'Kerr said: "It was not."'),
        ("She won 🎉.", "He lost."),
        ("It was 1.5.", "Enough."),
    ],
)
def test_two_sentences(first: str, second: str) -> None:
    """A full stop, a mark or an ellipsis ends a sentence, with the quotes and brackets that close it."""
    assert _sentences(f"{first} {second}") == [first, second]


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\u00a0", "\r\n", "\u2003", "\t"])
def test_any_white_space_parts_sentences(gap: str) -> None:
    """Whatever space stands between two sentences belongs to neither."""
    assert _sentences(f"She won.{gap}He lost.") == ["She won.", "He lost."]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_wrapped_line_ends_nothing(line_end: str) -> None:
    """A sentence runs on over a single line end of any kind."""
    text = f"She won{line_end}the race."
    assert _sentences(text) == [text]


def test_the_end_of_the_text_ends_a_sentence() -> None:
    """A sentence needs no full stop where the text stops."""
    assert _sentences("She won. He") == ["She won.", "He"]


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "* * *", "—", "🎉 🎉", "“”"])
def test_nothing_without_words(text: str) -> None:
    """What holds neither letter nor digit is no sentence."""
    assert _sentences(text) == []
