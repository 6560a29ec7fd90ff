"""Settings reach the commands, from the environment or a ``.env`` file; one that can't be used is explained."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_the_environment_names_the_corpus(run: Run, corpus: Path) -> None:
    """PRESSBOX_CORPUS stands for ``--corpus``."""
    assert run("articles", env={"PRESSBOX_CORPUS": str(corpus)}).stdout.startswith("calf\t")


def test_an_option_goes_before_the_environment(run: Run, corpus: Path) -> None:
    """``--corpus`` is used instead of PRESSBOX_CORPUS."""
    result = run("articles", "--corpus", corpus / "final.md", env={"PRESSBOX_CORPUS": str(corpus)})
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["final"]


def test_a_bad_setting_stops_the_command(run: Run) -> None:
    """The message is all that is shown, wherever the value stands."""
    Path(".env").write_text("PRESSBOX_LANGUAGE=xx\n", encoding="utf-8")
    for env in ({}, {"PRESSBOX_LANGUAGE": "klingon"}):
        result = run("ask", "who won?", env=env)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("Error: PRESSBOX_LANGUAGE is ")
