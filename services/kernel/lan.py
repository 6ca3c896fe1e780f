"""The clinic's own network: which addresses lie in it, and which never count as its own.

RFC 1918, RFC 4193, and RFC 6598 where a clinic numbers its network by the carriers' shared range, which it has to say.
"""

from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

METADATA: Final = frozenset(
    ip_address(text)
    for text in (
        "169.254.169.254",  # Amazon, Azure, Google, Oracle, OpenStack and others
        "169.254.170.2",  # Amazon's containers
        "169.254.170.23",
        "169.254.42.42",  # Scaleway
        "169.254.0.23",  # Tencent
        "100.100.100.200",  # Alibaba
        "168.63.129.16",  # Azure's own agent, of a public range
        "192.0.0.192",  # Oracle, formerly
        "fd00:ec2::254",  # Amazon
        "fd00:ec2::23",
        "fd20:ce::254",  # Google
        "fd00:42::42",  # Scaleway
    )
)
"""Where clouds give machines their credentials: nobody's business, whatever network they lie in."""

PRIVATE: Final = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
SHARED: Final = "100.64.0.0/10"
_MAY_BE_LAN: Final = tuple(map(ip_network, (*PRIVATE, SHARED)))


@dataclass(frozen=True, slots=True)
class Lan:
    """The clinic's ranges; by default all that are private."""

    ranges: tuple[IPNetwork, ...] = field(default=tuple(map(ip_network, PRIVATE)))

    def __contains__(self, address: IPAddress) -> bool:
        """Tell whether an address lies in the clinic's network; a link's name behind an IPv6 address is nothing."""
        bare = IPv6Address(int(address)) if isinstance(address, IPv6Address) else address
        return bare not in METADATA and any(bare in each for each in self.ranges if each.version == bare.version)


def lan_range(text: str) -> IPNetwork:
    """Read a range of a clinic's network, such as 10.20.0.0/16.

    Raises:
        ValueError: it is none, reaches beyond the private and shared ranges, or is a cloud's metadata address.
    """
    try:
        network = ip_network(text)
    except ValueError:
        msg = f"{text} is no range of addresses; write it as 10.20.0.0/16, with zeros behind its length"
        raise ValueError(msg) from None
    if not any(_within(network, each) for each in _MAY_BE_LAN):
        msg = f"{text} reaches beyond the private ranges ({', '.join((*PRIVATE, SHARED))}); a public one is no LAN"
        raise ValueError(msg)
    if network.num_addresses == 1 and network.network_address in METADATA:
        msg = f"{text} is where a cloud gives machines their credentials; it is never the clinic's"
        raise ValueError(msg)
    return network


def _within(inner: IPNetwork, outer: IPNetwork) -> bool:
    if isinstance(inner, IPv4Network):
        return isinstance(outer, IPv4Network) and inner.subnet_of(outer)
    return isinstance(outer, IPv6Network) and inner.subnet_of(outer)
