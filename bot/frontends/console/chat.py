"""A conversation in the terminal."""

import asyncio
import io
import sys

import click

from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.frontends.console.show import Output
from bot.newsroom import Newsroom

CONVERSATION = ConversationKey(channel_id=0, member_id=0)
"""The one conversation of a terminal session."""
PROMPT = "? "
HINT = "Ask away; exit or Ctrl-D ends it."
ENDINGS = frozenset({"exit", "quit", "bye", ":q"})


def converse(newsroom: Newsroom, output: Output) -> None:
    """Answers line by line until the input ends, is interrupted, or says so; an empty line is passed over."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    prompt = PROMPT if sys.stdin.isatty() else ""
    if prompt:
        click.echo(HINT, err=True)
    # Lines are read between the loop's runs, where Ctrl-C still reaches the reader.
    with asyncio.Runner() as runner:
        while (line := _next_line(prompt)) is not None and line.strip().lower() not in ENDINGS:
            if line.strip():
                runner.run(respond(newsroom, output, line))
                output.gap()


async def respond(newsroom: Newsroom, output: Output, text: str) -> None:
    """Shows the answer to a message."""
    output.answer(await newsroom.ask(CONVERSATION, Request(text)))


def _next_line(prompt: str) -> str | None:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        return None
