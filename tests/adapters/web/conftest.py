"""A hostile web on this machine: one site, found under every name, that answers as a test wants."""

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.adapters.web.addresses import is_public
from bot.adapters.web.page import Limits, WebPage, WebPages

LOOPBACK = "127.0.0.1"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_QUICK = Limits(size=50_000, seconds=5)


@dataclass
class Names(AbstractResolver):
    """Answers look-ups: each answer of a name once, its last one for ever; other names are this machine.

    Names lead to ``port`` in place of the port in the link, so that links need not have a port of their own.
    """

    answers: dict[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    port: int = 80
    asked: Counter[str] = field(default_factory=Counter)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The next answer for ``host``; none at all is an error, as it is for the system's own look-up."""
        del port, family
        answers = self.answers.get(host, [[LOOPBACK]])
        addresses = answers[min(self.asked[host], len(answers) - 1)]
        self.asked[host] += 1
        if not addresses:
            raise OSError(None, "no such name")
        return [_result(host, address, self.port) for address in addresses]

    async def close(self) -> None:
        """Nothing to let go of."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)


def public_or_loopback(address: str) -> bool:
    """The rule of these tests: the site on this machine counts as public."""
    return address == LOOPBACK or is_public(address)


@dataclass
class Web:
    """What is fetched from, and the requests that reached it."""

    names: Names = field(default_factory=Names)
    requests: list[web.BaseRequest] = field(default_factory=list)

    def fetch(self, handler: Handler, link: str = "http://site.example/", limits: Limits = _QUICK) -> WebPage:
        """The page behind ``link`` while ``handler`` answers every request."""

        async def remember(request: web.BaseRequest) -> web.StreamResponse:
            self.requests.append(request)
            return await handler(request)  # type: ignore[arg-type]  # a server without routes has base requests

        async def run() -> WebPage:
            runner = web.ServerRunner(web.Server(remember, handler_cancellation=True), shutdown_timeout=0.1)
            await runner.setup()
            try:
                await web.TCPSite(runner, LOOPBACK, 0).start()
                self.names.port = runner.addresses[0][1]
                return await WebPages(public_or_loopback, self.names, limits).fetch(link)
            finally:
                await runner.cleanup()

        return asyncio.run(run())

    def get(self, link: str = "http://site.example/", body: str = "Kerr won.", **headers: str) -> WebPage:
        """The page behind ``link`` when every request is answered with ``body``, as HTML unless ``headers`` differ."""
        sent = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}

        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(body=body.encode(), headers=sent)

        return self.fetch(answer, link)


@pytest.fixture(scope="session")
def names() -> type[Names]:
    """Look-ups that answer as they are told."""
    return Names


@pytest.fixture
def site() -> Web:
    """A web of one site."""
    return Web()
