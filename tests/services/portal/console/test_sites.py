"""Where a browser may be asked for a security key."""

import pytest
from starlette.requests import Request

from services.accounts.ports import Site
from services.portal.console.sites import site_of


def asked(host: str) -> Request:
    return Request({"type": "http", "method": "GET", "path": "/", "headers": [(b"host", host.encode())]})


@pytest.mark.parametrize(
    ("host", "tls", "site"),
    [
        ("desk.clinic.lan", True, Site("desk.clinic.lan", "https://desk.clinic.lan")),
        ("Desk.Clinic.lan:8443", True, Site("desk.clinic.lan", "https://desk.clinic.lan:8443")),
        ("desk.clinic.lan:443", True, Site("desk.clinic.lan", "https://desk.clinic.lan")),
        ("localhost:8090", False, Site("localhost", "http://localhost:8090")),
        ("desk.clinic.lan", False, None),
        ("10.20.0.9", True, None),
        ("[fd00::9]:8443", True, None),
    ],
)
def test_keys_are_made_for_host_names_over_tls(host: str, tls: bool, site: Site | None) -> None:  # noqa: FBT001
    assert site_of(asked(host), tls=tls) == site
