"""What the gateway writes into the audit trail: that a call was made, refused or withheld, and never what was said."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.audit.courier import FiledTrail
from services.audit.model import Action, Actor, ActorKind, AuditEvent, AuditOutcome
from services.gateway.api.layers import layer
from services.gateway.api.metrics import Metrics
from services.gateway.refusals import CallRefused, LayerFailed
from services.kernel.clock import Clock

_LOG = logging.getLogger(__name__)
_SELF: Final = Actor(ActorKind.SERVICE, "gateway")


@dataclass(frozen=True, slots=True)
class Journal:
    """Counts and audits; a call that cannot be audited is not made."""

    trail: FiledTrail
    clock: Clock
    metrics: Metrics

    async def called(self, route: str, conversation: str | None, found: Counter[str], facts: Mapping[str, str]) -> None:
        """Record a call before it is passed on, and wait until the ledger has it.

        Raises:
            LayerFailed: it cannot be recorded or is not acknowledged, so it must not be passed on.
        """
        with layer("audit"):
            self.trail.require()
        kinds = " ".join(f"{kind}={number}" for kind, number in sorted(found.items()))
        self._record(
            Action.GATEWAY_CALLED, AuditOutcome.SUCCESS, conversation, {"route": route, **facts, "found": kinds}
        )
        with layer("audit"):
            await self.trail.filed()
        self.metrics.calls.add(route)
        for kind, number in found.items():
            self.metrics.found.add(kind, number)

    def refused(self, route: str, error: CallRefused, conversation: str | None = None) -> None:
        """Record a refusal; a refusal stands, whether or not it can be recorded."""
        self.metrics.refused.add(error.code)
        outcome = AuditOutcome.FAILED if isinstance(error, LayerFailed) else AuditOutcome.REFUSED
        body = {"route": route, "code": error.code}
        if isinstance(error, LayerFailed):
            body["layer"] = error.layer
        self._try(Action.GATEWAY_REFUSED, outcome, conversation, body)

    def withheld(self, reason: str, conversation: str | None) -> None:
        """Record a reply that failed an output check; it stays withheld, whether or not that can be recorded."""
        self.metrics.withheld.add(reason)
        self._try(Action.GATEWAY_REPLY_WITHHELD, AuditOutcome.REFUSED, conversation, {"check": reason})

    def dropped(self, kind: str, conversation: str | None) -> None:
        """Record a placeholder that the model made up.

        Raises:
            LayerFailed: it cannot be recorded.
        """
        self.metrics.dropped.add(kind)
        self._record(Action.GATEWAY_PLACEHOLDER_DROPPED, AuditOutcome.REFUSED, conversation, {"type": kind})

    def _record(self, action: Action, outcome: AuditOutcome, conversation: str | None, body: Mapping[str, str]) -> None:
        with layer("audit"):
            self.trail.record(
                AuditEvent(self.clock.now(), _SELF, action, outcome, operation=conversation, body=dict(body))
            )

    def _try(self, action: Action, outcome: AuditOutcome, conversation: str | None, body: Mapping[str, str]) -> None:
        try:
            self._record(action, outcome, conversation, body)
        except LayerFailed:
            _LOG.error("a refusal could not be audited")
