"""For which host name, and at which origin, a browser's security keys are asked (WebAuthn, 5.1.3 and 13.4.9)."""

import ipaddress

from starlette.requests import Request

from services.accounts.ports import Site
from services.portal.edge import host_name


def site_of(request: Request, *, tls: bool) -> Site | None:
    """Return the site, None where browsers know no keys: at a bare address, or at a name without TLS."""
    given = request.headers.get("host", "").lower()
    host = host_name(given)
    if host == "localhost":
        return Site(host, f"{'https' if tls else 'http'}://{given}")
    if not tls or _is_address(host):
        return None
    return Site(host, f"https://{given.removesuffix(':443')}")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
