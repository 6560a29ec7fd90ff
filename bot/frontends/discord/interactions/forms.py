"""Forms of labelled fields."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
from discord import ui

from bot.frontends.discord.interactions.context import Interaction
from bot.frontends.discord.interactions.error_handling import handle
from bot.frontends.discord.ui.layout import clip

_TITLE, _HINT = 45, 100
_OPEN = 15 * 60.0
"""Seconds for which a form can be sent where nothing else is said: as long as Discord waits for an answer."""


class Form(ui.Modal):
    """A form; sending it is carried out once by ``on_sent``, and errors are reported."""

    def __init__(
        self, title: str, on_sent: Callable[[Interaction, "Form"], Awaitable[None]], seconds: float = _OPEN
    ) -> None:
        super().__init__(title=clip(title, _TITLE), timeout=seconds)
        self._on_sent = on_sent
        self._inputs: dict[str, ui.TextInput[Any]] = {}
        self._file: ui.FileUpload[Any] | None = None

    def add_heading(self, text: str) -> None:
        """A text above the fields that come next, as Markdown."""
        self.add_item(ui.TextDisplay(text))

    def add_text(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        most: int,
        hint: str = "",
        is_long: bool = False,
        required: bool = False,
    ) -> None:
        """A field for text; what it takes at ``most`` also cuts ``value``."""
        style = discord.TextStyle.paragraph if is_long else discord.TextStyle.short
        self._inputs[name] = ui.TextInput(
            custom_id=name, style=style, default=value[:most] or None, max_length=most, required=required
        )
        self._add(label, hint, self._inputs[name])

    def add_file(self, label: str, hint: str, *, most: int = 1) -> None:
        """A field for files."""
        self._file = ui.FileUpload(custom_id="file", required=False, min_values=0, max_values=most)
        self._add(label, hint, self._file)

    def _add(self, label: str, hint: str, component: ui.Item[Any]) -> None:
        shown = clip(hint, _HINT) or None
        self.add_item(ui.Label(text=clip(label, _TITLE), description=shown, component=component))

    @property
    def filled(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: field.value for name, field in self._inputs.items()}

    @property
    def files(self) -> Sequence[discord.Attachment]:
        """The files that were put in."""
        return self._file.values if self._file else ()

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Carries out what the form is for."""
        await handle(interaction, f"taking the form “{self.title}”", lambda: self._on_sent(interaction, self))
