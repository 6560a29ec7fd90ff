"""Runs the client until it is told to stop."""

import asyncio
import contextlib
import logging
import signal

import discord

from bot.domain.errors import UserError
from bot.frontends.discord.client import PressboxClient

_log = logging.getLogger(__name__)


async def serve(client: PressboxClient, token: str) -> None:
    """Connects and stays connected; SIGTERM and SIGINT finish what is being answered, and then disconnect.

    Raises:
        UserError: when Discord refuses the token or an intent; the message says what to do.
    """
    loop = asyncio.get_running_loop()
    stopping: set[asyncio.Task[None]] = set()

    def stop() -> None:
        if not stopping:
            _log.info("stopping")
            stopping.add(loop.create_task(client.stop()))

    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has none; Ctrl-C interrupts there
            loop.add_signal_handler(number, stop)
    async with client:
        await _connected(client, token)
    await asyncio.gather(*stopping)
    _log.info("stopped")


async def _connected(client: PressboxClient, token: str) -> None:
    try:
        await client.start(token)
    except discord.LoginFailure as error:
        raise UserError(
            "Discord refuses the DISCORD_TOKEN; it may have been reset. Get a new one in the Developer Portal "
            "→ your application → Bot → Reset Token"
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise UserError(
            "Discord refuses the message-content intent; switch it on in the Developer Portal → your application → "
            "Bot → Privileged Gateway Intents, or leave PRESSBOX_MESSAGE_CONTENT out"
        ) from error
