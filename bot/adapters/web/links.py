"""Which links may be followed, judged by their words alone, before anything is looked up."""

from ipaddress import AddressValueError, IPv4Address

from yarl import URL

from bot.adapters.web.errors import RefusedLinkError

_SCHEMES = frozenset({"http", "https"})
_PORTS = frozenset({80, 443})


def check_link(link: str) -> URL:
    """The link as an address to fetch, without its fragment; a `RefusedLinkError` where it is no plain web address."""
    try:
        url = URL(link.strip())
        port = url.port
    except ValueError:
        raise RefusedLinkError("that is no link: copy it from the address bar of the browser", "no_link") from None
    if url.scheme not in _SCHEMES:
        problem = "only links that begin with https:// or http:// can be read: copy the page's address"
        raise RefusedLinkError(problem, "link_scheme")
    if not url.raw_host:
        raise RefusedLinkError("the link has no site in it: copy it from the address bar of the browser", "no_link")
    if "@" in link.split("://", 1)[-1].split("/", 1)[0] or url.user or url.password:
        raise RefusedLinkError("the link has a user name or password in it: give the link without it", "link_password")
    if port not in _PORTS:
        problem = "the link names a port of its own, and only web pages on the usual ones can be read"
        raise RefusedLinkError(problem, "link_port")
    if _is_disguised_number(url.raw_host):
        raise RefusedLinkError("the link has a number in place of a site: give the site's name", "link_number")
    return url.with_fragment(None)


def _is_disguised_number(host: str) -> bool:
    """Whether it is an IPv4 address in another form than four decimals, such as 0x7f.1, 017700000001 or 127.1."""
    last = host.rstrip(".").rpartition(".")[2].lower()
    if ":" in host or not (last.isdigit() or last.startswith("0x")):
        return False
    try:
        IPv4Address(host)
    except AddressValueError:
        return True
    return False
