"""How sure the bot is of its best sentence."""

from collections.abc import Callable
from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.decision.confidence import signals
from bot.answering.ranking.evidence import EvidenceFinder
from bot.answering.ranking.weights import DOUBTFUL, Weights
from bot.bootstrap.answering import answerer
from bot.domain.answer import Answer, Found, NotFound
from bot.domain.article import Byline, Revision
from bot.domain.conversation import Conversation
from bot.domain.question import Question
from bot.domain.request import Request

Ask = Callable[..., Answer]
Understand = Callable[[str], Question]


def test_no_evidence_is_no_confidence(understand: Understand, weights: Weights) -> None:
    """Where nothing was found, nothing is sure."""
    assert signals(understand("Who won?"), []) == {}
    assert weights.confidence({}) == 0


def test_a_plain_answer_is_surer_than_a_chance_match(
    finder: EvidenceFinder, understand: Understand, weights: Weights
) -> None:
    """A sentence that answers is surer than one that only shares a word with a question nobody answers."""

    def sure(text: str) -> float:
        question = understand(text)
        return weights.confidence(signals(question, finder.rank(question)))

    assert sure("When did Marl win the 800m?") > weights.threshold > sure("Which hedgehogs live near the stadium?")


def test_the_signals_are_those_that_are_weighed(press: Answerer, weights: Weights) -> None:
    """Every signal that the confidence weighs is given, and no other, before and after reading."""
    question = press.reader.read(Request("When did Marl win the 800m?"), Conversation())
    assert isinstance(question, Question)
    read = press.ranker._reranker.rerank(question, press.finder.rank(question))
    assert set(signals(question, press.finder.rank(question))) == set(weights.first.weights)
    assert set(signals(question, read)) == set(weights.second.weights)


def test_no_lead_is_less_than_a_lead(finder: EvidenceFinder, understand: Understand) -> None:
    """The same sentence stands out less where another one scores as much."""
    question = understand("When did Marl win the 800m?")
    ranked = finder.rank(question)
    rivalled = [ranked[0], *ranked]
    assert signals(question, rivalled)["softmax_of_best"] < signals(question, ranked)["softmax_of_best"]


@pytest.mark.parametrize(
    ("asked", "doubtful"),
    [
        ("What time did Marl clock?", False),
        ("Who is the dentist of Marl?", True),
        ("How old was Marl?", False),
        ("Where did Quill fall?", False),
        ("Is Marl married?", True),
        ("Which stadium was closed?", False),
        ("Which hedgehogs live near the stadium?", True),
        ("When did Pettersson finish second?", True),
    ],
)
def test_what_tells_something_else_is_doubtful(
    finder: EvidenceFinder, understand: Understand, asked: str, *, doubtful: bool
) -> None:
    """What has hardly anything of a question, or none of its names, or no words of the wanted type, is doubtful."""
    question = understand(asked)
    assert bool(signals(question, finder.rank(question))[DOUBTFUL]) == doubtful


def test_being_quoted_before_counts_half(finder: EvidenceFinder, understand: Understand) -> None:
    """A sentence of the article quoted last ranks higher for it, and is believed for half of that."""
    question = replace(understand("Who finished third?"), nearby=("voss-gold",))
    ranked = finder.rank(question)
    assert ranked[0].alone < ranked[0].score
    assert signals(question, ranked)["ranking_score"] == ranked[0].alone / 10


def test_the_conversation_answers_nothing_by_itself(ask: Ask) -> None:
    """After an answer, what its article has nothing on is declined, though that article is looked at first."""
    assert isinstance(ask("When did Marl win the 800m?"), Found)
    assert isinstance(ask("When did Marl win the 800m?", "Who invented umbrellas?"), NotFound)


def test_a_date_of_birth_is_doubtful_for_an_age_at_the_time() -> None:
    """When Lee was born doesn't tell how old she was when she joined, but it does tell how old she is."""
    text = "Ann Lee was born in Oslo on 8 October 1997. Lee joined the Oslo club as a child."
    press = answerer([Revision("lee", text, Byline("Ann Lee"), ("Ann Lee",))])

    def doubtful(asked: str) -> float:
        question = press.reader.read(Request(asked), Conversation())
        assert isinstance(question, Question)
        return signals(question, press.ranker.rank_in(question, Conversation()).scored)[DOUBTFUL]

    assert doubtful("how old was Ann Lee when she joined the club?")
    assert not doubtful("how old is Ann Lee?")


@settings(deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["Who", "when", "Marl", "Voss", "won", "rain", "2024", "said", "hedgehog", "?"])
    ).map(" ".join)
    | st.text()
)
def test_confidence_is_a_probability(press: Answerer, understand: Understand, weights: Weights, words: str) -> None:
    """Whatever is asked, confidence lies between 0 and 1, and its features are finite."""
    question = understand(words)
    ranked = press.finder.rank(question)
    found = signals(question, ranked)
    assert all(isfinite(value) for value in found.values())
    assert 0 <= weights.confidence(found) <= 1
    assert bool(ranked) or weights.confidence(found) == 0
