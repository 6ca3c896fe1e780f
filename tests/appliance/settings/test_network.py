from ipaddress import ip_address

import pytest
from pydantic import ValidationError

from appliance.settings.network import NetworkSettings


def test_by_default_every_private_range_is_the_clinics() -> None:
    own = NetworkSettings().own
    assert ip_address("192.168.1.4") in own
    assert ip_address("100.64.1.4") not in own


def test_named_ranges_replace_the_default_and_give_machines_their_addresses() -> None:
    network = NetworkSettings(lan=("100.64.0.0/16",), hosts={"ehr.clinic.example": "100.64.0.5"})
    assert network.addresses == {"ehr.clinic.example": ip_address("100.64.0.5")}
    assert ip_address("192.168.1.4") not in network.own


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"lan": ("8.8.8.0/24",)}, "a public one is no LAN"),
        ({"lan": ("100.100.100.200",)}, "never the clinic's"),
        ({"lan": ()}, "at least 1"),
        ({"hosts": {"Ehr.clinic.example": "10.0.0.5"}}, "no host name in lower case"),
        ({"hosts": {"ehr.clinic.example": "8.8.8.8"}}, "no address within network.lan"),
        ({"hosts": {"ehr.clinic.example": "ehr2.clinic.example"}}, "no address within network.lan"),
        ({"lan": ("100.64.0.0/10",), "hosts": {"x.example": "100.100.100.200"}}, "no address within network.lan"),
    ],
)
def test_what_cannot_be_a_clinics_network_is_refused(values: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        NetworkSettings.model_validate(values)
