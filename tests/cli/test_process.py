"""The program as a process: bytes in, bytes out, a status, and never a traceback."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Start = Callable[..., subprocess.CompletedProcess[bytes]]


def test_ask_in_a_process(start: Start, corpus: Path) -> None:
    """A question as an argument, its answer on standard output, status 0."""
    done = start("ask", "what did Ann Lee say?", "--corpus", str(corpus))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "> “I heard a pop – and that was it,” said Lee." in done.stdout.decode()


def test_chat_in_a_process(start: Start, corpus: Path) -> None:
    """Piped lines give a JSON object each, follow-ups included."""
    done = start("chat", "--json", "--corpus", str(corpus), typed=b"when did Lee hurt her calf?\nwho coaches her?\n")
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["quotes"][0]["text"] == "Ann Lee hurt her calf on 10 June 2025 in Oslo."
    assert second["quotes"][0]["text"] == "Lee is coached by Gareth Pugh."


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii:strict"])
def test_any_terminal_can_show_json(start: Start, corpus: Path, encoding: str) -> None:
    """Whatever the terminal's encoding, the same object comes out; no character is refused or lost."""
    done = start("ask", "what did Ann Lee say?", "--corpus", str(corpus), "--json", env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["quotes"][0]["text"] == "“I heard a pop – and that was it,” said Lee."


def test_any_terminal_can_show_text(start: Start, corpus: Path) -> None:
    """Characters that a terminal doesn't have are spelled out."""
    done = start("ask", "who coaches Ann Lee?", "--corpus", str(corpus), env={"PYTHONIOENCODING": "ascii:strict"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"> Lee is coached by **Gareth Pugh**.\n\n\\u2014 Lee hurts her calf" in done.stdout


def test_broken_input_is_still_a_question(start: Start, corpus: Path) -> None:
    """Bytes that are no UTF-8 don't end the conversation."""
    environment = {"PYTHONIOENCODING": "utf-8:strict"}
    typed = b"who coaches Ann Lee \xff?\n\x00\nwhen did she hurt her calf?\n"
    done = start("chat", "--json", "--corpus", str(corpus), typed=typed, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    first, _, last = map(json.loads, done.stdout.splitlines())
    assert (first["kind"], last["kind"]) == ("found", "found")


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are no bytes there")
def test_a_broken_argument_is_still_a_question(start: Start, corpus: Path) -> None:
    """An argument that is no UTF-8 is answered, and its JSON can be read."""
    done = start("ask", b"who coaches Ann Lee \xff?", "--corpus", str(corpus), "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["kind"] == "found"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["ask", "?"], 2),
        (["article", "no-such-article"], 2),
        (["ask", "who won?", "--corpus", "nowhere"], 1),
        (["ask", "who invented the paper clip?"], 0),
    ],
)
def test_the_status_tells_what_happened(start: Start, arguments: list[str], status: int) -> None:
    """0 for any answer, 2 for a wrong call, 1 for articles that can't be read; the message is for people."""
    done = start(*arguments)
    assert done.returncode == status
    assert bool(done.stderr) == bool(status)
    assert b"Traceback" not in done.stderr
