"""The door out in the settings: stock nothing; what is impossible is told with its line."""

from pathlib import Path
from typing import Any

import pytest

from appliance.settings.allowed import carrier_url, channels, destinations
from appliance.settings.egress import EgressSettings
from appliance.settings.load import WrongSettings, load
from services.egress.model import Coverage, DestinationClass, Location, PhiPolicy
from tests.appliance.settings_files import small_clinic

TWILIO = {"account": "AC" + "0" * 32, "key": "SK" + "1" * 32, "number": "+12125550100"}
SENDGRID = {"sender": "desk@clinic.example", "link": "https://clinic.example/m/"}
SMTP = {"host": "mail.clinic.example", "ca_file": "/etc/sealdesk/mail-ca.pem", "sender": "desk@clinic.example"}
STRIPE = {"success_url": "https://clinic.example/paid", "cancel_url": "https://clinic.example/later"}
EHR = {"name": "ehr", "host": "fhir.harborbook.example", "baa": {"vendor": "Harborbook", "product": "FHIR"}}

YAML = """\
clinic: {name: Maple Street Clinic, phone: +1 212 555 0100, zone: America/Chicago}
scheduling_system: {base_url: "http://127.0.0.1:9/fhir"}
egress:
  destinations:
    - name: ehr
      host: fhir.harborbook.example
      baa: {vendor: Harborbook, product: FHIR}
"""


def test_stock_allows_nothing_and_needs_no_process(tmp_path: Path) -> None:
    egress = small_clinic(tmp_path).egress
    assert destinations(egress) == ()
    assert not egress.runs
    assert not egress.systems_of_record


def test_each_channel_asks_for_what_its_carrier_can_be_told() -> None:
    egress = EgressSettings(twilio=TWILIO, sendgrid=SENDGRID, smtp=SMTP, stripe=STRIPE)
    found = channels(egress)
    assert {name: (entry.host, entry.port, entry.phi, entry.baa) for name, entry in found.items()} == {
        "twilio": ("api.twilio.com", 443, PhiPolicy.FULL, Coverage("twilio", "programmable messaging")),
        "sendgrid": ("api.sendgrid.com", 443, PhiPolicy.NONE, None),
        "smtp": ("mail.clinic.example", 587, PhiPolicy.FULL, None),
        "stripe": ("api.stripe.com", 443, PhiPolicy.NONE, None),
    }
    assert found["smtp"].location is Location.LAN
    assert {entry.kind for entry in found.values()} == {DestinationClass.MESSAGING}
    assert carrier_url(found["twilio"]) == "https://api.twilio.com"
    assert egress.runs


@pytest.mark.parametrize("phi", ["none", "pseudonymous"])
def test_no_word_in_the_settings_opens_texts_without_an_agreement(phi: str) -> None:
    told = channels(EgressSettings(twilio={**TWILIO, "phi": "full"}))["twilio"]
    assert told.baa == Coverage("twilio", "programmable messaging")
    with pytest.raises(ValueError, match="must be full"):
        EgressSettings(twilio={**TWILIO, "phi": phi})


def test_a_stand_in_is_on_this_machine_and_needs_no_agreement() -> None:
    entry = channels(EgressSettings(twilio={**TWILIO, "stand_in_port": 4010}))["twilio"]
    assert (entry.location, entry.baa, carrier_url(entry)) == (Location.LOOPBACK, None, "http://twilio.localhost:4010")


def test_a_system_of_record_is_for_one_service_with_its_limits() -> None:
    entry = {**EHR, "limits": {"connections": 3}, "location": "internet"}
    (found,) = destinations(EgressSettings(destinations=(entry,)))
    assert (found.who, found.kind, found.port) == ("sealdesk-bridge", DestinationClass.SYSTEM_OF_RECORD, 443)
    assert (found.limits.connections, found.baa) == (3, Coverage("Harborbook", "FHIR"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"baa": None}, "egress.destinations.0.baa - is not right - ehr can carry PHI beyond"),
        ({"baa": None, "phi": "pseudonymous"}, "egress.destinations.0.baa - is not right - ehr carries pseudonyms"),
        ({"host": "192.0.2.1"}, "egress.destinations.0.host - is not right - The host of ehr is not an exact host"),
        ({"host": "*.example"}, "egress.destinations.0.host - has the wrong form"),
        ({"limits": {"bytes_per_second": 1}}, "egress.destinations.0.limits.bytes_per_second - is out of range"),
        ({"who": "nobody"}, "egress.destinations.0.who - has a value that is not known"),
    ],
)
def test_what_cannot_be_meant_is_told_by_key(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    import yaml  # noqa: PLC0415 only here

    values = yaml.safe_load(YAML)
    values["egress"]["destinations"][0] |= change
    file = tmp_path / "appliance.yaml"
    file.write_text(yaml.safe_dump(values))
    with pytest.raises(WrongSettings) as wrong:
        load(file)
    assert told in str(wrong.value.what)


@pytest.mark.parametrize("phi", ["none", "pseudonymous"])
def test_the_scheduling_system_is_told_phi_whatever_the_settings_say(tmp_path: Path, phi: str) -> None:
    text = YAML.replace("http://127.0.0.1:9/fhir", "https://fhir.harborbook.example/r4")
    text = text.replace(
        "      baa: {vendor: Harborbook, product: FHIR}\n", f"      phi: {phi}\n      exception: EX-1\n"
    )
    file = tmp_path / "appliance.yaml"
    file.write_text(text)
    with pytest.raises(WrongSettings) as wrong:
        load(file)
    assert f"{file}:7 egress.destinations.0.phi - is not right - must be full" in wrong.value.what


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "appliance.yaml"
    file.write_text(YAML + "    - {name: ehr, host: other.example, phi: none}\n")
    with pytest.raises(WrongSettings) as wrong:
        load(file)
    assert f"{file}:8 egress.destinations.1.name - is not right - Two destinations" in wrong.value.what


def test_a_relay_beyond_the_lan_needs_an_agreement(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="smtp can carry PHI beyond"):
        small_clinic(tmp_path, egress={"smtp": {**SMTP, "location": "internet"}})
    baa = {"vendor": "Microsoft", "product": "Exchange Online"}
    entry = channels(EgressSettings(smtp={**SMTP, "location": "internet", "baa": baa}))["smtp"]
    assert entry.baa == Coverage("Microsoft", "Exchange Online")


@pytest.mark.parametrize("key", ["", "abc", "A" * 43 + "!", "QUJD"])
def test_what_is_no_public_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="is no public key"):
        small_clinic(tmp_path, egress={"agreements": {"approvers": [key]}})


def test_messages_by_the_door_need_a_channel(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="egress needs a channel for texts"):
        small_clinic(tmp_path, messaging={"sender": "egress"})
    small_clinic(tmp_path, messaging={"sender": "egress"}, egress={"twilio": TWILIO})
