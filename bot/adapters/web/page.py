"""Fetches what is behind a link, checked at every step, limited in time, bytes and redirects."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.adapters.web.addresses import is_public
from bot.adapters.web.connection import AddressRule, open_session
from bot.adapters.web.errors import AddressRefusedError, LinkError
from bot.adapters.web.links import check_link
from bot.adapters.web.robots import headers_refuse

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_OK = 200
_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_INSTEAD = "paste the article's text instead"
_STATUSES = {
    401: "the page wants a login",
    402: "the page wants to be paid for",
    403: "the site doesn't let this bot read the page",
    404: "there is no page at that link",
    410: "the page was taken down",
    429: "the site gets too many requests at the moment",
    451: "the page is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page may take: bytes after decompression, seconds in all, and redirects."""

    size: int = 5 * 1024 * 1024
    seconds: float = 10.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as it came: where it was found in the end, its media type, the charset its header names, its bytes."""

    url: str
    media_type: str
    charset: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Download:
    """An answer of any kind: where it was found in the end, the status, the headers by lower-case name, its bytes.

    ``moved_to`` is where the site says that it has moved for good, if it does.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    charset: str | None
    content: bytes
    moved_to: str | None = None


_Read = TypeVar("_Read")
_Reading = Callable[[aiohttp.ClientResponse, URL | None], Awaitable[_Read]]
"""Makes something of a response; it is told where the link has moved for good."""


class WebPages:
    """The public web, one page at a time.

    Args:
        allowed: which addresses may be connected to.
        lookup: finds the addresses of names; the system's own when none is given.
        limits: how much one page may take.
    """

    def __init__(
        self,
        allowed: AddressRule = is_public,
        lookup: AbstractResolver | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._allowed = allowed
        self._lookup = lookup
        self._limits = limits or Limits()

    async def fetch(self, link: str) -> WebPage:
        """The page behind ``link``.

        Raises:
            LinkError: when there is none, or none that may be used; the message is fit to be shown.
        """
        return await self._get(link, {}, self._read_page)

    async def download(self, link: str, headers: Mapping[str, str]) -> Download:
        """Whatever is behind ``link``, an error's page or nothing new included, asked for with ``headers``.

        Raises:
            LinkError: when nothing can be had; the message is fit to be shown.
        """
        return await self._get(link, headers, self._read_any)

    async def _get(self, link: str, headers: Mapping[str, str], read: _Reading[_Read]) -> _Read:
        try:
            async with (
                asyncio.timeout(self._limits.seconds),
                open_session(self._lookup or aiohttp.ThreadedResolver(), self._allowed) as session,
            ):
                return await self._follow(session, check_link(link), headers, read)
        except TimeoutError as error:
            problem = f"the page took longer than {self._limits.seconds:g} seconds: try again later, or {_INSTEAD}"
            raise LinkError(problem, "page_slow", seconds=self._limits.seconds) from error
        # ValueError is what aiohttp raises for some broken answers and addresses.
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _explain(error) from error

    async def _follow(
        self, session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], read: _Reading[_Read]
    ) -> _Read:
        moved, for_good = None, True
        for _ in range(self._limits.redirects + 1):
            async with session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await read(response, moved)
                url = _next_link(url, response)
                for_good = for_good and response.status in _FOR_GOOD
                moved = url if for_good else moved
        problem = f"the link sends on from page to page, more than {self._limits.redirects} times"
        raise LinkError(f"{problem}: give the address the page has in the end", "link_sends_on")

    async def _read_page(self, response: aiohttp.ClientResponse, moved: URL | None) -> WebPage:
        del moved
        if response.status != _OK:
            said = _STATUSES.get(response.status, f"the site answered with an error ({response.status})")
            problem = f"{said}: open the link in a browser to check it, or {_INSTEAD}"
            raise LinkError(problem, "page_status", status=response.status)
        media_type = _usable_type(response)
        return WebPage(str(response.url), media_type, response.charset, await self._content(response))

    async def _read_any(self, response: aiohttp.ClientResponse, moved: URL | None) -> Download:
        _check_encoding(response)
        headers = {name.lower(): value for name, value in response.headers.items()}
        content = await self._content(response)
        return Download(
            str(response.url), response.status, headers, response.charset, content, str(moved) if moved else None
        )

    async def _content(self, response: aiohttp.ClientResponse) -> bytes:
        content = bytearray()
        async for chunk in response.content.iter_any():
            content += chunk
            if len(content) > self._limits.size:
                most = self._limits.size / 1024 / 1024
                problem = f"the page is larger than {most:g} MiB: {_INSTEAD}"
                raise LinkError(problem, "page_too_large", most=most)
        return bytes(content)


def _next_link(url: URL, response: aiohttp.ClientResponse) -> URL:
    target = response.headers.get("Location")
    if not target:
        raise LinkError(f"the link sends on to nowhere: {_INSTEAD}", "link_astray")
    try:
        joined = str(url.join(URL(target)))
    except ValueError:
        joined = target
    try:
        return check_link(joined)
    except LinkError as error:
        problem = f"the link sends on to a place that can't be read: {_INSTEAD}"
        raise LinkError(problem, "link_astray") from error


def _usable_type(response: aiohttp.ClientResponse) -> str:
    if "Content-Type" not in response.headers:
        raise LinkError(f"the site doesn't say what kind of file that is: {_INSTEAD}", "page_kind", kind="")
    if response.content_type not in _TYPES:
        kind = response.content_type[:60]
        problem = f"that is no web page and no text, but {kind}: give a page, or {_INSTEAD}"
        raise LinkError(problem, "page_kind", kind=kind)
    _check_encoding(response)
    if headers_refuse(response.headers.getall("X-Robots-Tag", ())):
        raise noindex_error()
    return response.content_type


def _check_encoding(response: aiohttp.ClientResponse) -> None:
    if response.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise LinkError(f"the page is packed in a way that can't be read: {_INSTEAD}", "page_packed")


def noindex_error() -> LinkError:
    """What is wrong with a page whose headers or words refuse robots."""
    problem = "the site asks that this page isn't indexed, and that is respected: choose another source"
    return LinkError(problem, "page_unindexed")


def _explain(error: Exception) -> LinkError:
    """The error in words; a name that can't be found reads the same as one inside a network, so neither is told."""
    refused = isinstance(getattr(error, "os_error", error), AddressRefusedError)
    if refused or isinstance(error, (aiohttp.ClientConnectorDNSError, aiohttp.InvalidURL)):
        problem = f"the link leads to no site on the public internet: check its spelling, or {_INSTEAD}"
        return LinkError(problem, "link_nowhere")
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        problem = f"the site can't prove that it is what it says (certificate): {_INSTEAD}"
        return LinkError(problem, "page_certificate")
    problem = f"the site doesn't answer as it should: try again later, or {_INSTEAD}"
    return LinkError(problem, "page_fails")
