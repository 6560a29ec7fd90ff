"""Weights turn features into a score and a probability."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters import resources
from bot.answering.features import feature_names
from bot.answering.weights import Weights, dot

SMALL = Weights(ranking={"a": 2.0, "b": -1.0}, confidence={"a": 1.0}, intercept=0.0, threshold=0.5)
OWN = Weights.from_data(resources.weights_data())
_numbers = st.floats(-1e6, 1e6)


def test_a_score_is_a_sum_of_weighted_features() -> None:
    """Each feature counts as much as it weighs; one without a weight counts for nothing."""
    assert SMALL.score({"a": 1.0, "b": 0.5, "c": 9.0}) == 1.5
    assert SMALL.score({}) == 0


def test_evidence_for_nothing_is_even() -> None:
    """Without an intercept and without features, right and wrong are equally likely."""
    assert SMALL.probability({}) == 0.5


@given(values=st.dictionaries(st.sampled_from(sorted([*OWN.confidence, "unknown"])), _numbers))
def test_a_probability_lies_between_nought_and_one(values: dict[str, float]) -> None:
    """Whatever the features, the probability is one, and extreme ones are no error."""
    assert 0 <= OWN.probability(values) <= 1


@given(one=_numbers, other=_numbers)
def test_more_of_what_speaks_for_it_is_never_less_likely(one: float, other: float) -> None:
    """The probability grows with a feature of positive weight."""
    low, high = sorted((one, other))
    assert SMALL.probability({"a": low}) <= SMALL.probability({"a": high})


def test_only_known_features_are_weighed() -> None:
    """The project's own ranking weights are all those of features that exist."""
    assert set(OWN.ranking) <= set(feature_names())


def test_the_threshold_is_a_probability() -> None:
    """The project's own threshold lies between 0 and 1."""
    assert 0 < OWN.threshold < 1


@pytest.mark.parametrize("values", [{}, {"x": 3.0}])
def test_nothing_known_is_nothing(values: dict[str, float]) -> None:
    """No features, or only unknown ones, sum up to nothing."""
    assert dot({"a": 2.0}, values) == 0
