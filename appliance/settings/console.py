"""The staff console: where it listens, and how long a session lives."""

import ipaddress

from pydantic import Field, model_validator

from appliance.settings.directory import DirectorySettings
from appliance.settings.section import Section
from appliance.settings.service import Tls

_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


class ConsoleSettings(Section):
    """The staff console's own listener, on the clinic's LAN or on loopback behind a reverse proxy."""

    host: str = Field("127.0.0.1", description="Address to listen on; loopback behind a reverse proxy.")
    port: int = Field(8090, ge=1, le=65535, description="Port to listen on.")
    public_hosts: tuple[str, ...] = Field(
        ("localhost", "127.0.0.1"), min_length=1, description="Host names under which staff reach the console."
    )
    tls: Tls | None = Field(None, description="Certificate; null where a reverse proxy on this machine ends TLS.")
    behind_tls: bool = Field(
        default=False, description="A reverse proxy ends TLS: cookies are marked Secure and HSTS is sent."
    )
    idle_minutes: int = Field(15, ge=2, le=60, description="Minutes without use after which somebody is signed out.")
    officer_idle_minutes: int = Field(
        10, ge=2, le=60, description="The same for compliance, IT and security officers; never longer than for others."
    )
    officer_session_hours: int = Field(
        8, ge=1, le=24, description="The same for compliance, IT and security officers; never longer than for others."
    )
    directory: DirectorySettings | None = Field(
        None, description="The clinic's directory, by which staff sign in; null where each has an account here alone."
    )
    session_hours: int = Field(12, ge=1, le=24, description="Hours after which somebody signs in again in any case.")

    @model_validator(mode="after")
    def _tls_on_the_lan(self) -> "ConsoleSettings":
        try:
            loopback = ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            loopback = self.host == "localhost"
        if not loopback and self.tls is None:
            msg = "tls is needed where host is not a loopback address: passwords and PHI cross the LAN"
            raise ValueError(msg)
        named = set(self.public_hosts) - _HERE
        if named and self.tls is None and not self.behind_tls:
            msg = "tls, or behind_tls for a reverse proxy with TLS, is needed where public_hosts names another machine"
            raise ValueError(msg)
        return self
