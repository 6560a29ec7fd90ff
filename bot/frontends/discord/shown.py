"""An answer ready to be sent, and putting it in place of a deferred response."""

from dataclasses import dataclass

import discord

from bot.domain.answer import Answer
from bot.domain.sent_answer import SentAnswer
from bot.frontends.discord.scene import Interaction


@dataclass(frozen=True, slots=True)
class Shown:
    """A message ready to be sent, the answer it shows, and the posting it is kept as."""

    view: discord.ui.LayoutView
    answer: Answer
    posting: SentAnswer


async def show(interaction: Interaction, shown: Shown) -> None:
    """Puts an answer in place of an interaction's deferred response, and notes which message it became."""
    message = await interaction.edit_original_response(view=shown.view)
    # What one member alone sees can be edited for some minutes only, and never through its channel.
    if not message.flags.ephemeral:
        await interaction.client.aftermath.posted(shown.posting, message.id)
