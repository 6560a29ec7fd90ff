"""Runs the demo until it is told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable

from bot.frontends.demo.lobby import lobby
from bot.frontends.demo.world import simulated
from bot.frontends.discord.client import PressboxClient


async def serve_demo(
    client: PressboxClient, answered: set[int], opening: Iterable[str], port: int, announce: Callable[[str], None]
) -> None:
    """Shows the client's bot in the browser until SIGINT or SIGTERM; ``announce`` is told the page's address.

    ``answered`` gets the channel where every message is answered, ``opening`` is what a member has asked there already.

    Raises:
        UserError: when the port is taken.
    """
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has none; Ctrl-C interrupts there
            asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with simulated(client, answered) as world, lobby(world, port) as address:
        await world.say(opening)
        announce(address)
        await told.wait()
