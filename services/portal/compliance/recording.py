"""Every look at the audit log is itself recorded there, before anything is shown (45 CFR 164.312(b))."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from services.audit.model import Action, Actor, AuditEvent
from services.audit.ports import AuditTx
from services.kernel.clock import Clock
from services.kernel.store import Store

PURPOSE = "HCOMPL"
"""Health care compliance (HL7 v3 ActReason)."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Records what people do on the compliance pages."""

    store: Store[AuditTx]
    clock: Clock

    async def searched(self, actor: Actor, words: Mapping[str, str]) -> None:
        """Record a question to the log; one about patients is an event of each of them.

        Raises:
            SealdeskError: it was not recorded, so nothing may be shown.
        """
        body = {f"query.{name}": text for name, text in words.items()}
        await self.record(*each_of(Doing(actor, Action.LEDGER_SEARCHED, body), words.get("patient", "").split()))

    async def looked_up(self, actor: Actor, patient_ids: tuple[str, ...]) -> None:
        """Record that patients were looked up to find their reference, each of them; one event where none was found.

        Raises:
            SealdeskError: it was not recorded, so nothing may be shown.
        """
        body = {"looked_up": str(len(patient_ids))}
        await self.record(*(Doing(actor, Action.LEDGER_SEARCHED, body, each) for each in patient_ids or (None,)))

    async def record(self, *doings: "Doing") -> None:
        """Record what somebody does, all or nothing.

        Raises:
            SealdeskError: it was not recorded, so it must not happen.
        """
        now = self.clock.now()
        events = [
            AuditEvent(
                now,
                each.actor,
                each.action,
                patient_id=each.patient_id,
                patient_ref=each.patient_ref,
                resource=each.resource,
                purpose=each.purpose,
                body=each.body,
            )
            for each in doings
        ]

        def work(tx: AuditTx) -> None:
            for event in events:
                tx.audit.record(event)

        await self.store.write(work)


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that somebody does on these pages."""

    actor: Actor
    action: Action
    body: Mapping[str, str] = field(repr=False)
    patient_id: str | None = field(repr=False, default=None)
    resource: str | None = None
    purpose: str = PURPOSE
    patient_ref: str | None = field(repr=False, default=None)


def each_of(doing: Doing, patients: Iterable[str]) -> list[Doing]:
    """Return what is done once for each patient's reference, so that it stands among what concerns each of them."""
    return [replace(doing, patient_ref=each) for each in dict.fromkeys(patients)] or [doing]
