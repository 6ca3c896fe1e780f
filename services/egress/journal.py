"""What the door writes into the audit trail: who asked for what and how it ended, never a byte of what went through."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.audit.courier import FiledTrail
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.egress.errors import Refused
from services.egress.host_name import host_name
from services.egress.model import Destination
from services.egress.ports import IPAddress
from services.egress.reasons import Reason
from services.kernel.clock import Clock

_LOG = logging.getLogger(__name__)
_ORDINARY: Final = frozenset({Reason.FINISHED, Reason.LOST, Reason.IDLE, Reason.LIFETIME, Reason.STOPPING})
"""Ends that are nobody's fault: few TLS clients close in full before they hang up."""


@dataclass(frozen=True, slots=True)
class Journal:
    """Audits the door; what cannot be audited is not let through."""

    trail: FiledTrail
    clock: Clock

    async def opened(self, tunnel: str, entry: Destination, addresses: list[IPAddress]) -> None:
        """Record a tunnel before the first packet of it leaves, and wait until the ledger has it.

        Raises:
            Refused: it cannot be recorded or is not acknowledged, so it must not be opened.
        """
        body = {**_entry(entry), "addresses": " ".join(map(str, addresses)), "phi": entry.phi.value}
        try:
            self.trail.require()
            self._record(entry.who, Action.EGRESS_OPENED, AuditOutcome.SUCCESS, tunnel, body)
            await self.trail.filed()
        except Exception as error:  # noqa: BLE001 whatever the trail's fault is, the door stays shut
            _LOG.error("a tunnel could not be audited: %s", type(error).__name__)
            raise Refused(Reason.NOT_AUDITED) from None

    def refused(self, who: str, no: Refused, host: str = "", port: int = 0) -> None:
        """Record a refusal; it stands, whether or not it can be recorded. What is no host name is not repeated."""
        name = host_name(host) if host else None
        asked = {"host": name, "port": str(port)} if name else {}
        body = {"reason": no.reason.value, **asked, **no.detail}
        self._try(who, Action.EGRESS_REFUSED, AuditOutcome.REFUSED, None, body)

    def closed(self, tunnel: str, entry: Destination, reason: Reason, sent: int, received: int) -> None:
        """Record a tunnel's end, with the bytes each way."""
        cut = AuditOutcome.FAILED if reason is Reason.NOT_REACHED else AuditOutcome.REFUSED
        outcome = AuditOutcome.SUCCESS if reason in _ORDINARY else cut
        body = {**_entry(entry), "reason": reason.value, "sent": str(sent), "received": str(received)}
        self._try(entry.who, Action.EGRESS_CLOSED, outcome, tunnel, body)

    def _record(
        self, who: str, action: Action, outcome: AuditOutcome, tunnel: str | None, body: Mapping[str, str]
    ) -> None:
        actor = Actor(ActorKind.SERVICE, who)
        self.trail.record(AuditEvent(self.clock.now(), actor, action, outcome, operation=tunnel, body=dict(body)))

    def _try(
        self, who: str, action: Action, outcome: AuditOutcome, tunnel: str | None, body: Mapping[str, str]
    ) -> None:
        try:
            self._record(who, action, outcome, tunnel, body)
        except Exception as error:  # noqa: BLE001 a refusal or an end is so without its record
            _LOG.error("the door could not audit a refusal or an end: %s", type(error).__name__)


def _entry(entry: Destination) -> dict[str, str]:
    return {"destination": entry.name, "host": entry.host, "port": str(entry.port)}
