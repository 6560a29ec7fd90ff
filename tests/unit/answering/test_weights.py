"""Weights turn features into a score and a probability."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.confidence import ANSWERABLE, RIGHT
from bot.answering.features import feature_names
from bot.answering.weights import Logistic, Weights, dot, surety

EVEN = Logistic({}, 0.0)
SMALL = Weights({"a": 2.0, "b": -1.0}, EVEN, Logistic({"a": 1.0}, 0.0), Logistic({"surety": 1.0}, 0.0), 0.5)
OWN = Weights.from_data(resources.weights_data())
KNOWN = sorted({*OWN.answerable.weights, *OWN.right.weights, "unknown"})
_numbers = st.floats(-1e6, 1e6)
_probabilities = st.floats(0.001, 0.999)


def test_a_score_is_a_sum_of_weighted_features() -> None:
    """Each feature counts as much as it weighs; one without a weight counts for nothing."""
    assert SMALL.score({"a": 1.0, "b": 0.5, "c": 9.0}) == 1.5
    assert SMALL.score({}) == 0


def test_the_conversation_counts_half_for_being_sure() -> None:
    """Standing in the article that was just quoted helps a sentence to be found, and half as much to be believed."""
    weights = replace(SMALL, ranking={"a": 2.0, "quoted_article": 4.0})
    features = {"a": 1.0, "quoted_article": 0.5}
    assert weights.score(features) == 4.0
    assert weights.score_alone(features) == 3.0
    assert weights.score_alone({"a": 1.0}) == weights.score({"a": 1.0})


def test_evidence_for_nothing_is_even() -> None:
    """Without an intercept and without features, yes and no are equally likely."""
    assert EVEN.probability({"a": 3.0}) == 0.5


@given(values=st.dictionaries(st.sampled_from(KNOWN), _numbers))
def test_a_probability_lies_between_nought_and_one(values: dict[str, float]) -> None:
    """Whatever the features, the probability is one, and extreme ones are no error."""
    assert 0 <= OWN.probability(values) <= 1


@given(there=_probabilities, this=_probabilities, less=st.floats(0.1, 1))
def test_an_answer_must_be_there_and_be_this_one(there: float, this: float, less: float) -> None:
    """Doubt that there is an answer, and doubt that this is it, each make the bot less sure."""
    assert surety(there * less, this) <= surety(there, this)
    assert surety(there, this * less) <= surety(there, this)
    assert surety(there, this) <= 0


def test_weights_are_written_as_they_are_read() -> None:
    """What is written to the weights file is what comes back from it."""
    assert Weights.from_data(OWN.to_data()) == OWN
    assert OWN.to_data() == resources.weights_data()


@given(one=_numbers, other=_numbers)
def test_more_of_what_speaks_for_it_is_never_less_likely(one: float, other: float) -> None:
    """The probability grows with a feature of positive weight."""
    low, high = sorted((one, other))
    assert SMALL.probability({"a": low}) <= SMALL.probability({"a": high})


def test_only_known_features_are_weighed() -> None:
    """The project's own ranking weights are all those of features that exist."""
    assert set(OWN.ranking) <= set(feature_names())


def test_each_model_weighs_its_own_features() -> None:
    """The project's own models of an answer being there, and of this being it, weigh the features meant for them."""
    assert set(OWN.answerable.weights) == set(ANSWERABLE)
    assert set(OWN.right.weights) == set(RIGHT)


def test_the_threshold_is_a_probability() -> None:
    """The project's own threshold lies between 0 and 1."""
    assert 0 < OWN.threshold < 1


@pytest.mark.parametrize("values", [{}, {"x": 3.0}])
def test_nothing_known_is_nothing(values: dict[str, float]) -> None:
    """No features, or only unknown ones, sum up to nothing."""
    assert dot({"a": 2.0}, values) == 0
