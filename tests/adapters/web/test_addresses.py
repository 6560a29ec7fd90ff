"""Only addresses of the public internet count as public."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.web.addresses import is_public

SPECIAL_IPV4 = [
    IPv4Network(network)
    for network in """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4
    240.0.0.0/4""".split()
]


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses(address: str) -> None:
    """Ordinary addresses are public, those of an IPv4 site reached over IPv6 included."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.100.100.200 168.63.129.16 192.0.0.192
    198.18.0.1 203.0.113.9 224.0.0.251 255.255.255.255 240.0.0.1 192.88.99.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1
    fd00:ec2::254 ff02::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::127.0.0.1
    64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 2002:7f00:1:: 2002:808:808::1 2001::1 2001:db8::1 3fff::1 100::1 5f00::1
    fec0::1 2606:4700::1111%1 localhost 1.1.1 0x1010101 01.1.1.1 1.1.1.1/32""".split(),
)
def test_other_addresses(address: str) -> None:
    """Loopback, private, link-local, shared, reserved and group addresses aren't public, nor what wraps one."""
    assert not is_public(address)


@given(st.sampled_from(SPECIAL_IPV4), st.integers(0, 2**32 - 1))
def test_no_special_range_is_public(network: IPv4Network, offset: int) -> None:
    """No IPv4 address with a special purpose is public, plain or wrapped in IPv6 in any of the known ways."""
    special = network[offset % network.num_addresses]
    number = int(special)
    wrapped = [number, 0xFFFF << 32 | number, (0x64FF9B << 96) | number]
    tunnelled = [0x2002 << 112 | number << 80, 0x20010000 << 96 | (number ^ 0xFFFFFFFF)]
    assert not is_public(str(special))
    assert not any(is_public(str(IPv6Address(address))) for address in wrapped + tunnelled)


@given(st.integers(0, 2**128 - 1))
def test_ipv6_outside_global_unicast_is_not_public(number: int) -> None:
    """Outside 2000::/3 nothing is public unless it stands for an IPv4 address."""
    address = IPv6Address(number)
    outside = address not in IPv6Network("2000::/3") and number >> 32 not in (0xFFFF, 0x64FF9B << 64)
    assert not (outside and is_public(str(address)))


@given(st.integers(0, 2**32 - 1))
def test_ipv4_reads_the_same_wrapped(number: int) -> None:
    """An IPv4 address is judged alike plain, mapped and behind NAT64."""
    plain = is_public(str(IPv4Address(number)))
    assert is_public(str(IPv6Address(0xFFFF << 32 | number))) == plain
    assert is_public(str(IPv6Address((0x64FF9B << 96) | number))) == plain
