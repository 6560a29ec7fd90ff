"""What a site answers is taken only if it is text, of bearable size, in time, and meant to be used."""

import asyncio
import gzip
import tracemalloc
import zlib
from typing import Any

import pytest
from aiohttp import web

from bot.adapters.web.errors import LinkError
from bot.adapters.web.page import Limits, WebPage

BOMB = bytes(32 * 1024 * 1024)
HTML = {"Content-Type": "text/html"}


def saying(body: bytes, **headers: str) -> Any:
    """A site that answers with these bytes and headers."""
    sent = HTML | {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=body, headers=sent)

    return answer


def writing(raw: bytes) -> Any:
    """A site that writes ``raw`` past all HTTP and then says nothing more."""

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.write(raw)
        await asyncio.Event().wait()
        return web.Response()

    return answer


def test_a_page_comes_as_it_is(site: Any) -> None:
    """Address, media type, charset and bytes are told."""
    page = site.fetch(saying("Kéri".encode("cp1252"), Content_Type="text/html; charset=windows-1252"))
    assert page == WebPage("http://site.example/", "text/html", "windows-1252", b"K\xe9ri")


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"Kerr won.", mtime=0)),
        ("deflate", zlib.compress(b"Kerr won.")),
        ("deflate", zlib.compress(b"Kerr won.", wbits=-15)),
        ("identity", b"Kerr won."),
    ],
)
def test_packed_pages_are_unpacked(site: Any, encoding: str, packed: bytes) -> None:
    """Gzip and deflate, with its head or without, are unpacked."""
    assert site.fetch(saying(packed, Content_Encoding=encoding)).content == b"Kerr won."


@pytest.mark.parametrize(("encoding", "bomb"), [("gzip", gzip.compress(BOMB, 1)), ("deflate", zlib.compress(BOMB, 1))])
def test_a_bomb_is_stopped(site: Any, encoding: str, bomb: bytes) -> None:
    """A page that unpacks to far more than the limit is given up long before it is unpacked."""
    tracemalloc.start()
    try:
        with pytest.raises(LinkError, match="larger than"):
            site.fetch(saying(bomb, Content_Encoding=encoding))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < len(BOMB) / 8


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "x"])
def test_other_packings_are_refused(site: Any, encoding: str) -> None:
    """What isn't packed in one of the ways that were offered isn't unpacked."""
    with pytest.raises(LinkError, match=r"packed|as it should"):
        site.fetch(saying(b"\x1b\x08\x00x", Content_Encoding=encoding))


def test_broken_packing_is_told(site: Any) -> None:
    """A page that isn't packed as its header says is an error in words."""
    with pytest.raises(LinkError, match="as it should"):
        site.fetch(saying(b"Kerr won.", Content_Encoding="gzip"))


def test_an_endless_body_is_stopped(site: Any) -> None:
    """A page that never ends is given up at the limit."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HTML)
        await response.prepare(request)
        while True:
            await response.write(b"Kerr won. " * 500)

    with pytest.raises(LinkError, match=r"larger than 0\.0476837 MiB"):
        site.fetch(answer)


def test_the_limit_itself_is_allowed(site: Any) -> None:
    """A page of exactly the largest size is taken, one byte more isn't."""
    assert len(site.fetch(saying(b"x" * 50_000)).content) == 50_000
    with pytest.raises(LinkError, match="larger than"):
        site.fetch(saying(b"x" * 50_001))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nKerr",
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
)
def test_a_site_that_falls_silent_is_given_up(site: Any, raw: bytes) -> None:
    """Silence before, within or after the headers ends when the time is up."""
    with pytest.raises(LinkError, match=r"longer than 0\.1 seconds"):
        site.fetch(writing(raw), limits=Limits(seconds=0.1))


def test_a_slow_drip_is_given_up(site: Any) -> None:
    """A byte every moment doesn't win more time."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HTML)
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0)

    with pytest.raises(LinkError, match=r"longer than 0\.1 seconds"):
        site.fetch(answer, limits=Limits(size=10**9, seconds=0.1))


def test_the_time_holds_for_all_redirects_together(site: Any) -> None:
    """Many quick redirects and a silent page share one limit."""

    async def answer(request: web.Request) -> web.StreamResponse:
        step = int(request.path.strip("/") or 0)
        if step == 3:
            await asyncio.Event().wait()
        return web.Response(status=302, headers={"Location": f"/{step + 1}"})

    with pytest.raises(LinkError, match=r"longer than 0\.1 seconds"):
        site.fetch(answer, limits=Limits(seconds=0.1))


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 20_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: x\r\n" % number for number in range(500)) + b"\r\n",
        b"HTTP/1.1 " + b"2" * 20_000,
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x16\x03\x01\0\0",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_broken_answers_are_told(site: Any, raw: bytes) -> None:
    """Huge headers, too many of them and what is no HTTP are errors in words."""
    with pytest.raises(LinkError, match="as it should"):
        site.fetch(writing(raw))


@pytest.mark.parametrize(
    "media_type", ["image/png", "application/pdf", "application/json", "application/octet-stream", "text/css", "x"]
)
def test_other_files_are_refused(site: Any, media_type: str) -> None:
    """Only pages and plain text are taken."""
    with pytest.raises(LinkError, match="no web page and no text"):
        site.get(Content_Type=media_type)


def test_a_file_of_no_kind_is_refused(site: Any) -> None:
    """Without a content type nothing is assumed."""
    with pytest.raises(LinkError, match="doesn't say what kind"):
        site.fetch(writing(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nKerr"))


@pytest.mark.parametrize(
    ("status", "said"), [(401, "login"), (403, "doesn't let"), (404, "no page"), (500, "error \\(500\\)"), (204, "204")]
)
def test_errors_are_told(site: Any, status: int, said: str) -> None:
    """An answer that isn't the page says what it is, and to paste the text."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers=HTML)

    with pytest.raises(LinkError, match=f"{said}.*paste"):
        site.fetch(answer)


def test_nobody_listening_is_told(site: Any) -> None:
    """A site without encryption behind an https link, and one that isn't there, are errors in words."""
    with pytest.raises(LinkError, match=r"certificate|as it should"):
        site.get("https://site.example/")
