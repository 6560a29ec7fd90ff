"""Which addresses are part of the public internet; everything in doubt is not.

What `ipaddress` calls global differs between Python versions and leaves out what hides inside IPv6, so the ranges that
matter are written down here, after the IANA registries of special-purpose addresses (RFC 6890 and its successors).
"""

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # how a network without IPv4 reaches it; the last 32 bits are the address
_REFUSED_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them, which wraps an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps an IPv4 address
        "3fff::/20",  # documentation
    )
)
_REFUSED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "168.63.129.16/32",  # looks public, and is the cloud's own inside Azure
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # relays for 6to4
    )
)


def is_public(address: str) -> bool:
    """Whether ``address``, in digits, is one that anybody on the internet may connect to."""
    try:
        ip = ip_address(address)
    except (AddressValueError, ValueError):
        return False
    return _is_public_ipv4(ip) if isinstance(ip, IPv4Address) else _is_public_ipv6(ip)


def _is_public_ipv4(ip: IPv4Address) -> bool:
    special = not ip.is_global or ip.is_multicast or ip.is_reserved
    return not special and not any(ip in network for network in _REFUSED_IPV4)


def _is_public_ipv6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None:
        return False
    if ip.ipv4_mapped is not None:
        return _is_public_ipv4(ip.ipv4_mapped)
    if ip in _NAT64:
        return _is_public_ipv4(IPv4Address(ip.packed[-4:]))
    return ip in _GLOBAL_UNICAST and not any(ip in network for network in _REFUSED_IPV6)
