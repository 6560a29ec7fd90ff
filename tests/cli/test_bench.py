"""`pressbox bench` measures what it says, and says what it measured."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.newsroom import Newsroom

SECONDS = 0.05
"""What an answer takes here."""

QUESTIONS = Path(__file__).parents[1] / "questions" / "corpus.jsonl"


@pytest.fixture
def questions(tmp_path: Path) -> str:
    """A dozen questions of the bundled corpus."""
    file = tmp_path / "few.jsonl"
    file.write_text("\n".join(QUESTIONS.read_text(encoding="utf-8").splitlines()[:12]), encoding="utf-8")
    return str(file)


def test_figures_are_shown_as_tables_and_as_json(questions: str) -> None:
    """Each size gives a table of libraries and one of the newsroom; as JSON it is one object on a line."""
    shown = CliRunner().invoke(main, ["bench", questions, "--passages", "200", "--no-ask"])
    assert shown.exit_code == 0, shown.output
    assert "pressbox" in shown.output
    assert "passages indexed per second" in shown.output
    run = CliRunner().invoke(main, ["bench", questions, "--passages", "100", "--passages", "200", "--json", "--no-ask"])
    small, large = map(json.loads, run.stdout.splitlines())
    assert small["passages"] < large["passages"]
    assert large["rows"][0]["search"]["p50"] > 0
    assert {"add", "remove", "passages_per_second"} <= large["figures"].keys()


def test_answers_are_measured_through_the_newsroom(questions: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is asked of the newsroom when new, again when known, and among all at once; each ask is timed."""
    asked: list[str] = []

    async def ask(_newsroom: Newsroom, _key: ConversationKey, request: Request) -> None:
        asked.append(request.text)
        await asyncio.sleep(SECONDS)

    monkeypatch.setattr(Newsroom, "ask", ask)
    run = CliRunner().invoke(main, ["bench", questions, "--passages", "100", "--json"])
    figures = json.loads(run.stdout)["figures"]
    warming_up, *measured = asked
    wanted = [json.loads(line)["q"] for line in Path(questions).read_text(encoding="utf-8").splitlines()]
    assert (warming_up, measured) == (wanted[0], 3 * wanted)
    for once in ("ask_new", "ask", "crowd"):
        assert 1000 * SECONDS <= figures[once]["p50"] < 1000 * SECONDS * len(wanted), once
    assert SECONDS <= figures["crowd_seconds"] < SECONDS * len(wanted)


def test_a_file_that_is_no_question_set_is_named() -> None:
    """A wrong file is refused with its name."""
    run = CliRunner().invoke(main, ["bench", "no-such-file.json"])
    assert run.exit_code == 1
    assert "no-such-file.json" in run.output
    assert "Traceback" not in run.output


def test_latency_is_drawn_against_size(questions: str, tmp_path: Path) -> None:
    """--plot leaves a picture with a curve for each library."""
    picture = tmp_path / "latency.png"
    sizes = ["--passages", "100", "--passages", "200"]
    run = CliRunner().invoke(main, ["bench", questions, *sizes, "--no-ask", "--plot", str(picture)])
    assert run.exit_code == 0, run.output
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_missing_plotter_is_explained(questions: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without matplotlib the message tells how to install it, before anything is measured."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    picture = ["--plot", str(tmp_path / "latency.png")]
    failed = CliRunner().invoke(main, ["bench", questions, "--passages", "100", "--no-ask", *picture])
    assert failed.exit_code == 1
    assert "pip install 'pressbox[plot]'" in failed.output
    assert "p50" not in failed.output
