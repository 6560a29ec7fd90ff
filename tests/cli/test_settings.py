"""Settings come from the environment or a ``.env`` file; one that can't be used is explained."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.domain.errors import UserError
from bot.settings import Settings

Run = Callable[..., Result]


def test_defaults() -> None:
    """Nothing needs to be set: the bundled articles, in English."""
    assert Settings.load({}) == Settings(corpus=(), language="en")


def test_empty_values_count_as_unset() -> None:
    """A variable that is set to nothing changes nothing."""
    assert Settings.load({"PRESSBOX_CORPUS": "", "PRESSBOX_LANGUAGE": ""}) == Settings()


def test_a_corpus_can_have_several_places() -> None:
    """Places are separated as in PATH."""
    assert Settings.load({"PRESSBOX_CORPUS": os.pathsep.join(["a", "b/c.md"])}).corpus == (Path("a"), Path("b/c.md"))


def test_an_unknown_language_is_explained() -> None:
    """The message names the variable, its value, and what it can be."""
    with pytest.raises(UserError, match=r"PRESSBOX_LANGUAGE is 'xx'; it can be: de, en"):
        Settings.load({"PRESSBOX_LANGUAGE": "xx"})


def test_the_environment_names_the_corpus(run: Run, corpus: Path) -> None:
    """PRESSBOX_CORPUS stands for ``--corpus``."""
    assert run("articles", env={"PRESSBOX_CORPUS": str(corpus)}).stdout.startswith("calf\t")


def test_an_option_goes_before_the_environment(run: Run, corpus: Path) -> None:
    """``--corpus`` is used instead of PRESSBOX_CORPUS."""
    result = run("articles", "--corpus", corpus / "final.md", env={"PRESSBOX_CORPUS": str(corpus)})
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["final"]


def test_a_file_of_settings_is_read(run: Run, corpus: Path) -> None:
    """``.env`` in the current folder sets what the environment doesn't."""
    Path(".env").write_text(f"PRESSBOX_CORPUS={corpus}\n", encoding="utf-8")
    assert run("articles").stdout.startswith("calf\t")
    assert run("articles", env={"PRESSBOX_CORPUS": str(corpus / "final.md")}).stdout.startswith("final\t")


def test_a_bad_setting_stops_the_command(run: Run) -> None:
    """The message is all that is shown, wherever the value stands."""
    Path(".env").write_text("PRESSBOX_LANGUAGE=xx\n", encoding="utf-8")
    for env in ({}, {"PRESSBOX_LANGUAGE": "klingon"}):
        result = run("ask", "who won?", env=env)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("Error: PRESSBOX_LANGUAGE is ")
