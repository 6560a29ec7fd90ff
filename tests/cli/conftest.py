"""A small corpus, and the program run on it: in this process where that will do, and as one of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

CHECKOUT = Path(__file__).parents[2]
CALF = """---
title: Lee hurts her calf
date: 2025-06-20
author: Tom Reid
outlet: Track Weekly
athletes: [Ann Lee]
url: https://track.example/lee
---

Ann Lee hurt her calf on 10 June 2025 in Oslo. “I heard a pop – and that was it,” said Lee.

Advertisement

Lee is coached by Gareth Pugh.
"""
FINAL = """---
title: Hart wins in Rome
athletes: [Zoe Hart, Max Hart]
---

Zoe Hart won the mile in Rome. Max Hart finished second in the pole vault.
"""

Run = Callable[..., Result]
Start = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands run in an empty folder, with no setting from outside."""
    for name in [name for name in os.environ if name.startswith("PRESSBOX_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "here"
    home.mkdir()
    monkeypatch.chdir(home)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "calf.md").write_text(CALF, encoding="utf-8")
    (folder / "final.md").write_text(FINAL, encoding="utf-8")
    return folder


@pytest.fixture
def run() -> Run:
    """The command line in this process; an exception that would show as a traceback fails the test.

    Takes the arguments, and by keyword ``typed`` for standard input and ``env`` for the environment.
    """

    def invoke(*arguments: object, typed: str = "", env: dict[str, str] | None = None) -> Result:
        return CliRunner().invoke(main, [*map(str, arguments)], input=typed, env=env, catch_exceptions=False)

    return invoke


@pytest.fixture
def start() -> Start:
    """The program as a process of its own, started in the folder the test is in; called like ``run``, with bytes."""

    def call(
        *arguments: str | bytes, typed: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {"PYTHONPATH": str(CHECKOUT)} | (env or {})
        command: list[str | bytes] = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(command, input=typed, env=environment, capture_output=True, check=False, timeout=60)  # noqa: S603  # our own program

    return call
