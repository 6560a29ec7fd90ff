"""What holds for the sentences and passages of every article, however it is written."""

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Revision
from bot.domain.span import Span
from bot.retrieval.passages import passages
from bot.text.lead_phrases import LEAD_PHRASES
from bot.text.sentences import blocks

Piece = tuple[str, bool]
"""Characters of an article, and whether they belong to its story."""

_OPENERS = st.sampled_from(["Lee", "Él", "The", "A", "Kipyégon", "Mr. Lee", "“Yes", '"No', "J. K. Lee", "(It"])
_WORDS = st.sampled_from(
    """won No. 1 U.S. e.g. 3.29 1,500m O’Brien’s O'Brien “yes” "no" — – - 🎉 said asked he Lee etc. p.m. (so) it’s
    #1 * 👩🏽‍🚀 é ß x.y ... no""".split()  # words read best as words
)
_SPACES = st.sampled_from([" ", " ", "\u00a0", "  ", "\u2009"])
_ENDS = st.sampled_from([".", "!", "?", "…", ".”", '."', "?”", ".)", "", "?!", "..."])
_MARKERS = st.sampled_from(["- ", "* ", "• ", "1. ", "12) ", "> ", "  - "])


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    words = [draw(_OPENERS), *draw(st.lists(_WORDS, max_size=6))]
    return "".join(word + draw(_SPACES) for word in words).strip() + draw(_ENDS)


@st.composite
def _paragraphs(draw: st.DrawFn, line_end: str) -> list[Piece]:
    gaps = st.one_of(_SPACES, st.just(line_end))
    sentences = draw(st.lists(_sentences(), min_size=1, max_size=4))
    body = "".join(sentence + draw(gaps) for sentence in sentences).strip()
    head = draw(st.sampled_from(["", "", "", "lead", "marker"]))
    if head == "lead":
        return [(draw(st.sampled_from(LEAD_PHRASES)) + " ", False), (f"Lee {body}", True)]
    return [(draw(_MARKERS), False), (body, True)] if head == "marker" else [(body, True)]


@st.composite
def _articles(draw: st.DrawFn) -> list[Piece]:
    line_end = draw(st.sampled_from(["\n", "\r\n"]))
    pieces: list[Piece] = []
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.integers(0, 3)) == 0:
            title = draw(_sentences())
            pieces += [(f"{'#' * draw(st.integers(1, 6))} {title}{line_end}", False)]
        pieces += draw(_paragraphs(line_end))
        pieces.append((draw(st.sampled_from([line_end * 2, line_end * 3, f"{line_end} \t{line_end}"])), False))
    return pieces if draw(st.booleans()) else pieces[:-1]


def _text(article: list[Piece]) -> str:
    return "".join(piece for piece, _ in article)


def _spans(text: str) -> list[Span]:
    return [span for block in blocks(text) for span in block.sentences]


_anything = st.one_of(st.text(), st.text(st.sampled_from(list("aB1 .?!\"'“”\n\r#->*)\u00a0…ø")), max_size=80))


@settings(deadline=None)
@given(text=st.one_of(_anything, _articles().map(_text)))
def test_sentences_are_in_order_and_do_not_overlap(text: str) -> None:
    """A sentence begins where the one before has ended, or later, and inside the text."""
    spans = _spans(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)


@settings(deadline=None)
@given(text=st.one_of(_anything, _articles().map(_text)))
def test_sentences_have_no_white_space_around_them(text: str) -> None:
    """A sentence never begins or ends with white space, and is never empty."""
    assert all(span.slice(text) and span.slice(text) == span.slice(text).strip() for span in _spans(text))


@settings(deadline=None)
@given(text=st.one_of(_anything, _articles().map(_text)))
def test_sentences_never_cross_a_blank_line(text: str) -> None:
    """No sentence holds a blank line, whatever the line ends are."""
    for span in _spans(text):
        lines = re.split(r"\r\n|\r|\n", span.slice(text))
        assert all(line.strip() for line in lines)


@settings(deadline=None)
@given(article=_articles())
def test_every_letter_of_the_story_lies_in_one_sentence(article: list[Piece]) -> None:
    """Letters and digits lie in exactly one sentence; those of headings, list markers and lead phrases in none."""
    text = _text(article)
    covered = Counter(position for span in _spans(text) for position in range(span.start, span.end))
    expected = [belongs for piece, belongs in article for _ in piece]
    for position, character in enumerate(text):
        if character.isalnum():
            assert covered[position] == expected[position], (position, character)


@settings(deadline=None)
@given(text=st.one_of(_anything, _articles().map(_text)))
def test_passages_hold_each_sentence_once(text: str) -> None:
    """Together, in order, the passages hold each of the article's sentences exactly once."""
    found = [span for passage in passages(Revision("a", text)) for span in passage.sentences]
    assert found == _spans(text)


@settings(deadline=None)
@given(text=_articles().map(_text))
def test_passages_stay_in_their_section(text: str) -> None:
    """A passage's sentences all stand under the heading it names."""
    sections = {span: block.section for block in blocks(text) for span in block.sentences}
    for passage in passages(Revision("a", text)):
        assert {sections[span] for span in passage.sentences} == {passage.section}
