"""The demo's first page: which room to enter, and what to try there. It is served on this machine only."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import simcord
from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from bot.domain.errors import UserError
from bot.frontends.demo.wire import Wire
from bot.frontends.demo.world import SERVER, Room, World

HOST = "127.0.0.1"
_WIRE = "wire"
_OPENING = 3.0
"""Seconds in which a page that is opened has measured its window."""
_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
_HEADERS = {
    "Cache-Control": "no-store",
    # A room is on a port of its own, to which its form is led on.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "form-action 'self' http://127.0.0.1:*",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class RoomPreview:
    """Shows one room at a time, because SimCord's preview does."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open = AsyncExitStack()
        self._shown: simcord.Preview | None = None
        self._opened = 0.0

    async def enter(self, room: Room) -> str:
        """Closes the room that is open and opens another; the address at which it is shown."""
        await self.close()
        preview = self._world.env.preview(room.channel, viewers=room.viewers, layout="channel")
        self._shown = await self._open.enter_async_context(preview)
        self._opened = time.monotonic()
        return preview.url

    async def close(self) -> None:
        """Closes the room that is open."""
        self._shown = None
        await self._open.aclose()

    def is_opening(self) -> bool:
        """Whether a room was opened a moment ago: its page measures its window then, which nothing may come between."""
        return time.monotonic() - self._opened < _OPENING

    async def refresh(self) -> None:
        """Shows what the bot said by itself, for which nobody there asked."""
        if self._shown:
            await self._shown.refresh()


@asynccontextmanager
async def lobby(world: World, preview: RoomPreview, wire: Wire | None, port: int) -> AsyncIterator[str]:
    """Serves the page, and those of the wire's articles; the address it has. With ``port`` 0 any free port is taken."""
    app = web.Application(middlewares=[_only_here])
    app.add_routes([web.get("/", _page(world)), web.post("/rooms/{key}", _entry(world, preview))])
    if wire:
        app.add_routes([web.get(f"/{_WIRE}/{{article_id}}", _article(wire))])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port)
        try:
            await site.start()
        except OSError as error:
            message = f"port {port} can't be used ({error.strerror}): name another with --port, or leave that out"
            raise UserError(message) from error
        address = f"http://{HOST}:{runner.addresses[0][1]}/"
        if wire:
            wire.pages = f"{address}{_WIRE}/"
        yield address
    finally:
        await preview.close()
        await runner.cleanup()


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def _only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what another site makes a browser ask for: under a name of its own, or by a form of its own."""
    transport = request.transport.get_extra_info("sockname") if request.transport else None
    here = {f"{name}:{transport[1]}" for name in (HOST, "localhost")} if transport else set()
    origin = request.headers.get("Origin", "null")
    if request.host not in here or origin not in {"null", *(f"http://{name}" for name in here)}:
        raise web.HTTPForbidden(text="This page is for this machine only.")
    return await handler(request)


def _page(world: World) -> Handler:
    text = _TEMPLATES.get_template("lobby.html.j2").render(server=SERVER, rooms=world.rooms)

    async def page(_: web.Request) -> web.StreamResponse:
        return _html(text)

    return page


def _article(wire: Wire) -> Handler:
    async def article(request: web.Request) -> web.StreamResponse:
        found = wire.article(request.match_info["article_id"])
        if found is None:
            raise web.HTTPNotFound(text="No such article has arrived.")
        return _html(_TEMPLATES.get_template("article.html.j2").render(article=found))

    return article


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)


def _entry(world: World, preview: RoomPreview) -> Handler:
    async def enter(request: web.Request) -> web.StreamResponse:
        room = next((room for room in world.rooms if room.key == request.match_info["key"]), None)
        if room is None:
            raise web.HTTPNotFound(text="There is no such room.")
        try:
            url = await preview.enter(room)
        except simcord.SetupError as error:
            raise web.HTTPConflict(text="The bot is busy; go back and try again.") from error
        raise web.HTTPSeeOther(url)

    return enter
