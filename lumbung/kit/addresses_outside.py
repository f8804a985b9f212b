"""Which network addresses are somebody else's public ones, and which belong to the inside: private,
loopback, link-local, shared, reserved, multicast, and every IPv6 form that carries an IPv4 address.

The lists are the special-purpose registries of IANA (RFC 6890, 8190), kept here because Python's
`is_global` changed between patch releases. Plain Python: nothing here resolves or connects.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_INSIDE_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; a cloud's metadata at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's inner service at an otherwise public address
        "169.254.0.0/16",  # link-local, metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")  # all else is unassigned, mapped, translated or local
_INSIDE_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4 carries an IPv4 address
        "3fff::/20",
    )
)


def is_outside(address: Address) -> bool:
    """Whether `address` is a global unicast address that a stranger may have named to us."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _INSIDE_4)
    return (
        address.scope_id is None
        and address in _GLOBAL_6
        and not any(address in network for network in _INSIDE_6)
    )


def as_address(text: str) -> Address | None:
    """The address that `text` spells in the one canonical manner, or None."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def as_network(text: str) -> Network | None:
    try:
        return ip_network(text) if "/" in text else None
    except ValueError:
        return None


def is_numeric(host: str) -> bool:
    """Whether resolvers might read `host` as an IPv4 address (as the URL standard of WHATWG tells:
    by its last label), be it decimal, octal, hexadecimal or shortened."""
    last = host.rpartition(".")[2].lower()
    if last.isdigit():
        return True
    return last.startswith("0x") and all(letter in "0123456789abcdef" for letter in last[2:])
