from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.bridge.fhir.connection import open_http
from services.bridge.fhir.profile import SiteProfile

CHICAGO = ZoneInfo("America/Chicago")


def test_https_without_a_pinned_ca_is_refused() -> None:
    with pytest.raises(ValueError, match="CA"):
        open_http(SiteProfile(base_url="https://ehr.example/fhir", zone=CHICAGO))


async def test_redirects_proxies_and_compression_are_off() -> None:
    http = open_http(SiteProfile(base_url="http://ehr.example/fhir", zone=CHICAGO), agent="Sealdesk east")
    assert not http.follow_redirects
    assert not http.trust_env
    assert http.headers["accept-encoding"] == "identity"
    assert http.headers["user-agent"] == "Sealdesk east"
    assert (http.timeout.connect, http.timeout.read, http.timeout.pool) == (3.0, 10.0, 5.0)
    await http.aclose()


def test_verification_is_never_switched_off() -> None:
    room = Path(__file__).parents[4] / "services" / "bridge"
    for source in room.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        assert "verify=False" not in text
        assert "CERT_NONE" not in text
        assert "check_hostname = False" not in text
