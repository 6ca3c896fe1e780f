"""Destroying data keys at the end of their retention: the ledger says so first, then the keys go.

The event is durable before a key is destroyed. After a crash in between the same order is run again: what the ledger
has said already is not said twice, and what is gone already stays gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.wiring.ledger_log import LedgerRecorder
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.audit.quarter import bounds
from services.audit.reading import LedgerQuery
from services.audit.statement import STATEMENTS, Closed, Shredding
from services.kernel.clock import Clock
from services.keys.data_keys import SealedDataKeys
from services.keys.shredding import ShredOrder, SignedOrder
from services.ledger.ledger import Ledger

SOURCE: Final = "keys"
_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Shredder:
    """Carries out orders, on a ledger that this process alone has open."""

    ledger: Ledger
    keys: SealedDataKeys
    clock: Clock
    node: str

    def run(self, signed: SignedOrder, trusted: Mapping[str, Ed25519PublicKey]) -> int:
        """Destroy the keys of an order; return how many went.

        Every key is looked at before the first one goes: an order is carried out whole, or refused.

        Raises:
            NeedsTwo: two trusted people have not signed it.
            NotYet: a retention is not over.
            Held: a legal hold covers a key.
            SealdeskError: the ledger or the keys cannot be used.
        """
        people = signed.require_two(trusted)
        order = signed.order
        alive = self.keys.alive(order.epoch)
        going = [each for each in alive if each in order.patients] if order.patients else alive
        for patient in going:
            self.keys.require_over(patient, order.epoch)
        if not going:
            return 0
        self._say(signed, people)
        gone = sum(self.keys.destroy(patient, order.epoch) for patient in going)
        self.ledger.forget_keys()
        return gone

    def _say(self, signed: SignedOrder, people: tuple[str, ...]) -> None:
        """File the event that covers what can no longer be opened, unless the ledger holds it."""
        order = signed.order
        if self._is_said(order):
            return
        closed = self._closed(order)
        said = Shredding(
            epoch=order.epoch,
            people=people,
            events=closed.events,
            entries=closed.digest(),
            reason=order.reason,
            patients=tuple(sorted(order.patients)),
            order=signed.text().decode(),
        )
        actor = Actor(ActorKind.STAFF, order.asked_by)
        LedgerRecorder(self.ledger, source=SOURCE, node=self.node).record(
            AuditEvent(
                self.clock.now(),
                actor,
                Action.DATA_KEY_SHREDDED,
                operation=order.id,
                purpose="HOPERAT",
                body=said.body(),
            )
        )

    def _closed(self, order: ShredOrder) -> Closed:
        """Count the events that the keys of an order open."""
        closed, after = Closed(), None
        first, behind = bounds(order.epoch)
        while True:
            page = self.ledger.reader.search(LedgerQuery(patients=order.patients), after=after, limit=_PAGE)
            for each in page.events:
                if first <= each.recorded < behind and each.filing.action not in STATEMENTS:
                    closed.take(each.filing.patient, each.sequence)
            after = page.after
            if after is None:
                return closed

    def _is_said(self, order: ShredOrder) -> bool:
        query = LedgerQuery(actions=(Action.DATA_KEY_SHREDDED.value,), operations=(order.id,))
        return self.ledger.reader.count(query, limit=1) > 0
