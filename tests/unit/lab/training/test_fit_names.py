"""The model of people's names is fitted to tagged sentences."""

from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="fitting is an extra")

from bot.answering.lexicon import NameWords
from bot.answering.names.name_model import BUCKETS, NameModel
from bot.lab.training.fit_names import Tagged, fit_names, read_tagged

WORDS = NameWords(not_people=frozenset(), titles=frozenset({"coach"}))


def test_tagged_names_are_read(tmp_path: Path) -> None:
    """A name is its words on end; a language before a word and other tags make no difference."""
    lines = ["en:Coach\tO", "en:Zoé\tB-PER", "en:O’Brien\tI-PER", "en:left\tO", "en:Oslo\tB-LOC", "", "It\tO", ""]
    (tmp_path / "tagged").write_text("\n".join(lines), encoding="utf-8")
    first, second = read_tagged(tmp_path / "tagged", "PER")
    assert first == Tagged("Coach Zoe O'Brien left Oslo", frozenset({"Zoe O'Brien"}))
    assert second == Tagged("It", frozenset())


def test_a_fitted_model_tells_people_from_places() -> None:
    """What was tagged as people scores above what wasn't, new runs of the same words included."""
    people = [
        f"{first} {last} ran." for first in ("Anna", "Hanna", "Joanna") for last in ("Larsen", "Hansen", "Jansen")
    ]
    places = [f"{first} {last} was full." for first in ("North", "South", "West") for last in ("Bay", "Lake", "Park")]
    sentences = [Tagged(text, frozenset({" ".join(text.split()[:2])})) for text in people]
    fitted = fit_names([*sentences, *(Tagged(text, frozenset()) for text in places)], WORDS)
    assert fitted.weights.shape == (BUCKETS,)
    model = NameModel(fitted.weights, fitted.scale, fitted.intercept)
    assert model.score("Anna Hansen") > 0 > model.score("West Lake")
    assert model.score("Johanna Persen") > model.score("East Park")
