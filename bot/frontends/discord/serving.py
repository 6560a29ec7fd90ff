"""What every command that answers has in common: once, not too often, deferred at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.frontends.discord import incidents
from bot.frontends.discord.deferral import defer
from bot.frontends.discord.scene import Interaction, Scene


@asynccontextmanager
async def answering(interaction: Interaction, *, private: bool = False) -> AsyncIterator[Scene | None]:
    """Defers the response and gives the scene; ``None`` for a member who has to wait, who has been told so then.

    ``private`` answers are shown to the member alone.
    """
    client = interaction.client
    scene = Scene.of_interaction(interaction, client.parts.phrasebook)
    seconds = client.cooldown.wait(interaction.user.id)
    if seconds:
        await incidents.tell(interaction, scene.words.say("cooldown", seconds=seconds))
        yield None
        return
    with client.duty:
        await defer(interaction, private=private)
        yield scene
