"""Which links may be followed, judged by their words alone, before anything is looked up."""

from yarl import URL

from bot.adapters.web.errors import LinkError

_SCHEMES = frozenset({"http", "https"})
_PORTS = frozenset({80, 443})


def check_link(link: str) -> URL:
    """The link as an address to fetch, without its fragment; a `LinkError` where it is no plain web address."""
    try:
        url = URL(link.strip())
        port = url.port
    except ValueError:
        raise LinkError("that is no link: copy it from the address bar of the browser", "no_link") from None
    if url.scheme not in _SCHEMES:
        problem = "only links that begin with https:// or http:// can be read: copy the page's address"
        raise LinkError(problem, "link_scheme")
    if not url.raw_host:
        raise LinkError("the link has no site in it: copy it from the address bar of the browser", "no_link")
    if "@" in link.split("://", 1)[-1].split("/", 1)[0] or url.user or url.password:
        raise LinkError("the link has a user name or password in it: give the link without it", "link_password")
    if port not in _PORTS:
        problem = "the link names a port of its own, and only web pages on the usual ones can be read"
        raise LinkError(problem, "link_port")
    return url.with_fragment(None)
