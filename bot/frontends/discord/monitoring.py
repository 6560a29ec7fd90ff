"""``/healthz`` and ``/metrics`` over HTTP, where a host switched them on."""

import math
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.domain.errors import UserError
from bot.frontends.discord.client import PressboxClient
from bot.frontends.discord.metrics import GATEWAY_SECONDS, IN_FLIGHT, PASSAGES, SERVERS

_CLIENT = web.AppKey("client", PressboxClient)
_UNAVAILABLE = 503


@asynccontextmanager
async def serve_endpoints(client: PressboxClient, address: tuple[str, int]) -> AsyncIterator[None]:
    """Serves both on ``address``, a host and a port, for as long as the block runs.

    Raises:
        UserError: when the address can't be used; the message says what to do.
    """
    _watch(client)
    application = web.Application()
    application[_CLIENT] = client
    application.router.add_get("/healthz", _health)
    application.router.add_get("/metrics", _metrics)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, *address).start()
    except OSError as error:
        problem = f"PRESSBOX_MONITORING can't be served ({error.strerror}): choose a free address, such as"
        raise UserError(f"{problem} 127.0.0.1:9464") from error
    else:
        yield
    finally:
        await runner.cleanup()


def _watch(client: PressboxClient) -> None:
    """Has the gauges read their values from the client when they are asked for."""
    GATEWAY_SECONDS.set_function(lambda: client.latency)
    IN_FLIGHT.set_function(lambda: client.inflight.count)
    SERVERS.set_function(lambda: len(client.guilds))
    PASSAGES.set_function(client.services.newsroom.library.count_passages)


async def _health(request: web.Request) -> web.Response:
    """200 while the bot is connected and its database can be read, otherwise 503; the parts are told apart."""
    client = request.app[_CLIENT]
    parts = {"gateway": _is_connected(client), "database": await _can_read(client)}
    return web.json_response(_report(parts), status=200 if all(parts.values()) else _UNAVAILABLE)


def _report(parts: Mapping[str, bool]) -> Mapping[str, str]:
    return {name: "ok" if is_well else "failing" for name, is_well in parts.items()}


def _is_connected(client: PressboxClient) -> bool:
    return client.is_ready() and not client.is_closed() and math.isfinite(client.latency)


async def _can_read(client: PressboxClient) -> bool:
    try:
        await client.services.facts.get("health")
    except Exception:  # noqa: BLE001  # whatever it is, the host is told
        return False
    return True


async def _metrics(_: web.Request) -> web.Response:
    return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
