"""What the moderators' buttons and selects have in common: whoever uses one is checked anew each time.

Each says in its ``custom_id`` what it is about, so that it works after a restart.
"""

from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.frontends.discord import incidents
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.layout import LABEL, MOST_OPTIONS, OPTION, PLACEHOLDER, clipped
from bot.frontends.discord.scene import Interaction, Scene

APART, _IN_PLACE = "a", "t"
_LONGEST_DETAIL = 65


def pattern(action: str) -> str:
    """The pattern of an action's ``custom_id``: the action, and a detail of its own."""
    return rf"moderate-{action}(?::(?P<detail>.*))?"


def identify(action: str, detail: str = "") -> str:
    """The ``custom_id`` of an action."""
    return ":".join(filter(None, [f"moderate-{action}", detail]))


class ModeratorControl(ui.DynamicItem[ui.Item[Any]], template=r"(?!)"):
    """A button or select that only moderators may use."""

    def __init__(self, item: ui.Item[Any], detail: str = "") -> None:
        super().__init__(item)
        self.detail = detail

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: Any, /) -> Self:  # noqa: ANN401
        """The control as it was used."""
        del interaction
        return cls(item, match["detail"] or "")

    @property
    def chosen(self) -> list[str]:
        """The values chosen in a select."""
        return self.item.values if isinstance(self.item, ui.Select) else []

    @incidents.once
    async def callback(self, interaction: Interaction) -> None:
        """Carries out the control for whoever moderates the server at this moment."""
        actor = await moderator_of(interaction)
        await self.carry_out(interaction, actor, Scene.of_interaction(interaction, interaction.client.parts.phrasebook))

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
