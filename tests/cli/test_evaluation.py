"""Measuring with a community's own questions."""

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

ARTICLE = "---\ntitle: Marl wins\nathletes: [Ada Marl]\n---\n\nAda Marl won gold in Oslo in 2021. She was happy.\n"
QUESTIONS = (
    {"id": "1", "q": "When did Marl win gold?", "gold": ["2021"]},
    {"id": "2", "q": "Where did Marl win gold?", "gold": ["Paris"]},
    {"id": "3", "q": "What does Marl eat for breakfast?", "gold": None},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of one article, and three questions."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "marl.md").write_text(ARTICLE, encoding="utf-8")
    lines = (json.dumps(question) for question in QUESTIONS)
    (tmp_path / "mine.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def _evaluate(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["eval", str(folder / "mine.jsonl"), "--corpus", str(folder / "corpus"), *options], catch_exceptions=False
    )


def test_a_file_of_questions_is_measured(folder: Path) -> None:
    """The table counts the questions and articles, with an interval around each share."""
    shown = _evaluate(folder).output
    assert "mine: 3 questions, 1 articles" in shown
    assert re.search(r"right .* 0\.667  \[0\.208, 0\.939\]  2 of 3\n", shown)


def test_failures_are_shown(folder: Path) -> None:
    """A failure shows what was asked, quoted and wanted."""
    shown = _evaluate(folder, "--errors", "5").output
    assert "asked:  Where did Marl win gold?" in shown
    assert "quoted: Ada Marl won gold in Oslo in 2021." in shown
    assert "wanted: Paris" in shown
    assert "When did Marl win gold?" not in shown


def test_json_holds_what_the_table_shows(folder: Path) -> None:
    """With --json every set is one object with its measures."""
    measured = json.loads(_evaluate(folder, "--json").stdout)
    assert (measured["dataset"], measured["articles"]) == ("mine", 1)
    shares = measured["measures"]["all questions"]
    assert shares["right (answered rightly, or rightly declined)"]["hits"] == 2


def test_the_curve_is_drawn(folder: Path) -> None:
    """--plot leaves a PNG file."""
    assert _evaluate(folder, "--plot", str(folder / "curve.png")).exit_code == 0
    assert (folder / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_drawing_says_what_it_needs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without matplotlib the message tells how to install it."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    failed = _evaluate(folder, "--plot", str(folder / "curve.png"))
    assert failed.exit_code == 1
    assert "pip install 'pressbox[plot]'" in failed.output
