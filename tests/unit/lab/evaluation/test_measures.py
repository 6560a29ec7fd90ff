"""Shares, areas and curves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lab.evaluation.measures import Share, auc, ranking_measures, risk_coverage, share
from tests.unit.lab.evaluation.conftest import outcome


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share(hits: int, total: int) -> None:
    """The 95% interval lies in 0 to 1 and holds the share itself."""
    measured = Share(min(hits, total), total)
    assert 0 <= measured.low <= measured.value + 1e-12
    assert measured.value - 1e-12 <= measured.high <= 1


def test_wilsons_interval_is_the_published_one() -> None:
    """Eight of ten give 0.490 to 0.943, as in the literature."""
    measured = share([True] * 8 + [False] * 2)
    assert (measured.low, measured.high) == pytest.approx((0.490, 0.943), abs=0.001)


def test_a_share_of_nothing_is_unknown() -> None:
    """With nothing measured, the interval is everything."""
    assert (share([]).low, share([]).high) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("scores", "positive", "area"),
    [
        ([0.9, 0.8, 0.2, 0.1], [True, True, False, False], 1.0),
        ([0.1, 0.2, 0.8, 0.9], [True, True, False, False], 0.0),
        ([0.5, 0.5], [True, False], 0.5),
        ([0.3, 0.7], [True, True], 0.5),
    ],
)
def test_auc(scores: list[float], positive: list[bool], area: float) -> None:
    """The area is the chance that a positive outscores a negative, ties counting half."""
    assert auc(scores, positive) == area


def test_passages_and_quotes_are_counted_by_rank() -> None:
    """R@1 wants rank 0, R@5 a rank below 5, MRR the reciprocal; unanswerable questions don't count."""
    measures = ranking_measures(
        [outcome(passage_rank=0, quote_rank=0), outcome(passage_rank=3, quote_rank=2), outcome(answerable=False)]
    )
    assert measures["passage R@1"] == Share(1, 2)
    assert measures["passage R@5"] == Share(2, 2)
    assert measures["passage MRR@10"] == pytest.approx((1 + 1 / 4) / 2)
    assert measures["quote@1"] == Share(1, 2)
    assert measures["quote@3"] == Share(2, 2)


def test_the_risk_curve_starts_with_the_surest() -> None:
    """Answering only the surest question first, the share of wrong answers grows as less sure ones are added."""
    curve = risk_coverage([outcome(quote_rank=0, confidence=0.9), outcome(quote_rank=None, confidence=0.2)])
    assert curve == [(0.5, 0.0, 0.9), (1.0, 0.5, 0.2)]
