"""Fitting the confidence from judged questions."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.answering.confidence import ANSWERABLE, DOUBTFUL, RIGHT
from bot.evaluation.confidence_training import by_set, fit_confidence, held_out_confidence
from bot.evaluation.training import Sample

_NOTHING = dict.fromkeys([*RIGHT, *ANSWERABLE, DOUBTFUL], 0.0)


def sample(dataset: str, number: int, *, right: bool, answerable: bool = True, **features: float) -> Sample:
    """A judged question about an article of its own; the features not given are nought."""
    found = np.zeros((1, 1))
    answer = _NOTHING | features
    return Sample(dataset, f"article {number}", answerable, found, np.array([right]), answer, 1.0)


@pytest.fixture
def judged() -> list[Sample]:
    """Two sets in which right sentences stand out; in one of them half of the questions have no answer."""
    plain = [sample("plain", n, right=n % 2 == 0, standing_out=float(n % 2 == 0)) for n in range(20)]
    mixed = [
        sample("mixed", 100 + n, right=n % 2 == 0, answerable=n % 2 == 0, graded_coverage=float(n % 2 == 0))
        for n in range(20)
    ]
    return plain + mixed


def test_each_model_learns_what_it_is_for(judged: list[Sample]) -> None:
    """What marks the right sentence weighs for that, and what marks a question with an answer weighs for that."""
    fitted = fit_confidence(judged)
    assert fitted.right.weights["standing_out"] > 0
    assert fitted.answerable.weights["graded_coverage"] > 0
    assert fitted.right.weights["only_years"] == 0


def test_a_set_with_answers_only_says_nothing_of_missing_ones(judged: list[Sample]) -> None:
    """Sets in which every question has an answer don't teach when there is none."""
    more = [sample("plain", 50 + n, right=True, numbers_unmet=1.0) for n in range(20)]
    assert fit_confidence([*judged, *more]).answerable == fit_confidence(judged).answerable


def test_the_fitted_confidence_tells_right_from_wrong(judged: list[Sample]) -> None:
    """What stands out is surer than what doesn't, a doubtful sentence is half as sure, and nothing found is nothing."""
    fitted = fit_confidence(judged)
    good = sample("plain", 1, right=True, standing_out=1.0)
    doubtful = sample("plain", 1, right=True, standing_out=1.0, doubtful=1.0)
    assert fitted.of(good) > fitted.of(sample("plain", 1, right=False))
    assert fitted.of(doubtful) == pytest.approx(fitted.of(good) / 2)
    nothing = replace(good, right=np.array([], dtype=bool), answer={})
    assert fitted.of(nothing) == 0
    assert fit_confidence([*judged, nothing]) == fitted


def test_nobody_is_judged_by_what_has_seen_them(judged: list[Sample]) -> None:
    """Held out by set, what is fitted on holds neither the set that is judged nor any of its articles."""
    shared = sample("mixed", 3, right=True)
    splits: Sequence[tuple[list[Sample], list[Sample]]] = list(by_set([*judged, shared]))
    assert [{s.dataset for s in judge} for _, judge in splits] == [{"plain"}, {"mixed"}]
    for fit_on, judge in splits:
        assert not {s.dataset for s in fit_on} & {s.dataset for s in judge}
        assert not {s.group for s in fit_on} & {s.group for s in judge}


def test_every_question_is_judged_once(judged: list[Sample]) -> None:
    """Held out by article, each question gets one judgement, in its own set."""
    held_out = held_out_confidence(judged)
    assert {name: len(questions) for name, questions in held_out.items()} == {"plain": 20, "mixed": 20}
    assert all(0 <= question.confidence <= 1 for questions in held_out.values() for question in questions)
