"""Buttons and selects as a message holds them; their ``custom_id`` is an action and what it is about."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.frontends.discord.ui.layout import LABEL, OPTION, clip
from bot.frontends.discord.ui.translations import Words

PLACEHOLDER = 150
"""The most characters of a select's placeholder."""
MOST_OPTIONS = 25
"""The most options of a select."""
GREY = discord.ButtonStyle.secondary
Row: TypeAlias = list[ui.Item[Any]]


def identify(action: str, *details: str) -> str:
    """The ``custom_id`` of an action."""
    return ":".join(filter(None, [action, *details]))


def button(
    action: str, label: str, *details: str, style: discord.ButtonStyle = GREY, disabled: bool = False
) -> ui.Button[Any]:
    """The button of an action."""
    custom_id = identify(action, *details)
    return ui.Button(label=clip(label, LABEL), style=style, custom_id=custom_id, disabled=disabled)


def option(label: str, value: str, *, default: bool = False) -> discord.SelectOption:
    """An option of a select."""
    return discord.SelectOption(label=clip(label, OPTION), value=value, default=default)


def select(action: str, hint: str, options: Sequence[discord.SelectOption], *details: str) -> ui.Select[Any]:
    """The select of an action, with as many options as Discord takes."""
    fitting = [each for each in options if len(each.value) <= OPTION][:MOST_OPTIONS]
    custom_id = identify(action, *details)
    return ui.Select(custom_id=custom_id, placeholder=clip(hint, PLACEHOLDER), options=fitting)


def turning(action: str, words: Words, page: int, pages: int, *details: str) -> Row:
    """The buttons to the pages before and after this one; the page's number comes last in their ``custom_id``."""
    neighbours = [("previous", page - 1), ("next", page + 1)]
    return [
        button(action, words.say(name), *details, str(number)) for name, number in neighbours if 0 <= number < pages
    ]
