"""Runs the client until it is told to stop."""

import asyncio
import contextlib
import logging
import signal

import aiohttp
import discord

from bot.domain.errors import UserError
from bot.frontends.discord.client import PressboxClient

_log = logging.getLogger(__name__)


async def serve(client: PressboxClient, token: str) -> None:
    """Connects and stays connected; SIGTERM and SIGINT finish what is being answered, and then disconnect.

    Raises:
        UserError: when Discord can't be reached, or refuses the token or an intent; the message says what to do.
    """
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has none; Ctrl-C interrupts there
            asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with client:
        connected = asyncio.create_task(_connected(client, token))
        stopping = asyncio.create_task(told.wait())
        await asyncio.wait({connected, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not told.is_set():
            await connected
            return
        _log.info("stopping")
        await client.stop()
        # Closing ends a connection; a login that is still under way has to be ended, too.
        connected.cancel()
        await asyncio.wait({connected})
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
    except (aiohttp.ClientConnectionError, TimeoutError, discord.DiscordServerError) as error:
        # Once connected, discord.py tries again by itself; this is the login.
        raise UserError(
            f"Discord can't be reached ({error}); see whether this machine is online and https://discordstatus.com "
            "says nothing, then run again"
        ) from error
