"""A link is judged by its words before anything is looked up."""

import pytest

from bot.adapters.web.errors import LinkError
from bot.adapters.web.links import check_link


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (" https://site.example/a?b=1#c\n", "https://site.example/a?b=1"),
        ("HTTP://Site.Example/", "http://site.example/"),
        ("http://site.example:80/", "http://site.example/"),
        ("https://münchen.example/ö", "https://xn--mnchen-3ya.example/%C3%B6"),
        ("https://1.1.1.1/", "https://1.1.1.1/"),
        ("https://site.example/@user", "https://site.example/@user"),
    ],
)
def test_web_addresses_are_taken(link: str, url: str) -> None:
    """Plain web addresses are taken, space around them and fragments are left out."""
    assert str(check_link(link)) == url


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "begin with https"),
        ("site.example/a", "begin with https"),
        ("//site.example", "begin with https"),
        ("file:///etc/passwd", "begin with https"),
        ("javascript:alert(1)", "begin with https"),
        ("http:///a", "no site"),
        ("http://[", "no link"),
        ("http://site.example:99999/", "no link"),
        ("http://site.example\\@127.0.0.1/", "no link"),
        ("https://user:pass@site.example/", "user name or password"),
        ("https://user@site.example/", "user name or password"),
        ("https://:@site.example/", "user name or password"),
        ("https://site.example@127.0.0.1/", "user name or password"),
        ("http://site.example:22/", "port"),
        ("http://site.example:0/", "port"),
        ("https://[::1]:6379/", "port"),
    ],
)
def test_other_links_are_refused(link: str, reason: str) -> None:
    """Other schemes, passwords and ports of their own are refused, each with its reason."""
    with pytest.raises(LinkError, match=reason):
        check_link(link)
