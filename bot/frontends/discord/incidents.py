"""Errors: into the log with an id, and to the member as one plain sentence with that id."""

import logging
import secrets
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

import aiohttp
import discord

from bot.domain.errors import UserError
from bot.frontends.discord.layout import clipped, layout
from bot.frontends.discord.phrasebook import PROBLEMS, Words
from bot.frontends.discord.scene import Interaction, Scene

_log = logging.getLogger(__name__)
ALREADY_ANSWERED = 40060
UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised when something doesn't get through to Discord."""

GONE = frozenset({10008, 10062, ALREADY_ANSWERED})
"""Discord's codes for what nobody waits for any more: message deleted, interaction expired, already answered."""

LONGEST_PROBLEM = 1000
"""Characters of what is said to be wrong: it may repeat what a member wrote, and Discord takes 4000 in all, escaped."""


def record(error: BaseException, doing: str) -> str:
    """Logs an error; the id under which it stands there."""
    incident = secrets.token_hex(4)
    _log.error("incident %s while %s", incident, doing, exc_info=error, extra={"incident": incident})
    return incident


def is_gone(error: BaseException) -> bool:
    """Whether an error only says that nobody waits for the reply any more."""
    return isinstance(error, discord.HTTPException) and error.code in GONE


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Shows a sentence to the member alone, however far the interaction got; in vain where it is gone."""
    view = layout([text])
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
    except discord.HTTPException as error:
        if not is_gone(error):
            record(error, "telling a member")


async def report(interaction: Interaction, error: BaseException, doing: str) -> None:
    """Tells the member what was wrong with what they did; other errors are recorded, and the member told their id."""
    if is_gone(error):
        _log.info("nobody waits any more for %s", doing)
        return
    words = Scene.of_interaction(interaction, interaction.client.parts.phrasebook).words
    if isinstance(error, UserError):
        await tell(interaction, explained(error, words))
    else:
        await tell(interaction, words.say("incident", id=record(error, doing)))


def explained(error: UserError, words: Words) -> str:
    """What was wrong and what to do, in the words of whoever did it."""
    problems = words.of(PROBLEMS)
    if error.code:
        return problems.say(error.code, **error.values)
    return problems.say("problem", text=clipped(str(error), LONGEST_PROBLEM))


Handler = Callable[..., Coroutine[Any, Any, None]]


async def is_first(interaction: Interaction) -> bool:
    """Whether an interaction is delivered for the first time; Discord may deliver it twice."""
    return await interaction.client.parts.stores.deliveries.first(f"interaction:{interaction.id}")


def once(handler: Handler) -> Handler:
    """What a control or a form does: carried out once, and its errors reported; discord.py would swallow them."""

    @wraps(handler)
    async def guarded(self: Any, interaction: Interaction) -> None:  # noqa: ANN401
        try:
            with interaction.client.duty:
                if await is_first(interaction):
                    await handler(self, interaction)
        except Exception as error:  # noqa: BLE001  # whatever it is, the member is told
            await report(interaction, error, type(self).__name__)

    return guarded
