"""Builds messages: text and controls in one container.

Every message the bot sends is a layout of Components V2, which never unfurls a link.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

import discord
from discord import ui

LABEL = 80
OPTION = 100
"""The most characters of a button's label, and of a select's option."""


class Accent:
    """The colour at a message's side: what kind of answer it is, at a glance."""

    FOUND = discord.Colour(0x2A9D8F)
    DISAGREEING = discord.Colour(0xE9A23B)
    NOTHING = discord.Colour(0x8D99AE)
    NOTICE = discord.Colour(0x457B9D)


class Marked(NamedTuple):
    """A text that is to be found again in the message later, by a number that Discord keeps with it."""

    text: str
    mark: int


def build_view(
    texts: Sequence[str | Marked | ui.Item[Any]],
    rows: Sequence[Sequence[ui.Item[Any]]] = (),
    accent: discord.Colour = Accent.NOTICE,
) -> ui.LayoutView:
    """A message of ``texts`` with rows of controls below; empty rows are left out.

    A text can be a section, which has a button at its side.

    Controls are found by their ``custom_id``, so discord.py keeps nothing of the view, and it never times out.
    """
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=accent)
    above = False
    for text in texts:
        if above:
            container.add_item(ui.Separator(visible=False))
        for item in _items(text):
            container.add_item(item)
        above = _holds_quote(text)
    filled = [row for row in rows if row]
    if filled:
        container.add_item(ui.Separator())
    for row in filled:
        container.add_item(ui.ActionRow(*row))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()
    return view


def _items(text: str | Marked | ui.Item[Any]) -> list[ui.Item[Any]]:
    """A text, its quote apart from the rest; a mark goes to the quote."""
    match text:
        case str():
            return [ui.TextDisplay(piece) for piece in _apart(text)]
        case Marked(words, mark):
            pieces = _apart(words)
            marked = next((place for place, piece in enumerate(pieces) if _is_quoted(piece)), 0)
            return [ui.TextDisplay(piece, id=mark if at == marked else None) for at, piece in enumerate(pieces)]
        case _:
            return [text]


def place_beside(text: str, button: ui.Item[Any]) -> ui.Item[Any]:
    """A text with a button at its side."""
    return ui.Section(text, accessory=button)


def clip(text: str, most: int) -> str:
    """A text for a label, with an ellipsis where it is longer than ``most`` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _apart(text: str) -> list[str]:
    """A text with its quotes apart from the rest: Markdown may take the line after a quote into it."""
    return ["\n".join(lines) for _, lines in groupby(text.split("\n"), _is_quoted)]


def _holds_quote(text: str | Marked | ui.Item[Any]) -> bool:
    words = text.text if isinstance(text, Marked) else text
    return isinstance(words, str) and any(map(_is_quoted, words.split("\n")))


def _is_quoted(line: str) -> bool:
    return line.startswith("> ")
