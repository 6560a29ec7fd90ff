"""The form in which a question can be put in other words."""

from typing import Any

import discord
from discord import ui

from bot.frontends.discord import incidents
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.hearing import LONGEST_QUESTION, has_words
from bot.frontends.discord.layout import clipped
from bot.frontends.discord.phrasebook import Words
from bot.frontends.discord.scene import Interaction, Scene
from bot.frontends.discord.shown import show

_TITLE = 45
_OPEN = 15 * 60.0
"""Seconds for which a form can be sent: as long as Discord waits for an answer."""


class Rewording(ui.Modal):
    """A form with the question as it was asked, to be changed and asked again."""

    def __init__(self, question: str, words: Words, *, private: bool) -> None:
        super().__init__(title=clipped(words.say("rephrase_title"), _TITLE), timeout=_OPEN)
        self._private = private
        self._text: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            default=question[:LONGEST_QUESTION],
            min_length=1,
            max_length=LONGEST_QUESTION,
        )
        self.add_item(ui.Label(text=clipped(words.say("rephrase_label"), _TITLE), component=self._text))

    @incidents.once
    async def on_submit(self, interaction: Interaction) -> None:
        """Asks the question in its new words, if they ask anything."""
        client, text = interaction.client, self._text.value
        scene = Scene.of_interaction(interaction, client.parts.phrasebook)
        if not has_words(text):
            await incidents.tell(interaction, scene.words.say("wordless"))
            return
        await defer(interaction, private=self._private)
        await show(interaction, await client.reporter.ask(scene, text, headline=text))
