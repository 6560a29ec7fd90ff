"""Runs the demo until it is told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable

from bot.frontends.demo.lobby import lobby
from bot.frontends.demo.world import World, simulate
from bot.frontends.discord.client import PressboxClient


async def serve_demo(
    client: PressboxClient, prepare: Callable[[World], Awaitable[World]], port: int, announce: Callable[[str], None]
) -> None:
    """Shows the client's bot in the browser until SIGINT or SIGTERM; ``announce`` is told the page's address.

    Before that, ``prepare`` is told of the simulated Discord.
    """
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has none; Ctrl-C interrupts there
            asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with simulate(client) as outset:
        world = await prepare(outset)
        async with lobby(world, port) as address:
            await world.show_around(address)
            keeping_time = asyncio.create_task(world.keep_time())
            announce(address)
            await told.wait()
            keeping_time.cancel()
