"""The staff console in the settings: passwords and PHI cross no network without TLS."""

from typing import Any

import pytest

from appliance.settings.console import ConsoleSettings

CERTIFICATE = {"certificate_file": "/etc/a.pem", "key_file": "/etc/a.key"}
ELSEWHERE = {"public_hosts": ["desk.maple.example"]}


@pytest.mark.parametrize("change", [{"host": "192.0.2.10"}, {"host": "desk.maple.example"}, ELSEWHERE])
def test_whatever_is_reached_from_elsewhere_needs_tls(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="needed where"):
        ConsoleSettings(**change)
    assert ConsoleSettings(**change, tls=CERTIFICATE).tls is not None


def test_on_this_machine_and_behind_a_proxy_with_tls_it_needs_none() -> None:
    assert ConsoleSettings().tls is None
    assert ConsoleSettings(**ELSEWHERE, behind_tls=True).behind_tls
