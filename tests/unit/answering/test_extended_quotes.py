"""Two neighbouring sentences as one quote."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.extended_quotes import extend_by_antecedent, piece
from bot.bootstrap.answering import answerer
from bot.domain.article import Byline, Revision
from bot.domain.conversation import Conversation
from bot.domain.question import Question
from bot.domain.request import Request

TEXT = """Ada Marl lost her shoe in Torrin. She finished the 800m without it. It rained.

Bea Voss won the 800m. “I saw the shoe,” said Voss. “I jumped,” said Marl."""


@pytest.fixture(scope="module")
def marl() -> Answerer:
    """Who answers from an article about a shoe."""
    return answerer([Revision("shoe", TEXT, Byline("A shoe"), ("Ada Marl", "Bea Voss"))])


def _ranked(press: Answerer, asked: str, *, first: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    question = press.reader.read(Request(asked), Conversation())
    assert isinstance(question, Question)
    ranked = press.ranker.rank_in(question, Conversation()).scored
    return sorted(ranked, key=lambda scored: first not in scored.quote.text)


def test_a_pronoun_brings_the_sentence_that_names(marl: Answerer) -> None:
    """A quote that begins with "she" has the sentence before it, where that says who she is."""
    ranked = _ranked(marl, "Who finished the 800m without a shoe?", first="She finished")
    assert extend_by_antecedent(ranked[0]).text == TEXT[: TEXT.index(" It rained")]


def test_what_was_quoted_is_not_brought_again(marl: Answerer) -> None:
    """A sentence that names who "she" is stays away where it was quoted before."""
    quoted = _ranked(marl, "Who lost her shoe?", first="Ada Marl lost")[0].quote.reference
    question = marl.reader.read(Request("Who finished the 800m without a shoe?"), Conversation())
    assert isinstance(question, Question)
    ranked = marl.finder.rank(question, [quoted])
    she = next(scored for scored in ranked if scored.quote.text.startswith("She finished"))
    assert extend_by_antecedent(she) == she.quote


def test_a_sentence_that_names_stands_alone() -> None:
    """A quote that says itself who is meant needs no other sentence."""
    text = "Bea Voss fell in Torrin. Ada Marl lost her shoe there."
    press = answerer([Revision("fall", text, Byline("A fall"), ("Ada Marl", "Bea Voss"))])
    ranked = _ranked(press, "Who lost her shoe?", first="Ada Marl lost")
    assert extend_by_antecedent(ranked[0]) == ranked[0].quote


def test_neighbours_are_one_piece_only_in_one_paragraph(marl: Answerer) -> None:
    """A sentence is joined by none of another paragraph, however well that ranks."""
    ranked = _ranked(marl, "Who won the 800m?", first="Bea Voss won")
    joined = piece(ranked[0], [ranked[0], *(s for s in ranked if "rained" in s.quote.text)])
    assert joined == ranked[0].quote


def test_two_speakers_are_never_one_piece(marl: Answerer) -> None:
    """Words of two people are two quotes."""
    ranked = _ranked(marl, "What did Voss see?", first="I saw the shoe")
    others = [scored for scored in ranked if "I jumped" in scored.quote.text]
    assert piece(ranked[0], [ranked[0], *others]) == ranked[0].quote


def test_a_piece_is_a_slice_of_the_article(marl: Answerer) -> None:
    """Both sentences and what stands between them are quoted exactly as the article has them."""
    ranked = _ranked(marl, "Who finished without a shoe?", first="She finished")
    joined = piece(ranked[0], [ranked[0], *(s for s in ranked if "lost her shoe" in s.quote.text)])
    assert joined.text == TEXT[: TEXT.index(" It rained")]
    assert joined.span.contains(ranked[0].quote.span)
