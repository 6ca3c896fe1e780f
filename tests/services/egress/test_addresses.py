from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.egress.addresses import AddressClass, classes, refused
from services.egress.model import Location
from services.egress.ports import IPAddress
from services.kernel.lan import Lan, lan_range

SPECIAL = [
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/32",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
]
inside_special = st.sampled_from(SPECIAL).flatmap(lambda network: st.ip_addresses(network=network))
edges = st.sampled_from([network[index] for network in SPECIAL for index in (0, -1)])
anything = st.ip_addresses() | inside_special | edges


def allowed(address: IPAddress, location: Location = Location.INTERNET) -> bool:
    return not refused([address], location, Lan())


@given(anything)
@settings(max_examples=1000)
def test_what_we_call_public_pythons_registry_calls_global(address: IPAddress) -> None:
    if classes(address) == (AddressClass.PUBLIC,):
        assert address.is_global
        assert not any((address.is_multicast, address.is_reserved, address.is_loopback, address.is_link_local))
        if isinstance(address, IPv6Address):
            assert (address.ipv4_mapped, address.sixtofour, address.teredo) == (None, None, None)


@given(inside_special | edges)
@settings(max_examples=500)
def test_no_special_address_is_ever_allowed_on_the_internet(address: IPAddress) -> None:
    assert not allowed(address)


@given(st.ip_addresses(v=4))
@settings(max_examples=500)
def test_no_ordinary_global_ipv4_address_is_refused(address: IPv4Address) -> None:
    special = any(address.version == network.version and address in network for network in SPECIAL)
    if address.is_global and not special:
        assert allowed(address) or AddressClass.METADATA in classes(address)


@given(st.ip_addresses(network="2400::/12") | st.ip_addresses(network="2600::/12"))
def test_ordinary_ipv6_addresses_are_allowed_unless_they_tunnel(address: IPv6Address) -> None:
    assert allowed(address) or classes(address)[0] is AddressClass.ISATAP


def wrapped(inner: IPv4Address) -> dict[AddressClass, list[IPv6Address]]:
    """Return every IPv6 form that carries this IPv4 address."""
    low = int(inner)

    def at(prefix: str) -> IPv6Address:
        return IPv6Address(int(IPv6Address(prefix)) | low)

    return {
        AddressClass.MAPPED: [at("::ffff:0:0"), at("::ffff:0:0:0")],
        AddressClass.NAT64: [at("64:ff9b::"), at("64:ff9b:1::"), at("64:ff9b:1:beef::")],
        AddressClass.SIX_TO_FOUR: [IPv6Address(0x2002 << 112 | low << 80 | 1)],
        AddressClass.TEREDO: [IPv6Address(0x20010000 << 96 | low << 64 | 0xFFFFFFFF ^ int(IPv4Address("8.8.8.8")))],
        AddressClass.ISATAP: [at("2600:1:2:3:0:5efe::"), at("2600:1:2:3:200:5efe::")],
    }


@given(st.ip_addresses(v=4) | inside_special.filter(lambda address: isinstance(address, IPv4Address)))
@settings(max_examples=500)
def test_an_ipv4_address_inside_is_judged_by_its_own_class_too(inner: IPv4Address) -> None:
    for kind, forms in wrapped(inner).items():
        for form in forms:
            assert classes(form)[:2] == (kind, *classes(inner))
            assert not any(allowed(form, location) for location in Location)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.31.196.1", (AddressClass.PUBLIC,)),
        ("2606:4700::1111", (AddressClass.PUBLIC,)),
        ("10.1.2.3", (AddressClass.PRIVATE,)),
        ("172.31.255.255", (AddressClass.PRIVATE,)),
        ("172.32.0.0", (AddressClass.PUBLIC,)),
        ("fec0::1", (AddressClass.RESERVED,)),
        ("127.0.0.1", (AddressClass.LOOPBACK,)),
        ("::1", (AddressClass.LOOPBACK,)),
        ("169.254.1.1", (AddressClass.LINK_LOCAL,)),
        ("fe80::1%eth0", (AddressClass.LINK_LOCAL,)),
        ("169.254.169.254", (AddressClass.METADATA,)),
        ("168.63.129.16", (AddressClass.METADATA,)),
        ("100.100.100.200", (AddressClass.METADATA,)),
        ("fd00:ec2::254", (AddressClass.METADATA,)),
        ("fd00:ec2::254%eth0", (AddressClass.METADATA,)),
        ("::ffff:169.254.169.254", (AddressClass.MAPPED, AddressClass.METADATA)),
        ("::7f00:1", (AddressClass.MAPPED, AddressClass.LOOPBACK)),
        ("100.64.0.1", (AddressClass.CGNAT,)),
        ("100.128.0.0", (AddressClass.PUBLIC,)),
        ("224.0.0.251", (AddressClass.MULTICAST,)),
        ("ff02::1", (AddressClass.MULTICAST,)),
        ("0.1.2.3", (AddressClass.RESERVED,)),
        ("::", (AddressClass.RESERVED,)),
        ("255.255.255.255", (AddressClass.RESERVED,)),
        ("100::1", (AddressClass.RESERVED,)),
        ("5f00::1", (AddressClass.RESERVED,)),
        ("4000::1", (AddressClass.RESERVED,)),
        ("198.51.100.9", (AddressClass.DOCUMENTATION,)),
        ("3fff::1", (AddressClass.DOCUMENTATION,)),
        ("192.88.99.1", (AddressClass.SIX_TO_FOUR,)),
        ("fd12:3456::1", (AddressClass.UNIQUE_LOCAL,)),
    ],
)
def test_each_class_by_an_example(text: str, expected: tuple[AddressClass, ...]) -> None:
    assert classes(ip_address(text)) == expected


@given(anything)
@settings(max_examples=500)
def test_the_clinics_own_network_is_reached_only_by_entries_that_say_so(address: IPAddress) -> None:
    own = classes(address)
    assert allowed(address, Location.LAN) == (own in ((AddressClass.PRIVATE,), (AddressClass.UNIQUE_LOCAL,)))
    assert allowed(address, Location.LOOPBACK) == (own == (AddressClass.LOOPBACK,))
    assert sum(allowed(address, location) for location in Location) <= 1


def test_one_wrong_address_among_many_is_enough() -> None:
    answer = [ip_address("192.31.196.1"), ip_address("10.0.0.5"), ip_address("::ffff:127.0.0.1")]
    assert refused(answer[:1], Location.INTERNET, Lan()) == ()
    assert refused(answer, Location.INTERNET, Lan()) == (
        AddressClass.PRIVATE,
        AddressClass.MAPPED,
        AddressClass.LOOPBACK,
    )


def test_a_clinics_network_in_the_carriers_range_is_reached_where_it_is_named() -> None:
    lan = Lan((lan_range("100.64.0.0/10"),))
    assert refused([ip_address("100.64.9.5")], Location.LAN, lan) == ()
    assert refused([ip_address("100.64.9.5")], Location.LAN, Lan()) == (AddressClass.CGNAT,)
    assert refused([ip_address("100.64.9.5")], Location.INTERNET, lan) == (AddressClass.CGNAT,)
    assert refused([ip_address("100.100.100.200")], Location.LAN, lan) == (AddressClass.METADATA,)


def test_named_ranges_replace_the_default_ones() -> None:
    lan = Lan((lan_range("10.20.0.0/16"),))
    assert refused([ip_address("10.20.0.5")], Location.LAN, lan) == ()
    assert refused([ip_address("10.21.0.5"), ip_address("fd00::1")], Location.LAN, lan) == (
        AddressClass.PRIVATE,
        AddressClass.UNIQUE_LOCAL,
    )
