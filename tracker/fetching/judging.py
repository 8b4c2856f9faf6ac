"""Judging: which addresses of the network are public web servers, by IANA's special registries."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC_4 = tuple(
    IPv4Network(block)
    for block in (
        *("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.168.0.0/16"),
        "100.64.0.0/10",  # shared behind a provider (RFC 6598), used inside clouds
        "192.0.0.0/24",  # protocol assignments, among them halves of tunnels
        *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "198.18.0.0/15",  # benchmarks
        "168.63.129.16/32",  # answers only inside a cloud, whose machines it configures
        *("224.0.0.0/4", "240.0.0.0/4"),  # multicast, reserved, broadcast
    )
)
# All public unicast lies here; loopback, link-local, private, multicast and unspecified do not.
_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2002::/16",  # 6to4, which carries an IPv4 address and is given up (RFC 7526)
        *("2001:db8::/32", "3fff::/20"),  # documentation
    )
)
# What carries an IPv4 address to which it is translated on the way (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Whether this is the address of a machine that all the world may ask.

    Addresses that carry another (IPv4-mapped, NAT64) are judged by that other; tunnels (6to4,
    Teredo), which would be taken apart on this machine or in its network, are never public.

    Args:
        text: An IPv4 or IPv6 address in its usual spelling.

    Raises:
        ValueError: It is none.

    >>> is_public("193.99.144.80"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    address = ip_address(text)
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False
        carried = _carried(address)
        if carried is None:
            return address in _PUBLIC_6 and not any(address in block for block in _NOT_PUBLIC_6)
        address = carried
    return not any(address in block for block in _NOT_PUBLIC_4)


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped
