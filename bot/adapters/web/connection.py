"""HTTP connections that only ever go to an address that was checked.

A name is looked up once. Its addresses are checked, and aiohttp connects to those very addresses; nothing looks the
name up again in between. The last check stands where the socket is made, so that it holds for addresses written in
the link, too, however they are written.
"""

import socket
from collections.abc import Callable

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.adapters.web.errors import AddressRefusedError

AddressRule = Callable[[str], bool]
"""Whether an address, in digits, may be connected to."""

AGENT = "PressboxBot"
"""What this program calls itself to websites, and what their rules for robots may name."""

# (family, type, protocol, canonical name, address), as socket.getaddrinfo gives it
_AddressInfo = tuple[int, int, int, str, tuple[object, ...]]
_HEADERS = {
    "User-Agent": f"{AGENT} (reads a page when a moderator adds it)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}


class CheckedResolver(AbstractResolver):
    """Looks names up through ``lookup`` and hands out their addresses only if every one of them is allowed."""

    def __init__(self, lookup: AbstractResolver, allowed: AddressRule) -> None:
        self._lookup = lookup
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of ``host``."""
        found = await self._lookup.resolve(host, port, family)
        if not all(self._allowed(result["host"]) for result in found):
            raise AddressRefusedError
        return found

    async def close(self) -> None:
        """Lets go of the lookup."""
        await self._lookup.close()


def open_session(lookup: AbstractResolver, allowed: AddressRule) -> aiohttp.ClientSession:
    """A session without cookies, without the environment's proxy or passwords, and without a reused connection."""

    def checked_socket(info: _AddressInfo) -> socket.socket:
        if not allowed(str(info[4][0])):
            raise AddressRefusedError
        return socket.socket(info[0], info[1], info[2])

    connector = aiohttp.TCPConnector(
        resolver=CheckedResolver(lookup, allowed),
        use_dns_cache=False,
        force_close=True,
        socket_factory=checked_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        headers=_HEADERS,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # one limit holds for all steps together
    )
