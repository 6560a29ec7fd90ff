"""Fitting the ranking from right and wrong sentences."""

from dataclasses import replace

import numpy as np
import pytest

from bot.lab.training.ranking import fit_ranking, fit_reranking, held_out_figures, scores
from bot.lab.training.samples import Sample


def sample(number: int, *, told_by_reading: bool = False) -> Sample:
    """A question with a right sentence and two wrong ones; the first feature or else reading tells which is right."""
    marks = np.array([[0.2, 1.0], [1.0 - told_by_reading, 0.0], [0.0, 1.0]])
    odds = np.array([-2.0, 3.0, np.nan])
    return Sample("set", f"article {number}", True, marks, np.array([False, True, False]), odds, {}, {}, 1.0)  # noqa: FBT003


def test_what_marks_right_sentences_weighs() -> None:
    """A feature that right sentences have more of gets a positive weight, one that they have less of a negative one."""
    first, second = fit_ranking([sample(n) for n in range(20)], {})
    assert first > 0 > second


def test_a_prior_is_like_further_questions() -> None:
    """A feature that no question tells anything of gets its weight from the prior."""
    plain = fit_ranking([sample(n) for n in range(20)], {})
    assert fit_ranking([sample(n) for n in range(20)], {1: 500.0})[1] > plain[1]


def test_reading_ranks_what_features_cannot() -> None:
    """Where features mislead and reading doesn't, both stages together are right, and the first alone is not."""
    samples = [sample(n, told_by_reading=True) for n in range(20)]
    assert held_out_figures(samples, {}, reading=True)["set"][0] == 1
    ranking = np.array([1.0, 0.0])
    both = scores(samples[0], ranking, fit_reranking(samples, ranking))
    assert int(np.argmax(both)) == 1 != int(np.argmax(scores(samples[0], ranking)))


def test_what_was_not_read_comes_last() -> None:
    """A sentence that wasn't read stands behind all that were, whatever its score."""
    assert int(np.argmin(scores(sample(1), np.array([0.0, 9.0]), np.array([1.0, 0.1])))) == 2


def test_a_feature_that_tells_is_enough() -> None:
    """Where one feature tells which sentence is right, the first stage finds it in every article it hasn't seen."""
    assert held_out_figures([sample(n) for n in range(20)], {}, reading=False)["set"] == (1.0, 1.0)


@pytest.mark.parametrize("reading", [False, True])
def test_questions_without_an_answer_are_no_figure(*, reading: bool) -> None:
    """Quote@1 is of the questions that have an answer."""
    samples = [sample(n) for n in range(10)]
    unanswerable = replace(samples[0], group="another", answerable=False, right=np.zeros(3, dtype=bool))
    figures = held_out_figures(samples, {}, reading=reading)
    assert held_out_figures([*samples, unanswerable], {}, reading=reading) == figures
