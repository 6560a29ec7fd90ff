"""The error handlers: into the log with an id, and to the member as one plain sentence with that id."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.domain.errors import UserError
from bot.frontends.discord.interactions.context import Context, Interaction
from bot.frontends.discord.logs import is_gone, log_error
from bot.frontends.discord.metrics import REFUSED
from bot.frontends.discord.ui.layout import build_view, clip
from bot.frontends.discord.ui.translations import PROBLEMS, Words

_log = logging.getLogger(__name__)
LONGEST_PROBLEM = 1000
"""Characters of what is said to be wrong: it may repeat what a member wrote, and Discord takes 4000 in all, escaped."""


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Shows a sentence to the member alone, however far the interaction got; in vain where it is gone."""
    view = build_view([text])
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
    except discord.HTTPException as error:
        if not is_gone(error):
            log_error(error, "telling a member")


async def report(interaction: Interaction, error: BaseException, doing: str) -> None:
    """Tells the member what was wrong with what they did; other errors are logged, and the member told their id."""
    if is_gone(error):
        _log.info("nobody waits any more for %s", doing)
        return
    words = Context.of(interaction).words
    if isinstance(error, UserError):
        await tell(interaction, explain(error, words))
    else:
        await tell(interaction, words.say("incident", id=log_error(error, doing)))


def explain(error: UserError, words: Words) -> str:
    """What was wrong and what to do, in the words of whoever did it."""
    REFUSED.labels(error.code or "other").inc()
    problems = words.of(PROBLEMS)
    if error.code:
        return problems.say(error.code, **error.values)
    return problems.say("problem", text=clip(str(error), LONGEST_PROBLEM))


def is_first(interaction: Interaction) -> bool:
    """Whether an interaction is delivered for the first time; Discord may deliver it twice.

    Only this process is asked, as a reply within three seconds can't wait for the database: after a restart, Discord
    delivers no old ones.
    """
    return interaction.client.interactions_seen.add(interaction.id)


async def handle(interaction: Interaction, doing: str, work: Callable[[], Awaitable[None]]) -> None:
    """Carries out a button or a form once, and reports its errors; discord.py would swallow them."""
    try:
        with interaction.client.inflight.track():
            if is_first(interaction):
                await work()
    except Exception as error:  # noqa: BLE001  # whatever it is, the member is told
        await report(interaction, error, doing)
