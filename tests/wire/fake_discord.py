"""A Discord of our own on loopback: gateway and REST, for the unmodified discord.py client to talk to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from tests.wire import world
from tests.wire.gateway import Gateway
from tests.wire.rest import LOADING, Rest, Trouble
from tests.wire.world import Data

PATIENCE = 10.0
"""How many seconds a test waits for something that doesn't come."""


class FakeDiscord:
    """What a test sees and does: members write and click, and answers appear."""

    def __init__(self) -> None:
        self.gateway = Gateway()
        self.rest = Rest(self._announce)
        self.api = ""
        self._news = asyncio.Condition()

    async def _announce(self, event: str, data: Data) -> None:
        await self.gateway.dispatch(event, data)

    async def _request(self, request: web.Request) -> web.Response:
        try:
            return await self.rest.handle(request)
        finally:
            async with self._news:
                self._news.notify_all()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["FakeDiscord"]:
        """Serves on a free port of loopback until left."""
        application = web.Application()
        application.router.add_get("/gateway/", self.gateway.handle)
        application.router.add_route("*", "/api/v10/{path:.*}", self._request)
        runner = web.AppRunner(application, shutdown_timeout=0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.api = f"http://{host}:{port}/api/v10"
        self.gateway.url = self.rest.gateway_url = f"ws://{host}:{port}/gateway/"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def says(self, content: str, by: int = world.ANN) -> Data:
        """A member writes into the channel."""
        written = world.message(by, content)
        await self.gateway.dispatch("MESSAGE_CREATE", written)
        return written

    async def says_directly(self, content: str, by: int = world.ANN) -> Data:
        """A member writes to the bot."""
        written = world.message(by, content, guild_id=None)
        await self.gateway.dispatch("MESSAGE_CREATE", written)
        return written

    async def does(self, interaction: Data) -> Data:
        """A member uses a command, a button or a form."""
        await self.gateway.dispatch("INTERACTION_CREATE", interaction)
        return interaction

    def fails(self, where: str, status: int, *, times: int = 1, too_late: bool = False, code: int = 0) -> Trouble:
        """From now on the next ``times`` requests matching ``where`` (``POST /channels``) go wrong."""
        trouble = Trouble(where, status, times, too_late=too_late, code=code)
        self.rest.troubles.append(trouble)
        return trouble

    @property
    def answers(self) -> list[Data]:
        """The bot's messages that say something, oldest first."""
        return [each for each in self.rest.messages.values() if not each["flags"] & LOADING]

    async def until(self, true: Callable[[], bool]) -> None:
        """Waits until a request of the bot has made something true.

        Raises:
            TimeoutError: when that doesn't happen.
        """
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(true)

    async def answered(self, times: int = 1) -> Data:
        """Waits for the ``times``-th answer, and returns it."""
        await self.until(lambda: len(self.answers) >= times)
        return self.answers[times - 1]
