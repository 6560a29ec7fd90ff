"""How far the best sentence stands out from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.decision.score_statistics import softmax_of_best, z_score

scores = st.lists(st.floats(-20, 20), min_size=1, max_size=40).map(lambda found: sorted(found, reverse=True))


@given(found=scores)
def test_the_best_never_stands_below_the_rest(found: list[float]) -> None:
    """The best sentence's lead over the average is nothing at least, and its share of all is positive."""
    assert z_score(found) >= -1e-9
    assert 0 < softmax_of_best(found) <= 1


@given(found=scores, more=st.floats(0.1, 5))
def test_a_better_best_stands_out_further(found: list[float], more: float) -> None:
    """The higher the best score above the others, the further it stands out, and its share never falls."""
    better = [found[0] + more, *found[1:]]
    assert z_score(better) >= z_score(found) - 1e-9
    assert softmax_of_best(better) >= softmax_of_best(found) - 1e-9


@given(found=st.lists(st.floats(-20, 20), min_size=20, max_size=40), shift=st.floats(-5, 5))
def test_only_the_lead_counts(found: list[float], shift: float) -> None:
    """Where there are enough sentences, all of them scoring more or less alike makes no difference."""
    ordered = sorted(found, reverse=True)
    moved = [score + shift for score in ordered]
    assert z_score(moved) == pytest.approx(z_score(ordered), abs=1e-6)
    assert softmax_of_best(moved) == pytest.approx(softmax_of_best(ordered))


def test_a_lone_sentence_stands_out_by_its_own_score() -> None:
    """In a corpus of a few sentences a good one still stands out from what isn't there, and a poor one doesn't."""
    assert z_score([14.0]) > z_score([9.0]) > z_score([5.0]) == 0
    assert softmax_of_best([14.0]) > 0.8
    assert softmax_of_best([9.0]) < 0.2


def test_equals_share() -> None:
    """Two sentences that score the same have half each, where there are others that score less."""
    assert softmax_of_best([20.0, 20.0, *[0.0] * 8]) == pytest.approx(0.5)
