"""Buttons and selects, which say in their ``custom_id`` what they are about, so that they work after a restart."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.domain.errors import UserError
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.interactions.defer import defer
from bot.frontends.discord.interactions.error_handling import handle, tell
from bot.frontends.discord.interactions.permissions import moderator_of


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed, or a select that was used.

    ``detail`` is what follows the action in the ``custom_id``, ``values`` is what was chosen.
    """

    interaction: Interaction
    context: Context
    detail: str
    values: Sequence[Any] = field(default=())

    @property
    def chosen(self) -> str:
        """The option that was chosen in a select."""
        return str(self.values[0]) if self.values else ""

    async def defer(self, *, private: bool = False, thinking: bool = True) -> None:
        """Promises an answer; without ``thinking`` it will stand in place of the message that was clicked on."""
        await defer(self.interaction, private=private, thinking=thinking)

    async def show(self, view: ui.LayoutView) -> None:
        """Puts a message in place of the deferred response."""
        await self.interaction.edit_original_response(view=view)

    async def tell(self, text: str) -> None:
        """Shows a sentence to the member alone."""
        await tell(self.interaction, text)


Handler = Callable[[Press], Awaitable[None]]


class Control(ui.DynamicItem[ui.Item[Any]], template=r"(?P<action>[a-z]+(?:-[a-z]+)?)(?::(?P<detail>.*))?"):
    """Every button and select of the bot's; who they are carried out by is found by their action."""

    def __init__(self, item: ui.Item[Any], action: str, detail: str) -> None:
        super().__init__(item)
        self._action = action
        self._detail = detail

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: Any, /) -> Self:  # noqa: ANN401
        """The control as it was used."""
        del interaction
        return cls(item, match["action"], match["detail"] or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Carries out the press, unless the member has pressed too much of late."""
        await handle(interaction, f"carrying out {self._action}", lambda: self._use(interaction))

    async def _use(self, interaction: Interaction) -> None:
        context = Context.of(interaction)
        if seconds := interaction.client.presses.wait(interaction.user.id):
            await tell(interaction, context.words.say("cooldown", seconds=seconds))
            return
        handler = interaction.client.handlers.get(self._action)
        if handler is None:
            raise UserError("this button is from an earlier version: use the command again", "old_button")
        await handler(Press(interaction, context, self._detail, getattr(self.item, "values", ())))


def for_moderator(carry_out: Callable[[Press, Actor], Awaitable[None]]) -> Handler:
    """The handler of a control for whoever moderates the server at the moment it is used."""

    async def handle_press(press: Press) -> None:
        await carry_out(press, await moderator_of(press.interaction))

    return handle_press
