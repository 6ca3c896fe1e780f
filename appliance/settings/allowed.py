"""The allow-list that the settings make: the channels of the senders, and the systems of record of our services."""

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from appliance.settings.egress import Caller, DestinationSettings, EgressSettings, SmtpChannel
from services.egress.guard import SENDER
from services.egress.limits import Limits
from services.egress.model import Coverage, Destination, DestinationClass, Location, PhiPolicy

if TYPE_CHECKING:
    from appliance.settings.model import Settings

TWILIO: Final = Coverage("twilio", "programmable messaging")
"""What an agreement has to cover before texts may tell anything of a patient."""
_HTTPS: Final = 443
_HOSTS: Final = {"twilio": "api.twilio.com", "sendgrid": "api.sendgrid.com", "stripe": "api.stripe.com"}


def destinations(egress: EgressSettings) -> tuple[Destination, ...]:
    """Return the entries of the allow-list: channels first, then systems of record in the order of the settings.

    Raises:
        WrongDestination: an entry says something impossible.
    """
    return (*channels(egress).values(), *(_tunnel(entry) for entry in egress.destinations))


def channels(egress: EgressSettings) -> dict[str, Destination]:
    """Return the open channels of the senders by name: `twilio`, `sendgrid`, `smtp`, `stripe`.

    Raises:
        WrongDestination: one says something impossible.
    """
    found: dict[str, Destination] = {}
    if egress.twilio is not None:
        found["twilio"] = _carrier("twilio", egress.twilio.stand_in_port, egress.twilio.phi)
    if egress.sendgrid is not None:
        found["sendgrid"] = _carrier("sendgrid", egress.sendgrid.stand_in_port, PhiPolicy.NONE)
    if egress.smtp is not None:
        found["smtp"] = _relay(egress.smtp)
    if egress.stripe is not None:
        found["stripe"] = _carrier("stripe", egress.stripe.stand_in_port, PhiPolicy.NONE)
    return found


def carrier_url(entry: Destination) -> str:
    """Return the base address of a carrier: https; a stand-in on this machine is spoken to in plain HTTP."""
    if entry.location is Location.LOOPBACK:
        return f"http://{entry.host}:{entry.port}"
    return f"https://{entry.host}" if entry.port == _HTTPS else f"https://{entry.host}:{entry.port}"


def account(caller: Caller) -> str:
    """Return the account under which a process of ours stands in the allow-list and in the audit trail."""
    return f"sealdesk-{caller.value}"


def beyond(settings: "Settings") -> bool:
    """Tell whether the scheduling system is a destination of the bridge's, and so reached by the door alone."""
    entries = settings.egress.destinations
    return any(reaches_system(settings, _tunnel(entry)) for entry in entries if entry.who is Caller.BRIDGE)


def reaches_system(settings: "Settings", entry: Destination) -> bool:
    """Tell whether an entry is about the scheduling system."""
    parts = urlsplit(settings.scheduling_system.base_url)
    host, port = (parts.hostname or "").lower(), parts.port or _HTTPS
    return parts.scheme == "https" and (host, port) == (entry.host, entry.port)


def _carrier(name: str, stand_in: int | None, phi: PhiPolicy) -> Destination:
    messaging = DestinationClass.MESSAGING
    if stand_in is not None:
        return Destination(name, messaging, f"{name}.localhost", stand_in, SENDER, phi, location=Location.LOOPBACK)
    baa = None if phi is PhiPolicy.NONE else TWILIO
    return Destination(name, messaging, _HOSTS[name], _HTTPS, SENDER, phi, baa)


def _relay(smtp: SmtpChannel) -> Destination:
    baa = Coverage(smtp.baa.vendor, smtp.baa.product) if smtp.baa else None
    kind, phi = DestinationClass.MESSAGING, PhiPolicy.FULL
    return Destination("smtp", kind, smtp.host, smtp.port, SENDER, phi, baa, location=smtp.location)


def _tunnel(entry: DestinationSettings) -> Destination:
    return Destination(
        name=entry.name,
        kind=DestinationClass.SYSTEM_OF_RECORD,
        host=entry.host,
        port=entry.port,
        who=account(entry.who),
        phi=entry.phi,
        baa=Coverage(entry.baa.vendor, entry.baa.product) if entry.baa else None,
        exception=entry.exception,
        location=entry.location,
        limits=Limits(**entry.limits.model_dump()),
    )
