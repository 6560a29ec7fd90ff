"""Deferring: promising an answer, which an interaction needs within three seconds."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.domain.request import Request
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.interactions.error_handling import tell
from bot.frontends.discord.interactions.shared_servers import build_choice
from bot.frontends.discord.logs import ALREADY_ANSWERED
from bot.frontends.discord.metrics import FIRST_RESPONSE_SECONDS


async def defer(interaction: Interaction, *, private: bool = False, thinking: bool = True) -> None:
    """Defers the response; ``thinking`` shows so, without it the message that was clicked on stays as it is.

    ``private`` is for the member's eyes only.
    """
    try:
        await interaction.response.defer(ephemeral=private, thinking=thinking)
        FIRST_RESPONSE_SECONDS.observe((discord.utils.utcnow() - interaction.created_at).total_seconds())
    except discord.HTTPException as error:
        # Discord has the promise and only its receipt was lost, so that it was sent again: what Discord delivers
        # twice never gets here.
        if error.code != ALREADY_ANSWERED:
            raise


@asynccontextmanager
async def deferred(
    interaction: Interaction, *, private: bool = False, request: Request | None = None
) -> AsyncIterator[Context | None]:
    """Defers a command that answers, and gives the context.

    ``None`` for a member who has been told to wait, or asked which server's articles shall answer; the ``request`` is
    answered once they have chosen.
    """
    context = Context.of(interaction)
    if seconds := interaction.client.cooldown.wait(interaction.user.id):
        await tell(interaction, context.words.say("cooldown", seconds=seconds))
        yield None
        return
    with interaction.client.inflight.track():
        await defer(interaction, private=private)
        yield await _within_server(interaction, context, request)


async def _within_server(interaction: Interaction, context: Context, request: Request | None) -> Context | None:
    """The context with the server whose articles answer a direct message."""
    if context.server_id is not None:
        return context
    shared, member_id = interaction.client.shared_servers, context.key.member_id
    scope = await shared.find_scope(member_id)
    if not scope.choices:
        return context.within(scope.server_id)
    if request:
        shared.put_off(member_id, request)
    await interaction.edit_original_response(view=build_choice(scope.choices, context.words))
    return None
