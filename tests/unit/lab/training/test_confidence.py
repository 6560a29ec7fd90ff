"""Fitting the confidence from judged questions."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from bot.lab.training.confidence import fit_confidence, held_out_confidence
from bot.lab.training.samples import Sample


def sample(dataset: str, number: int, *, right: bool, answerable: bool = True, weight: float = 1.0) -> Sample:
    """A judged question about an article of its own; what is right leads."""
    signals = {"lead": float(right), "noise": float(number % 3)}
    nothing = np.zeros((1, 1))
    return Sample(
        dataset, f"article {number}", answerable, nothing, np.array([right]), nothing[0], signals, signals, weight
    )


def _first(judged: Sample) -> Mapping[str, float]:
    return judged.first


@pytest.fixture
def judged() -> list[Sample]:
    """Two sets in which right sentences lead."""
    return [sample(name, n, right=n % 2 == 0) for name, size in (("small", 10), ("large", 60)) for n in range(size)]


def test_what_marks_a_right_sentence_weighs(judged: list[Sample]) -> None:
    """A sentence with what right ones have is surer; what tells nothing weighs little."""
    fitted = fit_confidence(judged, _first)
    assert fitted.weights["lead"] > 10 * abs(fitted.weights["noise"])
    assert fitted.probability({"lead": 1.0}) > 0.5 > fitted.probability({"lead": 0.0})


def test_every_set_counts_the_same(judged: list[Sample]) -> None:
    """A set that is asked twice counts as much as before."""
    twice = [*judged, *(each for each in judged if each.dataset == "large")]
    assert fit_confidence(twice, _first).weights["lead"] == pytest.approx(
        fit_confidence(judged, _first).weights["lead"], abs=0.05
    )


def test_a_set_without_weight_is_judged_and_teaches_nothing(judged: list[Sample]) -> None:
    """Questions that count nothing change no weight."""
    others = [sample("other", n, right=n % 2 == 1, weight=0.0) for n in range(20)]
    assert fit_confidence([*judged, *others], _first) == fit_confidence(judged, _first)
    assert len(held_out_confidence([*judged, *others], _first)["other"]) == 20


def test_nothing_found_is_nothing_sure(judged: list[Sample]) -> None:
    """A question for which nothing was found has no confidence, and teaches nothing."""
    nothing = replace(judged[0], group="nothing", right=np.array([], dtype=bool), first={})
    assert fit_confidence([*judged, nothing], _first) == fit_confidence(judged, _first)
    found = held_out_confidence([*judged, nothing], _first)
    assert 0 in [question.confidence for question in found["small"]]


def test_every_question_is_judged_once(judged: list[Sample]) -> None:
    """Held out by article, each question gets one judgement, in its own set."""
    held_out = held_out_confidence(judged, _first)
    assert {name: len(questions) for name, questions in held_out.items()} == {"small": 10, "large": 60}
    assert all(0 <= question.confidence <= 1 for questions in held_out.values() for question in questions)
