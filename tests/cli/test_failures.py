"""What goes wrong is said in a sentence: status 2 for a wrong call, 1 for articles that can't be read."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

COMMANDS = [["ask", "who won?"], ["chat"], ["athlete", "Lee"], ["athletes"], ["articles"], ["article", "calf"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_missing_folder_is_named(run: Run, tmp_path: Path, command: list[str]) -> None:
    """A folder that doesn't exist is named."""
    result = run(*command, "--corpus", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert str(tmp_path / "nowhere") in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_folder_is_named(run: Run, tmp_path: Path, command: list[str]) -> None:
    """A folder without an article is named, with what to put there."""
    (tmp_path / "empty").mkdir()
    result = run(*command, "--corpus", tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (1, "")
    assert str(tmp_path / "empty") in result.stderr
    assert ".md" in result.stderr


def test_ingest_fails_where_nothing_can_be_read(run: Run, tmp_path: Path) -> None:
    """A folder of broken files is unusable, and each file is named with its reason."""
    (tmp_path / "broken.md").write_bytes(b"\xfd\x81")
    (tmp_path / "blank.md").write_bytes(b"\n")
    result = run("ingest", tmp_path / "broken.md", tmp_path / "blank.md")
    assert result.exit_code == 1
    assert "broken.md: it isn't UTF-8" in result.stderr
    assert "blank.md: it is empty" in result.stderr


def test_a_broken_file_is_named_and_skipped(run: Run, corpus: Path) -> None:
    """One broken file is told on standard error; the good ones answer all the same."""
    (corpus / "broken.md").write_bytes(b"Advertisement\n")
    result = run("ask", "who coaches Ann Lee?", "--corpus", corpus)
    assert result.exit_code == 0
    assert "> Lee is coached by **Gareth Pugh**." in result.stdout
    assert f"skipped {corpus / 'broken.md'}: broken.md: it has no sentences left" in result.stderr


def test_ingest_tells_a_guess(run: Run, tmp_path: Path) -> None:
    """A file that is read by guessing its charset says so in its line."""
    (tmp_path / "a.txt").write_bytes(b"Ann Lee won at a caf\xe9.\n")
    assert "read as cp1252, which is a guess" in run("ingest", tmp_path / "a.txt").stdout


def test_ingest_tells_what_it_skipped(run: Run, corpus: Path) -> None:
    """Skipped files are counted, and don't make a failure of the rest."""
    (corpus / "broken.md").write_bytes(b"\x00")
    result = run("ingest", corpus)
    assert result.exit_code == 0
    assert "2 articles read, 1 file skipped" in result.stdout
    assert "skipped" in result.stderr


@pytest.mark.parametrize("arguments", [["aks", "who won?"], ["ask", "who won?", "--jsno"], ["ask", "who", "won?"]])
def test_a_wrong_call_is_told(run: Run, arguments: list[str]) -> None:
    """Unknown commands and options, and a question without its quote marks, are wrong calls."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_help_names_every_command(run: Run) -> None:
    """The help lists the commands."""
    result = run("--help")
    assert result.exit_code == 0
    named = re.findall(r"^  ([a-z]+)  ", result.stdout.partition("Commands:")[2], re.MULTILINE)
    assert named == [
        "article", "articles", "ask", "athlete", "athletes", "backup", "bench", "chat", "demo", "doctor", "eval",
        "export", "import", "ingest", "invite", "migrate", "restore", "run", "train",
    ]  # fmt: skip
