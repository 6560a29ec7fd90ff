"""On a terminal, answers are coloured and conversations have a prompt; quotes stay as they are."""

import io
import sys
from pathlib import Path

import pytest

from bot.adapters.corpus_files import load_corpus
from bot.bootstrap.answering import composer, open_newsroom
from bot.domain.answer import Found, Topic
from bot.domain.article import Byline, Revision
from bot.domain.question import AnswerType, Question
from bot.domain.quote import Quote
from bot.domain.span import Span
from bot.frontends.console.chat import converse
from bot.frontends.console.show import Output
from bot.settings import Settings

ASKED = Question(text="?", meant="?", wanted=AnswerType.THING, terms=())


class Screen(io.StringIO):
    """A terminal, as far as a stream can tell."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def output(monkeypatch: pytest.MonkeyPatch) -> tuple[Output, Screen]:
    """Answers on a terminal of 40 columns that shows colours, and what it shows."""
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Output(lambda markup: composer(Settings(), markup), as_json=False), screen


def quoting(text: str, bold: Span | None = None) -> Found:
    """An answer that quotes all of a text."""
    quote = Quote(Revision("a", text, Byline(title="[red]T[/red]")), Span(0, len(text)), bold)
    return Found(ASKED, Topic.FACT, (quote,), confidence=1.0)


@pytest.mark.parametrize(
    "text",
    [
        "She won :trophy: and [bold]kept[/bold] [link=x]it[/link].",
        "A backslash \\",
        "[/] and [[x]] \\[y]",
        "One sentence that is much longer than forty columns are wide, and it isn't broken anywhere at all.",
    ],
)
def test_quotes_are_shown_as_they_are(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What looks like markup, like a picture's name, or is longer than a line is shown unchanged."""
    terminal, screen = output(monkeypatch)
    terminal.answer(quoting(text))
    shown = screen.getvalue()
    assert f"> {text}\n" in shown
    assert "— [red]T[/red] · " in shown


def test_answering_words_are_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answering words are set in bold, not between asterisks."""
    terminal, screen = output(monkeypatch)
    terminal.answer(quoting("She won [it] in Rome.", Span(8, 12)))
    assert "> She won \x1b[1m[it]\x1b[0m in Rome." in screen.getvalue()


def test_a_text_cannot_steer_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control characters in an article neither colour nor move anything."""
    terminal, screen = output(monkeypatch)
    terminal.answer(quoting("She \x1b[31mwon\x02 \x9b1A."))
    assert "> She \ufffd[31mwon\ufffd \ufffd1A.\n" in screen.getvalue()


def test_lists_are_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists have headings, and their cells are no markup."""
    terminal, screen = output(monkeypatch)
    terminal.listing(["id", "title"], [["a", "[b]x[/b]"]])
    shown = screen.getvalue()
    assert "title" in shown
    assert "[b]x[/b]" in shown


def test_a_conversation_ends_when_interrupted(monkeypatch: pytest.MonkeyPatch, corpus: Path) -> None:
    """Each question has a prompt and an empty line after its answer; Ctrl-C ends it without a message."""
    terminal, screen = output(monkeypatch)
    prompts: list[str] = []

    def typed(prompt: str) -> str:
        prompts.append(prompt)
        if len(prompts) > 1:
            raise KeyboardInterrupt
        return "who coaches Ann Lee?"

    monkeypatch.setattr("builtins.input", typed)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    converse(open_newsroom(load_corpus([corpus]).revisions), terminal)
    assert prompts == ["? ", "? "]
    shown = screen.getvalue()
    assert "> Lee is coached by \x1b[1mGareth Pugh\x1b[0m." in shown
    assert shown.endswith("https://track.example/lee\n\n")
