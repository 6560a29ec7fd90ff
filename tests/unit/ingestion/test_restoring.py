"""A dropped line can be put back where it stood."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.errors import UnreadableDocumentError, UserError
from bot.ingestion.document import IngestedArticle, ingest
from bot.ingestion.lines import split_lines
from bot.ingestion.restoring import dropped_from, put_back

PIECES = (
    "ADVERTISEMENT", "via Imago", "Varga storms to gold in Oslo", "Varga won the mile.", "", " ", "- Ito out of Doha",
    "Related articles", "Varga won the mile.", "She led\u202e.", "{{ 7*7 }}", "<script>alert(1)</script>", "@everyone",
)  # fmt: skip
bodies = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))).map(
    lambda pieces: "".join(text + end for text, end in pieces)
)


def read(front: str, body: str) -> IngestedArticle:
    """The article of a document, if it is one."""
    try:
        return ingest("a", "a", front + body)
    except UnreadableDocumentError:
        assume(condition=False)
        raise


@given(
    st.sampled_from(["", "---\ntitle: T\n---\n", "---\r\ntitle: T\r\n---\r\n"]),
    bodies,
    st.randoms(use_true_random=False),
)
def test_all_put_back_is_the_whole_body(front: str, body: str, chance: Random) -> None:
    """When every dropped line is back, in whatever order, the text is the body, and nothing is left to put back."""
    article = read(front, body)
    numbers = [line.number for line in article.dropped]
    chance.shuffle(numbers)
    for number in numbers:
        article = put_back(article, number)
    assert article.revision.text == body
    assert article.dropped == ()


@given(bodies, st.data())
def test_one_line_comes_back_and_all_else_stays(body: str, data: st.DataObject) -> None:
    """Putting one line back adds that line with its end, and changes nothing else."""
    article = read("", body)
    assume(article.dropped)
    line = data.draw(st.sampled_from(article.dropped))
    restored = put_back(article, line.number)
    others = {other.number for other in article.dropped if other != line}
    assert restored.revision.text == "".join(kept.raw for kept in split_lines(body) if kept.number not in others)
    assert (restored.raw, restored.revision.byline) == (article.raw, article.revision.byline)
    assert restored.dropped == tuple(other for other in article.dropped if other != line)


def test_the_place_is_the_one_it_had() -> None:
    """The line stands between the lines it stood between, with its own end."""
    article = ingest("a", "a", "She won.\r\n\r\nADVERTISEMENT\r\n\r\nShe led.\n\nvia Imago\n")
    assert put_back(article, 3).revision.text == "She won.\r\n\r\nADVERTISEMENT\r\n\r\nShe led.\n\n"


def test_a_line_that_was_not_dropped_is_refused() -> None:
    """Only a dropped line can be put back, and only once."""
    article = ingest("a", "a", "She won.\n\nADVERTISEMENT\n")
    restored = put_back(article, 3)
    for number, state in ((1, article), (9, article), (3, restored)):
        with pytest.raises(UserError, match=f"line {number} isn't among the dropped"):
            put_back(state, number)


def test_a_text_changed_by_hand_is_left_alone() -> None:
    """When somebody changed the text since, the line's place isn't guessed."""
    article = ingest("a", "a", "She won.\n\nADVERTISEMENT\n")
    edited = IngestedArticle(ingest("a", "a", "She lost.\n").revision, article.raw, article.dropped)
    with pytest.raises(UserError, match="changed by hand"):
        put_back(edited, 3)


@given(bodies, st.data())
def test_what_was_dropped_is_found_again(body: str, data: st.DataObject) -> None:
    """From the source and the text alone it can be told what is missing, whatever was put back before."""
    article = read("---\ntitle: T\n---\n", body.replace("\r", ""))
    for line in article.dropped:
        if data.draw(st.booleans()):
            article = put_back(article, line.number)
    missing = dropped_from(article.raw, article.revision.text)
    # Which of two equal lines was put back, nobody can tell.
    words = [sorted(word for line in lines for word in line.text.split()) for lines in (missing, article.dropped)]
    assert words[0] == words[1]


def test_a_text_changed_by_hand_has_nothing_dropped() -> None:
    """A text that isn't what is left of its source is taken as it is."""
    assert dropped_from("ADVERTISEMENT\n\nVarga won the mile.\n", "Varga lost the mile.\n") == ()
