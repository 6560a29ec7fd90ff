"""Weights turn features into a score and signals into a probability."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.ranking.features import feature_names
from bot.answering.ranking.weights import DAMPING, Logistic, Weights, dot

GROWING = Logistic({"a": 1.0}, 0.0)
SMALL = Weights(
    ranking={"a": 2.0, "b": -1.0},
    reranking={"score": 1.0, "log_odds": 0.5},
    first=GROWING,
    second=Logistic({"a": 2.0}, 0.0),
    threshold=0.3,
    sure=0.6,
    certain=0.9,
    models={},
)
OWN = Weights.from_data(resources.weights_data())
KNOWN = sorted({*OWN.first.weights, *OWN.second.weights, "unknown"})
_numbers = st.floats(-1e6, 1e6)


def test_a_score_is_a_sum_of_weighted_features() -> None:
    """Each feature counts as much as it weighs; one without a weight counts for nothing."""
    assert SMALL.score({"a": 1.0, "b": 0.5, "c": 9.0}) == 1.5
    assert SMALL.score({}) == 0


def test_reading_counts_beside_the_score() -> None:
    """What reading a sentence together with the question says is added to what was known before."""
    assert SMALL.reranked(3.0, 4.0) == 5.0


def test_the_conversation_counts_half_for_being_sure() -> None:
    """Standing in the article that was just quoted helps a sentence to be found, and half as much to be believed."""
    weights = replace(SMALL, ranking={"a": 2.0, "quoted_article": 4.0})
    features = {"a": 1.0, "quoted_article": 0.5}
    assert weights.score(features) == 4.0
    assert weights.score_alone(features) == 3.0
    assert weights.score_alone({"a": 1.0}) == weights.score({"a": 1.0})


def test_each_stage_has_its_own_confidence() -> None:
    """The same signals make surer once the passage was read; nothing found is nothing sure."""
    assert SMALL.confidence({"a": 1.0}) < SMALL.confidence({"a": 1.0}, read=True)
    assert SMALL.confidence({}) == SMALL.confidence({}, read=True) == 0


@pytest.mark.parametrize(("signal", "left"), DAMPING.items())
def test_doubt_takes_its_share(signal: str, left: float) -> None:
    """A doubtful sentence, and still more one about something else, is less sure than its other signals make it."""
    assert GROWING.probability({"a": 1.0, signal: 1.0}) == pytest.approx(left * GROWING.probability({"a": 1.0}))


@given(values=st.dictionaries(st.sampled_from(KNOWN), _numbers))
def test_a_probability_lies_between_nought_and_one(values: dict[str, float]) -> None:
    """Whatever the signals, the probability is one, and extreme ones are no error."""
    assert 0 <= OWN.confidence(values) <= 1
    assert 0 <= OWN.confidence(values, read=True) <= 1


def test_weights_are_written_as_they_are_read() -> None:
    """What is written to the weights file is what comes back from it."""
    assert Weights.from_data(OWN.to_data()) == OWN
    assert OWN.to_data() == resources.weights_data()


@given(one=_numbers, other=_numbers)
def test_more_of_what_speaks_for_it_is_never_less_likely(one: float, other: float) -> None:
    """The probability grows with a signal of positive weight."""
    low, high = sorted((one, other))
    assert SMALL.confidence({"a": low}) <= SMALL.confidence({"a": high})


def test_only_known_features_are_weighed() -> None:
    """The project's own ranking weights are all those of features that exist."""
    assert set(OWN.ranking) <= set(feature_names())


def test_more_is_needed_to_be_surer() -> None:
    """The project's own bounds rise from worth showing, to sure, to certain without a second look."""
    assert 0 < OWN.threshold < OWN.sure <= OWN.certain


@pytest.mark.parametrize("values", [{}, {"x": 3.0}])
def test_nothing_known_is_nothing(values: dict[str, float]) -> None:
    """No features, or only unknown ones, sum up to nothing."""
    assert dot({"a": 2.0}, values) == 0
