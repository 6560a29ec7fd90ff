"""Writes answers and articles to standard output."""

import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from bot.answering.composer import Composer, Markup
from bot.answering.publication import describe, publish
from bot.domain.answer import Answer
from bot.domain.article import Revision

_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters, by which a text could do more to a terminal than be shown on it."""


class TerminalMarkup:
    """Text for a terminal, which no article can steer."""

    def plain(self, text: str) -> str:
        """The text itself, control characters replaced."""
        return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)

    def strong(self, text: str) -> str:
        """Text in bold."""
        return click.style(text, bold=True)


class Output:
    """Standard output: JSON lines, colours on a terminal, or plain text in a pipe."""

    def __init__(self, compose: Callable[[Markup | None], Composer], *, as_json: bool) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        self._as_json = as_json
        self._coloured = not as_json and sys.stdout.isatty()
        self._composer = compose(TerminalMarkup() if self._coloured else None)

    def answer(self, answer: Answer) -> None:
        """One answer."""
        if self._as_json:
            self.record(publish(answer, self._composer))
        else:
            self.line(self._composer.compose(answer))

    def gap(self) -> None:
        """An empty line for people."""
        if not self._as_json:
            self.line("")

    def article(self, revision: Revision) -> None:
        """One article: its attribution and its stored text."""
        if self._as_json:
            details = {"athletes": list(revision.athletes), "sources": list(revision.byline.sources)}
            self.record(describe(revision) | details | {"revision": revision.number, "text": revision.text})
            return
        for key, value in describe(revision).items():
            self.line(f"{key}: {value if value is not None else 'not given'}")
        self.line("")
        self.line(revision.text.rstrip())

    def listing(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table for people, tab-separated lines in a pipe, an object a line as JSON."""
        if self._as_json:
            for row in rows:
                self.record(dict(zip(columns, row, strict=True)))
        elif self._coloured:
            self._table(columns, rows)
        else:
            for row in rows:
                self.line("\t".join(row))

    def record(self, record: dict[str, Any]) -> None:
        """One JSON object on one line."""
        text = json.dumps(record, ensure_ascii=False)
        try:
            text.encode(sys.stdout.encoding)
        except UnicodeEncodeError:
            text = json.dumps(record)
        self.line(text)

    def line(self, text: str) -> None:
        """One line of plain text."""
        click.echo(text, file=sys.stdout)

    def _table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        from rich.console import Console  # noqa: PLC0415  # rich loads only where somebody is looking
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table(*columns, box=None)
        for row in rows:
            table.add_row(*map(Text, row))
        Console().print(table)
