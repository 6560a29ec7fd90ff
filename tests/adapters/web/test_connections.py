"""No connection ever goes to an address that isn't allowed, whatever a link, a name or a redirect says."""

import asyncio
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from unittest.mock import patch

import pytest
from aiohttp import ClientConnectorError, web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.web.connection import open_session
from bot.adapters.web.errors import LinkError
from bot.adapters.web.page import WebPages

PRIVATE = ["127.0.0.2", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.2", "64:ff9b::7f00:1"]
NOT_PUBLIC = "no site on the public internet"


@pytest.mark.parametrize("address", PRIVATE)
def test_names_of_private_addresses_are_refused(site: Any, address: str) -> None:
    """A name that leads into a network is refused, and the message keeps the address to itself."""
    site.names.answers["site.example"] = [[address]]
    with pytest.raises(LinkError, match=NOT_PUBLIC) as caught:
        site.get()
    assert address not in str(caught.value)
    assert not site.requests


def test_one_private_address_is_enough(site: Any) -> None:
    """A name with a public and a private address is refused altogether."""
    site.names.answers["site.example"] = [["127.0.0.1", "10.0.0.1"]]
    with pytest.raises(LinkError, match=NOT_PUBLIC):
        site.get()
    assert not site.requests


def test_unknown_names_read_like_private_ones(site: Any) -> None:
    """A name that doesn't exist gets the same words, so that nobody can learn the names inside a network."""
    site.names.answers |= {"inside.example": [["10.0.0.1"]], "nowhere.example": [[]]}
    messages = set()
    for name in ("inside", "nowhere"):
        with pytest.raises(LinkError, match=NOT_PUBLIC) as caught:
            site.get(f"http://{name}.example/")
        messages.add(str(caught.value))
    assert len(messages) == 1


def test_the_address_checked_is_the_address_used(site: Any) -> None:
    """A name that is public when checked and private a moment later is looked up once, and the check holds."""
    site.names.answers["site.example"] = [["127.0.0.1"], ["127.0.0.2"]]
    assert site.get().content == b"Kerr won."
    assert site.names.asked["site.example"] == 1


def test_a_name_is_checked_again_after_a_redirect(site: Any) -> None:
    """A site that sends on to itself under a new address is refused there."""
    site.names.answers["site.example"] = [["127.0.0.1"], ["127.0.0.2"]]

    async def send_on(_request: web.Request) -> web.Response:
        raise web.HTTPFound("/again")

    with pytest.raises(LinkError, match=NOT_PUBLIC):
        site.fetch(send_on)
    assert len(site.requests) == 1


def test_the_socket_is_the_last_gate(names: Any) -> None:
    """Where nothing else was checked, no socket is made for an address that isn't allowed."""

    async def connect() -> None:
        async with open_session(names(), lambda _address: False) as session:
            await session.get("http://127.0.0.1:9/")

    with (
        patch("asyncio.selector_events.BaseSelectorEventLoop.sock_connect", side_effect=AssertionError),
        pytest.raises(ClientConnectorError),
    ):
        asyncio.run(connect())


def _is_global(address: str) -> bool:
    ip = ip_address(address)
    return (getattr(ip, "ipv4_mapped", None) or ip).is_global


def _as_host(address: str) -> str:
    return f"[{address}]" if ":" in address else address


addresses = st.one_of(
    st.integers(0, 2**32 - 1).map(lambda number: str(IPv4Address(number))),
    st.integers(0, 2**128 - 1).map(lambda number: str(IPv6Address(number))),
    st.integers(0, 2**32 - 1).map(lambda number: f"::ffff:{IPv4Address(number)}"),
    st.sampled_from([*PRIVATE, "1.1.1.1", "2606:4700::1111"]),
)
hosts = st.one_of(
    addresses.map(_as_host),
    st.integers(0, 2**32 - 1).map(str),
    st.integers(0, 2**32 - 1).map(hex),
    st.integers(0, 255).map(lambda number: f"0x7f.{number:o}"),
    st.sampled_from(["site.example", "localhost", "１２７.0.0.1", "127。0。0。1", "127.1", "%31%32%37.0.0.1"]),
)


@settings(max_examples=150)
@given(st.lists(hosts, min_size=1, max_size=3), st.lists(st.lists(addresses, max_size=3), min_size=1, max_size=2))
def test_no_connection_leaves_the_public_internet(
    names: Any, path: Sequence[str], answers: Sequence[Sequence[str]]
) -> None:
    """Whatever the link's host and whatever the look-ups answer, only public addresses are connected to."""
    reached: list[str] = []

    async def refuse(_loop: object, _socket: object, address: tuple[str, int]) -> None:
        reached.append(address[0])
        raise ConnectionRefusedError

    async def fetch() -> None:
        pages = WebPages(lookup=names({"site.example": answers}))
        for host in path:
            with pytest.raises(LinkError):
                await pages.fetch(f"http://{host}/")

    with patch("asyncio.selector_events.BaseSelectorEventLoop.sock_connect", refuse):
        asyncio.run(fetch())
    assert all(_is_global(address) for address in reached)
