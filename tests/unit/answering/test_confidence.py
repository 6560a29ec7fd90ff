"""How sure the bot is of its best sentence."""

from collections.abc import Callable
from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.confidence import DOUBTFUL, answer_feature_names, answer_features, confidence
from bot.answering.evidence import EvidenceFinder
from bot.answering.followup import FollowUp
from bot.answering.weights import Weights
from bot.bootstrap import answerer
from bot.domain.answer import Answer, Found, NotFound
from bot.domain.article import Byline, Revision
from bot.domain.conversation import Conversation
from bot.domain.question import Question

Ask = Callable[..., Answer]
Understand = Callable[[str], Question]


def test_no_evidence_is_no_confidence(understand: Understand, weights: Weights) -> None:
    """Where nothing was found, nothing is sure."""
    assert answer_features(understand("Who won?"), []) == {}
    assert confidence(understand("Who won?"), [], weights) == 0


def test_a_plain_answer_is_surer_than_a_chance_match(
    finder: EvidenceFinder, understand: Understand, weights: Weights
) -> None:
    """A sentence that answers is surer than one that only shares a word with a question nobody answers."""

    def sure(text: str) -> float:
        question = understand(text)
        return confidence(question, finder.rank(question), weights)

    assert sure("When did Marl win the 800m?") > weights.threshold > sure("Which hedgehogs live near the stadium?")


def test_the_features_are_those_of_the_two_models(finder: EvidenceFinder, understand: Understand) -> None:
    """Every feature that a model weighs is given, and no other."""
    question = understand("When did Marl win the 800m?")
    assert sorted(answer_features(question, finder.rank(question))) == answer_feature_names()


def test_no_lead_is_less_than_a_lead(finder: EvidenceFinder, understand: Understand, weights: Weights) -> None:
    """The same sentence is less sure where another one scores as much."""
    question = understand("When did Marl win the 800m?")
    ranked = finder.rank(question)
    rivalled = [ranked[0], *ranked]
    assert confidence(question, rivalled, weights) < confidence(question, ranked, weights)


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
    assert bool(answer_features(question, finder.rank(question))[DOUBTFUL]) == doubtful


def test_doubt_halves(finder: EvidenceFinder, understand: Understand, weights: Weights) -> None:
    """A doubtful sentence is half as sure as the models find it; any other just as sure."""
    for asked, left in (("Is Marl married?", 0.5), ("When did Marl win the 800m?", 1.0)):
        question = understand(asked)
        ranked = finder.rank(question)
        expected = left * weights.probability(answer_features(question, ranked))
        assert confidence(question, ranked, weights) == pytest.approx(expected)


def test_being_quoted_before_counts_half(finder: EvidenceFinder, understand: Understand) -> None:
    """A sentence of the article quoted last ranks higher for it, and is believed for half of that."""
    question = replace(understand("Who finished third?"), nearby=("voss-gold",))
    ranked = finder.rank(question)
    assert ranked[0].alone < ranked[0].score
    assert answer_features(question, ranked)["ranking_score"] == ranked[0].alone / 10


def test_the_conversation_answers_nothing_by_itself(ask: Ask) -> None:
    """After an answer, what its article has nothing on is declined, though that article is looked at first."""
    assert isinstance(ask("When did Marl win the 800m?"), Found)
    assert isinstance(ask("When did Marl win the 800m?", "Who invented umbrellas?"), NotFound)


def test_a_date_of_birth_is_doubtful_for_an_age_at_the_time() -> None:
    """When Lee was born doesn't tell how old she was when she joined, but it does tell how old she is."""
    text = "Ann Lee was born in Oslo on 8 October 1997. Lee joined the Oslo club as a child."
    press = answerer([Revision("lee", text, Byline("Ann Lee"), ("Ann Lee",))])

    def doubtful(asked: str) -> float:
        question = press.understand(asked, Conversation())
        assert isinstance(question, Question)
        return answer_features(question, press.rank(question, Conversation()))[DOUBTFUL]

    assert doubtful("how old was Ann Lee when she joined the club?")
    assert not doubtful("how old is Ann Lee?")


@settings(deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["Who", "when", "Marl", "Voss", "won", "rain", "2024", "said", "hedgehog", "?"])
    ).map(" ".join)
    | st.text()
)
def test_confidence_is_a_probability(press: Answerer, words: str) -> None:
    """Whatever is asked, confidence lies between 0 and 1, and its features are finite."""
    reader = press._reader
    question = reader.read(FollowUp(words, words, reader.resolve(words).athletes))
    ranked = press.finder.rank(question)
    assert all(isfinite(value) for value in answer_features(question, ranked).values())
    assert 0 <= confidence(question, ranked, press._weights) <= 1
    assert bool(ranked) or confidence(question, ranked, press._weights) == 0
