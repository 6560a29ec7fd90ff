"""The sign that the bot is typing, shown beside the work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord

from bot.frontends.discord.incidents import UNSENT

_LONGEST = 15 * 60.0
"""Seconds after which nobody waits for an answer any more."""


@asynccontextmanager
async def typing_sign(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Shows the sign while the block runs; the block neither waits for it nor fails when it can't be shown."""
    sign = asyncio.create_task(_shown(channel))
    try:
        yield
    finally:
        sign.cancel()


async def _shown(channel: discord.abc.Messageable) -> None:
    with suppress(*UNSENT):
        async with channel.typing():
            await asyncio.sleep(_LONGEST)
