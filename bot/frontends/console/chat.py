"""A conversation in the terminal."""

import asyncio
import sys

from bot.frontends.console.show import Output
from bot.newsroom import Newsroom

CONVERSATION = "console"
"""The one conversation of a terminal session."""
PROMPT = "> "


async def converse(newsroom: Newsroom, output: Output) -> None:
    """Answers line by line until the input ends; an empty line is passed over."""
    prompt = PROMPT if sys.stdin.isatty() else ""
    while (line := await asyncio.to_thread(_next_line, prompt)) is not None:
        if line.strip():
            output.answer(await newsroom.ask(CONVERSATION, line))
            if prompt:
                output.line("")


def _next_line(prompt: str) -> str | None:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        return None
