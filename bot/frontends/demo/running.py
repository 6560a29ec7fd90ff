"""Runs the demo until it is told to stop."""

import asyncio
import contextlib
import signal
from collections.abc import Callable

from bot.feeds.ports import FeedStore
from bot.frontends.demo.lobby import RoomPreview, lobby
from bot.frontends.demo.opening import open_server
from bot.frontends.demo.wire import Wire
from bot.frontends.demo.world import simulate
from bot.frontends.discord.client import PressboxClient


async def serve_demo(
    client: PressboxClient, wire: Wire | None, feeds: FeedStore, port: int, announce: Callable[[str], None]
) -> None:
    """Shows the client's bot in the browser until SIGINT or SIGTERM; ``announce`` is told the page's address.

    Articles arrive on the ``wire`` meanwhile, whose feed is one of ``feeds``.
    """
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has none; Ctrl-C interrupts there
            asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with simulate(client) as outset:
        world = await open_server(outset, client.services, wire)
        preview = RoomPreview(world)
        async with lobby(world, preview, wire, port) as address:
            await world.show_around(address)
            async with asyncio.TaskGroup() as group:
                going_on = [group.create_task(world.keep_time(preview.refresh, preview.is_opening))]
                if wire:
                    going_on.append(group.create_task(wire.deliver(feeds, world.moderator.own_server())))
                announce(address)
                await told.wait()
                for task in going_on:
                    task.cancel()
