"""The project's own data: corpus, templates, lexicon, weights; found in a checkout and in an installed wheel."""

import json
import tomllib
from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering.names.name_model import NameModel

_PACKAGE = Path(__file__).resolve().parent.parent
WEIGHTS = _PACKAGE / "answering" / "weights.json"
MODELS = _PACKAGE / "answering" / "models"
NAMES = MODELS / "names.npz"
FIGURES = MODELS / "figures.txt"


@cache
def folder(name: str) -> Path:
    """The folder ``corpus`` or ``prompts``: beside the package in a checkout, inside it in a wheel."""
    inside = _PACKAGE / "bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates(language: str) -> dict[str, str]:
    """Template sources of one language by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder("prompts").joinpath(language).glob("*.j2")}


class EnglishWords(Container[str]):
    """Words of English, so that a rare word is not taken for a slip; read when first asked, because it takes long."""

    def __contains__(self, word: object) -> bool:
        return word in _english_words()

    def load(self) -> None:
        """Reads them now, where there is a thread to spare."""
        _english_words()


@cache
def _english_words() -> frozenset[str]:
    from spellchecker import SpellChecker  # noqa: PLC0415  # a quarter of a second, for misspelt questions only

    return frozenset(SpellChecker(language="en").word_frequency.words())


def lexicon_data() -> dict[str, Any]:
    """The parsed lexicon."""
    return tomllib.loads((_PACKAGE / "answering" / "lexicon.toml").read_text(encoding="utf-8"))


@cache
def name_model() -> NameModel:
    """The fitted model of people's names."""
    with np.load(NAMES) as arrays:
        return NameModel(arrays["weights"], float(arrays["scale"]), float(arrays["intercept"]))


def weights_data() -> dict[str, Any]:
    """The parsed weights."""
    data: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return data
