from ipaddress import ip_address, ip_network

import pytest

from services.kernel.lan import METADATA, Lan, lan_range


@pytest.mark.parametrize("text", ["10.0.0.5", "172.31.255.255", "192.168.1.1", "fd12::7", "fd12::7%eth0"])
def test_private_addresses_are_the_clinics_by_default(text: str) -> None:
    assert ip_address(text) in Lan()


@pytest.mark.parametrize(
    "text", ["100.64.0.1", "172.32.0.1", "8.8.8.8", "127.0.0.1", "169.254.1.1", "::ffff:10.0.0.5", "fec0::1", "fe80::1"]
)
def test_others_are_not(text: str) -> None:
    assert ip_address(text) not in Lan()


def test_a_clouds_metadata_is_nobodys_whatever_the_ranges_say() -> None:
    wide = Lan((ip_network("0.0.0.0/0"), ip_network("::/0")))
    assert ip_address("8.8.8.8") in wide
    assert not any(address in wide for address in METADATA)


@pytest.mark.parametrize("text", ["10.20.0.0/16", "100.64.0.0/10", "100.72.8.0/24", "fd12:3456::/48", "10.0.0.7"])
def test_a_range_of_a_clinic_is_read(text: str) -> None:
    assert lan_range(text) == ip_network(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("8.8.8.0/24", "a public one is no LAN"),
        ("0.0.0.0/0", "a public one is no LAN"),
        ("172.0.0.0/8", "a public one is no LAN"),
        ("100.0.0.0/8", "a public one is no LAN"),
        ("169.254.0.0/16", "a public one is no LAN"),
        ("::/0", "a public one is no LAN"),
        ("2000::/3", "a public one is no LAN"),
        ("127.0.0.0/8", "a public one is no LAN"),
        ("::ffff:10.0.0.0/104", "a public one is no LAN"),
        ("100.100.100.200/32", "never the clinic's"),
        ("fd00:ec2::254", "never the clinic's"),
        ("10.20.0.5/16", "no range"),
        ("clinic", "no range"),
    ],
)
def test_what_is_no_clinics_range_is_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        lan_range(text)
