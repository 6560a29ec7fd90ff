"""Cleaning drops whole lines that are no story, and never a sentence of one."""

from textwrap import dedent, fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import DroppedLine
from bot.ingestion.cleaning import clean
from bot.ingestion.lines import split_lines

PIECES = (
    "ADVERTISEMENT", "via Imago", "Varga storms to gold in Oslo", "Varga won the mile.", "Who won it?", "",
    " ", "- 2023: gold", "- Ito out of Doha", "## Injury", "Related articles", "Getty Images.", "years",
    "She said that the wind had been kind and", "the last lap was the hardest she had run in all her",
    "“I felt free,” she said.", "Read more: Ito", "> quoted", "| 1 | 2 |", "Home > Sport",
    "It has been recently reported that Share",
)  # fmt: skip
pages = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\r\n", "\n\n"]))).map(
    lambda pieces: "".join(text + end for text, end in pieces)
)
texts = st.one_of(st.text(), pages)


def kept(page: str) -> list[str]:
    """The lines of an indented page that survive cleaning, blank ones left out."""
    return [line for line in clean(dedent(page)).text.splitlines() if line.strip()]


@given(texts)
def test_clean_text_is_whole_lines_of_the_source_in_order(text: str) -> None:
    """Kept and dropped lines together are the source's lines: none altered, moved, lost or made up."""
    cleaned = clean(text)
    dropped = {line.number: line.text for line in cleaned.dropped}
    lines = split_lines(text)
    assert cleaned.text == "".join(line.raw for line in lines if line.number not in dropped)
    assert dropped == {line.number: line.text for line in lines if line.number in dropped}


@given(texts)
def test_cleaning_twice_drops_nothing_more(text: str) -> None:
    """Cleaning is idempotent."""
    once = clean(text).text
    assert clean(once).text == once


@given(texts)
def test_every_drop_has_a_reason(text: str) -> None:
    """Dropped lines come in order, are never blank, and each says why."""
    dropped = clean(text).dropped
    assert [line.number for line in dropped] == sorted({line.number for line in dropped})
    assert all(line.reason and line.text for line in dropped)


@given(st.lists(st.sampled_from(["Varga won.", "She ran 4:15.02 in Oslo!", "“I felt free,” she said."]), unique=True))
def test_sentences_alone_are_all_kept(sentences: list[str]) -> None:
    """A page of nothing but sentences loses none of them."""
    text = "\n\n".join(sentences)
    assert clean(text).text == text


def test_dropped_lines_are_accounted_for() -> None:
    """A dropped line is told with its number, its text and the reason."""
    cleaned = clean("Varga won.\r\n\r\nADVERTISEMENT\r\n", first_line=5)
    assert cleaned.text == "Varga won.\r\n\r\n"
    assert cleaned.dropped == (DroppedLine(7, "ADVERTISEMENT", "advertising marker"),)


def test_stacked_boilerplate_is_dropped() -> None:
    """Boilerplate on consecutive lines goes, and the sentence below it stays."""
    page = """\
        Home/Running
        feature-image
        via Imago
        Nora Lind
        Varga won the mile in Oslo.
        """
    assert kept(page) == ["Varga won the mile in Oslo."]


@pytest.mark.parametrize(
    "heading",
    [
        "Varga storms to Oslo gold as Ito limps home",
        "'There was nothing left' - coach on what went wrong for Varga",
        "**Varga out of Doha**",
        "“I don't know what happened”: Varga on her fall",
    ],
)
def test_a_bare_heading_is_dropped(heading: str) -> None:
    """A short line without a full stop that stands alone is a heading, quoted captions included."""
    cleaned = clean(f"Varga won.\n\n{heading}\n\nIto fell.\n")
    assert [line.reason for line in cleaned.dropped] == ["bare heading"]


@pytest.mark.parametrize(
    "line",
    [
        "She asked: “Why me?”",
        "Her coach said:",
        "“We tried everything,” he said,",
        "She won (again).",
        "She won.[2]",
        "She won! 🔥",
        "ラップは速かった。",
        "## Injury",
        "- 2023: gold",
        "1. Lena Varga 4:15.02",
        "| 2023 | gold |",
        "Nobody on the track that night had expected a runner with so little training to hold on to the lead",
    ],
)
def test_what_is_no_bare_heading_is_kept(line: str) -> None:
    """Sentences, Markdown headings, list items, rows and long lines stay."""
    assert line in kept(f"Varga won.\n\n{line}\n\nIto fell.\n")


def test_a_heading_between_paragraphs_of_one_line_each_is_dropped() -> None:
    """Where every paragraph is one line and no line is blank, a short line is still a heading."""
    first, second = "Varga led from the gun. " * 6, "She held on to win. " * 6
    assert kept(f"{first}\nA cold night\n{second}\n") == [first, second]


def test_hard_wrapped_prose_is_kept_whole() -> None:
    """No line of a wrapped paragraph is taken for a heading or for boilerplate."""
    page = """\
        Lena Varga ran the fastest mile of her life on a cold evening in
        Oslo, beating the field by two seconds. Photographs were sold to
        Getty Images. She said that the wind had been kind and that the
        Norwegian crowd had carried her through a last lap she had feared
        Since May.
        """
    assert kept(page) == dedent(page).splitlines()


def test_boilerplate_around_wrapped_prose_is_dropped() -> None:
    """Boilerplate directly above and below a wrapped paragraph goes, the paragraph stays."""
    page = """\
        ADVERTISEMENT
        Lena Varga ran the fastest mile of her life
        on a cold evening in Oslo.
        Share this
        """
    assert kept(page) == ["Lena Varga ran the fastest mile of her life", "on a cold evening in Oslo."]


def test_boilerplate_between_two_lines_of_a_sentence_is_dropped() -> None:
    """An advertising marker in the middle of a wrapped sentence goes, and both halves stay."""
    assert kept("Varga said that the\nADVERTISEMENT\nlast lap hurt.\n") == [
        "Varga said that the",
        "last lap hurt.",
    ]


def test_a_wrapped_block_quote_is_kept() -> None:
    """Lines behind block quote markers are judged by their words."""
    page = "> She said she had been scared and then ran as\n> fast as she could.\n"
    assert clean(page).text == page


def test_duplicates_after_the_first_are_dropped() -> None:
    """A repeated line of three words or more is kept once, spacing aside."""
    cleaned = clean("Varga won it.\n\nVarga  won it. \n\nShe won.\n\nShe won.\n")
    assert [(line.number, line.reason) for line in cleaned.dropped] == [(3, "duplicate line")]


def test_repeated_items_and_rows_are_kept() -> None:
    """The same item in two lists is two facts."""
    page = "## 2023\n\n- 1500 m: gold medal\n\n## 2024\n\n- 1500 m: gold medal\n"
    assert clean(page).text == page


def test_a_question_between_headings_is_a_teaser() -> None:
    """A short question with dropped headings on both sides is dropped with them."""
    page = "Varga won.\n\nVarga storms to gold\n\nCan Ito answer back?\n\nIto's five best races\n\nIto fell.\n"
    assert kept(page) == ["Varga won.", "Ito fell."]


@pytest.mark.parametrize("neighbour", ["ADVERTISEMENT", "She trains again."])
def test_a_question_of_the_story_is_kept(neighbour: str) -> None:
    """A question between advertisements or sentences is the story's own."""
    question = "Can she come back?"
    assert question in kept(f"Varga fell.\n\n{neighbour}\n\n{question}\n\n{neighbour}\n\nTime will tell.\n")


def test_a_list_under_a_dropped_label_is_dropped() -> None:
    """The list of links under "Related articles" goes, up to the next sentence or list."""
    page = """\
        Varga won.

        Related articles:

        - Ito pulls out of Doha
        - Who will win in Rome?

        - 2023: gold
        """
    assert kept(page) == ["Varga won.", "- 2023: gold"]


def test_a_page_of_headings_has_no_sentences() -> None:
    """Where only headings are left, there are no sentences."""
    assert not clean("# Varga\n\nShare\n").has_sentences
    assert clean("# Varga\n\nShe won.\n").has_sentences


def test_a_published_page() -> None:
    """A news page gives its paragraphs and nothing else."""
    page = """\
        Skip to content
        Home > Sport > Athletics
        Published 2 hours ago
        By Nora Lind
        Image source, Getty Images
        Image caption, Varga won in Budapest in 2023.

        Lena Varga won the mile in Oslo.
        "I felt free," she said.

        To play this video you need to enable JavaScript in your browser.

        Sign up for our newsletter to get every story.

        Copied link
        © 2025 Stadium Post. All rights reserved.
        """
    assert kept(page) == ["Lena Varga won the mile in Oslo.", '"I felt free," she said.']


@pytest.mark.parametrize(
    "line",
    [
        "Born: 4 May 1998 in Bergen",
        "Club: Fana IL",
        "Personal best: 14:31.00 (Turku, 2024)",
        "20:43 Varga wins it in 4:15.02",
        "Gold for Varga in Oslo tonight 🥇",
        "Varga takes the mile in Oslo #mile #oslo",
    ],
)
def test_facts_and_posts_without_a_full_stop_are_kept(line: str) -> None:
    """A labelled fact, a post with its time, and one that ends in an emoji or a hashtag are no headings."""
    assert kept(f"{line}\n\nVarga won.") == [line, "Varga won."]


@pytest.mark.parametrize("line", ["Watch: Varga in Oslo", "Read more: the mile", "Tags: mile, Oslo", "Photo: Imago"])
def test_labels_of_the_site_are_dropped(line: str) -> None:
    """What a label says about the site is no fact."""
    assert kept(f"{line}\n\nVarga won.") == ["Varga won."]


def test_a_headline_alone_is_the_news() -> None:
    """One line without a full stop is kept where there is nothing else; of several nobody can tell the story."""
    assert clean("Varga wins the mile in Oslo").has_sentences
    assert not clean("Varga wins the mile in Oslo\n\nIto out of Doha").has_sentences


STORY = "Rosa Imber of South Africa won a bronze medal in the 800m after a long wait, and will be back in two years."


@given(st.integers(12, 120))
def test_a_sentence_wrapped_at_any_width_is_kept_whole(width: int) -> None:
    """However narrow the lines, a sentence that ends in a full stop loses none of them."""
    wrapped = fill(STORY, width)
    assert clean(wrapped).text == wrapped
