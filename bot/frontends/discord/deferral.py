"""Promising an answer, which an interaction needs within three seconds."""

import discord

from bot.frontends.discord.incidents import ALREADY_ANSWERED
from bot.frontends.discord.scene import Interaction


async def defer(interaction: Interaction, *, private: bool = False, thinking: bool = True) -> None:
    """Defers the response; ``thinking`` shows so, without it the message that was clicked on stays as it is.

    ``private`` is for the member's eyes only.
    """
    try:
        await interaction.response.defer(ephemeral=private, thinking=thinking)
    except discord.HTTPException as error:
        # Discord has the promise and only its receipt was lost, so that it was sent again: what Discord delivers
        # twice never gets here.
        if error.code != ALREADY_ANSWERED:
            raise
