"""The form that asks a moderator why, and thereby whether they are sure."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import ui

from bot.domain.actor import Actor
from bot.domain.editing import AuditEntry
from bot.frontends.discord import incidents
from bot.frontends.discord.authority import moderator_of
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.layout import clipped
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction

LONGEST_REASON = 500
_TITLE = 45
_OPEN = 15 * 60.0
"""Seconds for which a form can be sent: as long as Discord waits for an answer."""

Change = Callable[[Actor, str], Awaitable[AuditEntry]]
"""Makes a change, given who makes it and why."""


class Reason(ui.Modal):
    """A form that says what is about to be changed, and asks why; sending it makes the change.

    Args:
        title: what is done.
        about: what is changed, and what follows, as Markdown.
        told: what to say when it is done, as Markdown.
        words: the managing words of whoever fills it in.
        change: makes the change.
    """

    def __init__(self, title: str, about: str, told: str, words: Words, change: Change) -> None:
        super().__init__(title=clipped(title, _TITLE), timeout=_OPEN)
        self._told = told
        self._change = change
        self._why: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, required=False, max_length=LONGEST_REASON
        )
        self.add_item(ui.TextDisplay(about))
        self.add_item(ui.Label(text=clipped(words.say("why_label"), _TITLE), component=self._why))

    @incidents.once
    async def on_submit(self, interaction: Interaction) -> None:
        """Makes the change, if whoever sent the form still may, and begins what follows it."""
        await defer(interaction, private=True)
        entry = await self._change(await moderator_of(interaction), self._why.value.strip())
        await interaction.client.aftermath.begin(interaction, entry, self._told)
