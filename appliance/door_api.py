"""What the door answers about itself at `egress.sock`: a test of its destinations, by the process that may dial."""

import ssl
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from appliance.settings.allowed import reaches_system
from appliance.settings.egress import MailTls
from appliance.settings.model import Settings
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.audit.ports import AuditTrail
from services.egress.errors import EgressError, NotTrusted
from services.egress.guard import Guard
from services.egress.guarded import public_tls
from services.egress.model import Destination, DestinationClass, Location
from services.egress.probe import Manner, Trial, probe
from services.kernel.clock import Clock

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Tested:
    """How one destination's test ended."""

    name: str
    host: str
    port: int
    ok: bool
    evidence: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Tester:
    """Tests destinations; `guard_of` gives the guard of one account."""

    settings: Settings
    destinations: Sequence[Destination]
    guard_of: Callable[[str], Guard]
    trail: AuditTrail
    clock: Clock

    async def test(self, name: str | None, by: str) -> list[Tested]:
        """Test one destination, or all of them; each is on record with who asked."""
        return [await self._one(entry, by) for entry in self.destinations if name in (None, entry.name)]

    async def _one(self, entry: Destination, by: str) -> Tested:
        try:
            evidence = await probe(self.guard_of(entry.who), trial_of(self.settings, entry))
            found = Tested(entry.name, entry.host, entry.port, ok=True, evidence=evidence)
        except EgressError as error:
            found = Tested(entry.name, entry.host, entry.port, ok=False, evidence=error.what, do=error.do)
        self._record(found, by)
        return found

    def _record(self, found: Tested, by: str) -> None:
        body = {"destination": found.name, "host": found.host, "port": str(found.port)}
        outcome = AuditOutcome.SUCCESS if found.ok else AuditOutcome.FAILED
        actor = Actor(ActorKind.STAFF, by)
        event = AuditEvent(self.clock.now(), actor, Action.EGRESS_TESTED, outcome, purpose="HSYSADMIN", body=body)
        self.trail.record(event)


def door_route(tester: Tester) -> Route:
    """Return the route `POST /door/test` with `{"name": NAME or null, "by": WHO}`."""

    async def answer(request: Request) -> Response:
        try:
            asked = await request.json()
            name, by = asked.get("name"), asked["by"]
        except (ValueError, KeyError, AttributeError, TypeError):
            raise HTTPException(400, "Say who asks.") from None
        if not isinstance(by, str) or not 0 < len(by) <= _LONGEST_NAME or not by.isprintable():
            raise HTTPException(400, "Say who asks.")
        return JSONResponse({"tested": [asdict(found) for found in await tester.test(name, by)]})

    return Route("/door/test", answer, methods=["POST"])


def trial_of(settings: Settings, entry: Destination) -> Trial:
    """Return how a destination is tried: TLS as it would be begun, and the CA that would be believed.

    Raises:
        NotTrusted: the CA's file cannot be used.
    """
    smtp = settings.egress.smtp
    if entry.name == "smtp" and smtp is not None:
        manner = Manner.STARTTLS if smtp.tls is MailTls.STARTTLS else Manner.TLS
        return Trial(entry, manner, _pinned(smtp.ca_file))
    if entry.location is Location.LOOPBACK and entry.kind is DestinationClass.MESSAGING:
        return Trial(entry, Manner.PLAIN, public_tls())
    ca = settings.scheduling_system.ca_file
    pinned = ca is not None and reaches_system(settings, entry)
    return Trial(entry, Manner.TLS, _pinned(Path(ca)) if pinned and ca else public_tls())


def _pinned(ca: Path) -> ssl.SSLContext:
    try:
        tls = ssl.create_default_context(cafile=str(ca))
    except (OSError, ssl.SSLError):
        raise NotTrusted(f"the CA file {ca.name} cannot be read by the egress process") from None
    tls.minimum_version = ssl.TLSVersion.TLSv1_2
    return tls
