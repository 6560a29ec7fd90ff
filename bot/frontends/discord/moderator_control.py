"""What the moderators' buttons and selects have in common: whoever uses one is checked anew each time."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.control import Control
from bot.frontends.discord.layout import LABEL, MOST_OPTIONS, OPTION, PLACEHOLDER, clipped
from bot.frontends.discord.scene import Interaction, Scene

APART, _IN_PLACE = "a", "t"
_LONGEST_DETAIL = 65


def pattern(action: str) -> str:
    """The pattern of an action's ``custom_id``: the action, and a detail of its own."""
    return rf"moderate-{action}(?P<subject>)(?::(?P<detail>.*))?"


def identify(action: str, detail: str = "") -> str:
    """The ``custom_id`` of an action."""
    return ":".join(filter(None, [f"moderate-{action}", detail]))


class ModeratorControl(Control, template=r"(?!)"):
    """A button or select that only moderators may use; its detail says all that it is about."""

    async def use(self, interaction: Interaction, scene: Scene) -> None:
        """Carries out the control for whoever moderates the server at this moment."""
        await self.carry_out(interaction, await moderator_of(interaction), scene)

    async def carry_out(self, interaction: Interaction, actor: Actor, scene: Scene) -> None:
        """What the control does."""
        raise NotImplementedError


def button(
    action: str, label: str, detail: str = "", *, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[Any]:
    """The button of an action."""
    return ui.Button(label=clipped(label, LABEL), style=style, custom_id=identify(action, detail))


def select(action: str, hint: str, options: Sequence[discord.SelectOption], detail: str = "") -> ui.Select[Any]:
    """The select of an action, with as many options as Discord takes."""
    fitting = [option for option in options if len(option.value) <= OPTION][:MOST_OPTIONS]
    return ui.Select(custom_id=identify(action, detail), placeholder=clipped(hint, PLACEHOLDER), options=fitting)


def opening(label: str, view: str, detail: str) -> ui.Button[Any]:
    """The button that opens a view as a message of its own."""
    return button("open", label, f"{APART}:{view}:0:{detail[:_LONGEST_DETAIL]}")


def turning(label: str, view: str, detail: str, page: int = 0) -> ui.Button[Any]:
    """The button that turns to a page of a view in place."""
    return button("open", label, f"{_IN_PLACE}:{view}:{page}:{detail[:_LONGEST_DETAIL]}")
