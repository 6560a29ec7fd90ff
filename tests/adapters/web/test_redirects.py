"""Redirects are followed by hand, each checked like the first link."""

from typing import Any

import pytest
from aiohttp import web

from bot.adapters.web.errors import LinkError


def chain(*targets: str, status: int = 302) -> Any:
    """A site that sends on from each path /0, /1 … to the next target, and has a page after the last."""

    async def answer(request: web.Request) -> web.Response:
        step = int(request.path.strip("/") or 0)
        if step < len(targets):
            return web.Response(status=status, headers={"Location": targets[step]})
        return web.Response(text="Kerr won.")

    return answer


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Any, status: int) -> None:
    """Up to five redirects are followed, and the address told is the last one, without its fragment."""
    hops = ["/1", "2", "//other.example/3", "http://site.example/4", "/5#top"]
    page = site.fetch(chain(*hops, status=status))
    assert (page.url, page.content) == ("http://site.example/5", b"Kerr won.")


def test_a_sixth_redirect_is_refused(site: Any) -> None:
    """After five redirects it ends."""
    with pytest.raises(LinkError, match="more than 5 times"):
        site.fetch(chain(*(f"/{step}" for step in range(1, 7))))
    assert len(site.requests) == 6


def test_a_circle_ends(site: Any) -> None:
    """A page that sends on to itself ends like any other chain that is too long."""
    with pytest.raises(LinkError, match="more than 5 times"):
        site.fetch(chain("/0"))


@pytest.mark.parametrize(
    "target",
    """file:///etc/passwd ftp://site.example/ gopher://site.example/ javascript:alert(1) data:text/html,x
    http://127.0.0.2/ http://10.0.0.1/ http://[::1]/ http://169.254.169.254/latest/meta-data
    http://2130706433/ http://017700000001/ http://127.1/ http://site.example:8080/ http://a:b@site.example/
    http://[ //10.0.0.1/ http://0/ http://①②⑦.⓪.⓪.②/""".split(),
)
def test_redirects_to_forbidden_places_are_refused(site: Any, target: str) -> None:
    """Other schemes, private addresses in any notation, ports and passwords are refused after a redirect, too."""
    with pytest.raises(LinkError, match=r"sends on|public internet") as caught:
        site.fetch(chain(target))
    assert "10.0.0.1" not in str(caught.value)
    assert len(site.requests) == 1


def test_a_redirect_to_a_private_name_is_refused(site: Any) -> None:
    """The name a redirect leads to is looked up and checked."""
    site.names.answers["inside.example"] = [["10.0.0.1"]]
    with pytest.raises(LinkError, match="public internet"):
        site.fetch(chain("http://inside.example/1"))


def test_a_redirect_to_nowhere_is_told(site: Any) -> None:
    """A redirect without a target is an error."""
    with pytest.raises(LinkError, match="sends on to nowhere"):
        site.fetch(chain(""))


def test_no_cookie_is_sent_back(site: Any) -> None:
    """Cookies set on the way are not kept, and no request tells where it came from."""

    async def set_cookie(request: web.Request) -> web.Response:
        headers = {"Set-Cookie": "seen=1", "Location": "/1"}
        return web.Response(status=302 if request.path == "/" else 200, text="x", headers=headers)

    site.fetch(set_cookie)
    assert [sorted(request.headers) for request in site.requests] == [
        ["Accept", "Accept-Encoding", "Connection", "Host", "User-Agent"]
    ] * 2
    assert site.requests[0].headers["User-Agent"].startswith("PressboxBot ")


def test_the_environment_is_no_part_of_it(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy named in the environment isn't used."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert site.get().content == b"Kerr won."
