"""What the allow-list names: destinations, what they may carry, and who may open them."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from services.egress.errors import WrongDestination
from services.egress.host_name import host_name
from services.egress.limits import Limits

_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_LAST_PORT: Final = 65_535


class DestinationClass(StrEnum):
    """The two classes of destination."""

    MESSAGING = "messaging"
    """Reached by the sender alone, which builds each request from a template."""
    SYSTEM_OF_RECORD = "system_of_record"
    """Reached by a service through a tunnel; off by default."""


class PhiPolicy(StrEnum):
    """What of a patient the destination may be told."""

    FULL = "full"
    PSEUDONYMOUS = "pseudonymous"
    """Opaque references only. They stay PHI (45 CFR 164.514(c)), so a record or an exception is needed."""
    NONE = "none"


class Location(StrEnum):
    """Where the destination's addresses may lie."""

    INTERNET = "internet"
    LAN = "lan"
    """In the clinic's own network: private addresses alone."""
    LOOPBACK = "loopback"
    """On this machine: the demo's stand-ins."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a business associate agreement has to cover: a vendor, and the product of it that we use."""

    vendor: str
    product: str


@dataclass(frozen=True, slots=True)
class Destination:
    """One entry of the allow-list.

    `who` is the service account that may open it. `baa` is what a record has to cover before the door opens; None
    where none is required. `exception` is the reference of a recorded compliance exception, which alone lets a
    pseudonymous channel do without.

    Raises:
        WrongDestination: a field says something impossible.
    """

    name: str
    kind: DestinationClass
    host: str
    port: int
    who: str
    phi: PhiPolicy
    baa: Coverage | None = None
    exception: str | None = None
    location: Location = Location.INTERNET
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for named in ("name", "who"):
            if not _NAME.fullmatch(getattr(self, named)):
                what = f"A destination's {named} is not a short word of lower-case letters, digits, - and _."
                raise WrongDestination(named, what, "Give it one such as sealdesk-bridge.")
        if host_name(self.host) != self.host:
            what = f"The host of {self.name} is not an exact host name in lower case."
            raise WrongDestination("host", what, "Write it out, such as api.vendor.example: no address, star or port.")
        if not 0 < self.port <= _LAST_PORT:
            raise WrongDestination("port", f"The port of {self.name} is not between 1 and 65535.", "Give its TLS port.")
        if wrong := self.limits.wrong():
            raise WrongDestination(f"limits.{wrong}", f"A limit of {self.name} is too low: {wrong}.", "Raise it.")
        self._require_coverage()

    def _require_coverage(self) -> None:
        if self.location is not Location.INTERNET or self.baa is not None:
            return
        if self.phi is PhiPolicy.FULL:
            what = f"{self.name} can carry PHI beyond the clinic's network and asks for no agreement."
            raise WrongDestination("baa", what, "Name the vendor and product that a recorded agreement has to cover.")
        if self.phi is PhiPolicy.PSEUDONYMOUS and not self.exception:
            what = f"{self.name} carries pseudonyms and has neither an agreement nor a recorded exception."
            raise WrongDestination(
                "baa", what, "Name the agreement's vendor and product, or the exception's reference."
            )
