"""Classes of addresses, after IANA's special-purpose registries (RFC 6890); only the class `public` is the internet.

An address that carries an IPv4 address inside it belongs to the class of its wrapping and to that of what it carries.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Final

from services.egress.model import Location
from services.egress.ports import IPAddress
from services.kernel.lan import METADATA, Lan


class AddressClass(StrEnum):
    """What an address is for."""

    PUBLIC = "public"
    PRIVATE = "private"
    UNIQUE_LOCAL = "unique_local"
    LOOPBACK = "loopback"
    LINK_LOCAL = "link_local"
    METADATA = "metadata"
    CGNAT = "cgnat"
    MULTICAST = "multicast"
    RESERVED = "reserved"
    DOCUMENTATION = "documentation"
    MAPPED = "ipv4_mapped"
    NAT64 = "nat64"
    SIX_TO_FOUR = "6to4"
    TEREDO = "teredo"
    ISATAP = "isatap"


_CLASSES: Final[tuple[tuple[AddressClass, tuple[str, ...]], ...]] = (
    (AddressClass.LOOPBACK, ("127.0.0.0/8", "::1/128")),
    (AddressClass.PRIVATE, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
    (AddressClass.UNIQUE_LOCAL, ("fc00::/7",)),
    (AddressClass.LINK_LOCAL, ("169.254.0.0/16", "fe80::/10")),
    (AddressClass.CGNAT, ("100.64.0.0/10",)),
    (AddressClass.MULTICAST, ("224.0.0.0/4", "ff00::/8")),
    (AddressClass.DOCUMENTATION, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")),
    (AddressClass.MAPPED, ("::ffff:0:0/96", "::ffff:0:0:0/96")),
    (AddressClass.NAT64, ("64:ff9b::/96", "64:ff9b:1::/48")),
    (AddressClass.SIX_TO_FOUR, ("192.88.99.0/24", "2002::/16")),
    (AddressClass.TEREDO, ("2001::/32",)),
    (AddressClass.RESERVED, ("0.0.0.0/8", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4", "::/128", "2001::/23")),
    (AddressClass.RESERVED, ("fec0::/10",)),  # site-local, given up by RFC 3879
    (AddressClass.MAPPED, ("::/96",)),  # IPv4-compatible, RFC 4291 section 2.5.5.1
)
_NETWORKS: Final = tuple((kind, ip_network(text)) for kind, texts in _CLASSES for text in texts)

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})
_LOW_32: Final = 0xFFFF_FFFF

_ALLOWED: Final = {
    Location.INTERNET: frozenset({AddressClass.PUBLIC}),
    Location.LOOPBACK: frozenset({AddressClass.LOOPBACK}),
}


def classes(address: IPAddress) -> tuple[AddressClass, ...]:
    """Return the class of an address, and behind it the classes of the IPv4 addresses it carries."""
    own = _own_class(address)
    carried = () if isinstance(address, IPv4Address) else tuple(map(_own_class, _carried(address, own)))
    return (own, *carried)


def refused(addresses: Iterable[IPAddress], location: Location, lan: Lan) -> tuple[AddressClass, ...]:
    """Return the classes for which these addresses may not be reached; empty where every one may be.

    One address of a wrong class is enough: an honest answer of a name server holds none. In the clinic's own network an
    address is right by its range, not by its class.
    """
    if location is Location.LAN:
        return tuple(kind for address in addresses if address not in lan for kind in classes(address))
    allowed = _ALLOWED[location]
    return tuple(kind for address in addresses for kind in classes(address) if kind not in allowed)


def _own_class(address: IPAddress) -> AddressClass:
    bare = _without_zone(address)
    if bare in METADATA:
        return AddressClass.METADATA
    for kind, network in _NETWORKS:
        if _within(bare, network):
            return kind
    if isinstance(bare, IPv6Address):
        if bare not in _GLOBAL_UNICAST:
            return AddressClass.RESERVED
        if int(bare) >> 32 & _LOW_32 in _ISATAP:
            return AddressClass.ISATAP
    return AddressClass.PUBLIC


def _carried(address: IPv6Address, own: AddressClass) -> Iterator[IPv4Address]:
    number = int(address)
    if own is AddressClass.SIX_TO_FOUR:
        yield IPv4Address(number >> 80 & _LOW_32)
    elif own is AddressClass.TEREDO:
        yield IPv4Address(number >> 64 & _LOW_32)
        yield IPv4Address(~number & _LOW_32)
    elif own in (AddressClass.MAPPED, AddressClass.NAT64, AddressClass.ISATAP):
        yield IPv4Address(number & _LOW_32)


def _without_zone(address: IPAddress) -> IPAddress:
    return IPv6Address(int(address)) if isinstance(address, IPv6Address) else address


def _within(address: IPAddress, network: IPv4Network | IPv6Network) -> bool:
    return address.version == network.version and address in network
