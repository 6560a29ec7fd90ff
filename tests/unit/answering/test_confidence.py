"""How sure the bot is of its best sentence."""

from collections.abc import Callable
from math import isfinite

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.confidence import answer_features, confidence
from bot.answering.evidence import EvidenceFinder
from bot.answering.followup import FollowUp
from bot.answering.weights import Weights
from bot.domain.question import Question

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


def test_a_lead_is_a_share(finder: EvidenceFinder, understand: Understand) -> None:
    """The lead over the next sentence lies between 0 and 1; without a next one it is 1."""
    question = understand("When did Marl win the 800m?")
    ranked = finder.rank(question)
    assert 0 <= answer_features(question, ranked)["margin"] <= 1
    assert answer_features(question, ranked[:1])["margin"] == 1


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
