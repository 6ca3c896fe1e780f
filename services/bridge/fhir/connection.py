"""The one HTTP connection pool to an EHR: kept alive, pinned TLS, no redirects, no proxies from the environment."""

import ssl
from pathlib import Path

import httpx

from services.bridge.fhir.door import DoorTransport
from services.bridge.fhir.inside import InsideTransport
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.profile import SiteProfile

AGENT = "Sealdesk"


def open_http(
    profile: SiteProfile, tls: ssl.SSLContext | None = None, agent: str = AGENT, door: Path | None = None
) -> httpx.AsyncClient:
    """Open the pool for a site.

    Args:
        profile: the site; an https base needs `tls`.
        tls: the context of `services.bridge.fhir.tls`.
        agent: the User-Agent; an EHR's own log tells two appliances apart by it.
        door: the bridge's socket at the egress process, where the site lies beyond the clinic's network: then every
            connection of the pool, to the site and to its authorization server, is asked for there. Without it no
            connection leaves the clinic's network.

    Raises:
        ValueError: an https base without a pinned CA, or a door without https.
    """
    if profile.base_url.startswith("https:") and tls is None:
        msg = "An https scheduling system needs the CA that signs its certificate. Set its CA file."
        raise ValueError(msg)
    if door is not None and tls is None:
        msg = "The door lets https through and nothing else. Use the scheduling system's https address."
        raise ValueError(msg)
    most = profile.limits.connections
    limits = httpx.Limits(max_connections=most, max_keepalive_connections=most, keepalive_expiry=30.0)
    believed = tls if tls is not None else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # without a CA: believes nobody
    inside = InsideTransport(believed, limits, profile.places)
    transport = inside if door is None else DoorTransport(door, believed, limits)
    return httpx.AsyncClient(
        base_url=profile.base_url,
        transport=transport,
        timeout=timeouts(profile.limits),
        headers={"User-Agent": agent, "Accept-Encoding": "identity"},
        follow_redirects=False,
        trust_env=False,
    )


def timeouts(limits: Limits) -> httpx.Timeout:
    """Return httpx's timeouts, one per phase."""
    return httpx.Timeout(
        connect=limits.connect_seconds,
        read=limits.read_seconds,
        write=limits.write_seconds,
        pool=limits.pool_seconds,
    )
