"""The fees pages: what late changes cost. Paid at the desk or texted; waived, voided and given back by an approver."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar

from starlette.responses import Response

from services.accounts.permissions import Permission
from services.audit.model import Action, AuditEvent
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.kernel.store import Store
from services.payments.conversation import FeeTalk
from services.payments.ports import PaymentTx
from services.payments.service import PaymentDesk
from services.payments.texting import Texted
from services.portal.console.people import names_of
from services.portal.console.section import Call, Page, Screen, Section, go
from services.portal.errors import BadRequest
from services.scheduling.fee import FeeRecord, FeeState, VoidReason, WaiverReason
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.ports import SchedulingSystem

R = TypeVar("R", bound=StrEnum)
_SHOWN = 50
OPEN, SETTLED = "/fees", "/fees/settled"
_TABS = (("Due", OPEN), ("Settled", SETTLED))
_STATES: Mapping[FeeState, str] = {
    FeeState.DUE: "due",
    FeeState.HANDED_OVER: "can be paid on the payment page",
    FeeState.PAID: "paid",
    FeeState.WAIVED: "waived",
    FeeState.VOID: "taken back as a mistake",
    FeeState.REFUNDED: "given back",
}
_KINDS: Mapping[ChangeKind, str] = {ChangeKind.MOVE: "Late move", ChangeKind.CANCEL: "Late cancellation"}
_TEXTED: Mapping[Texted, str] = {
    Texted.NO_CONSENT: "fee_no_consent",
    Texted.NO_NUMBER: "fee_no_number",
    Texted.NO_LINK: "fee_no_link",
}


@dataclass(frozen=True, slots=True)
class Fees:
    """The handlers of the fees page."""

    desk: PaymentDesk
    talk: FeeTalk
    store: Store[PaymentTx]
    system: SchedulingSystem
    clock: Clock

    def section(self) -> Section:
        """Return the section."""
        pages = (
            Page(OPEN, show=self.show, pulse=self.pulse),
            Page(SETTLED, show=self.settled, pulse=self.settled_pulse),
            Page("/fees/{fee}/paid", take=self.paid),
            Page("/fees/{fee}/text", take=self.text),
            Page("/fees/{fee}/waive", take=self.waive, needs=Permission.FORGIVE_FEES),
            Page("/fees/{fee}/void", take=self.void, needs=Permission.FORGIVE_FEES),
            Page("/fees/{fee}/refund", take=self.refund, needs=Permission.FORGIVE_FEES),
        )
        return Section("Fees", "/fees", "f", pages, Permission.TAKE_FEES, count=self.count)

    async def show(self, call: Call) -> Screen:
        """GET /fees; whose they are is a disclosure, and audited."""
        return await self._screen(call)

    async def settled(self, call: Call) -> Screen:
        """GET /fees/settled: the latest of which nothing is asked any more; whose they are is audited too."""
        return await self._screen(call, here=SETTLED)

    async def settled_pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the settled page shows, in short."""
        return [(fee.id, fee.state) for fee in await self._listed(SETTLED)]

    async def pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the page shows, in short."""
        return [(fee.id, fee.state) for fee in await self._listed(OPEN)]

    async def count(self) -> int:
        """Return how many fees are due."""
        return len(await self._listed(OPEN))

    async def paid(self, call: Call) -> Screen | Response:
        """POST: it was paid at the desk."""
        return await self._done(call, lambda fee: self.desk.pay(fee, call.person.actor, "desk"), "fee_paid")

    async def waive(self, call: Call) -> Screen | Response:
        """POST: nothing is asked, for a reason that the policy knows."""
        reason = _reason(call, WaiverReason)
        return await self._done(call, lambda fee: self.desk.waive(fee, call.person.actor, reason), "fee_waived")

    async def void(self, call: Call) -> Screen | Response:
        """POST: it was raised by mistake, and counts for nothing."""
        reason = _reason(call, VoidReason)
        return await self._done(call, lambda fee: self.desk.void(fee, call.person.actor, reason), "fee_voided")

    async def refund(self, call: Call) -> Screen | Response:
        """POST: a paid fee was given back, where it was paid."""
        reason = _reason(call, WaiverReason)
        return await self._done(
            call, lambda fee: self.desk.refund(fee, call.person.actor, reason), "fee_refunded", SETTLED
        )

    async def text(self, call: Call) -> Screen | Response:
        """POST: text the patient the link to pay, if they agreed to such texts, or told this person just now."""
        agreed = call.fields.get("agreed") == "yes"
        try:
            texted = await self.talk.text(call.path("fee"), call.person.actor, agreed=agreed)
        except SealdeskError as error:
            return await self._screen(call, error)
        return go("/fees", _TEXTED.get(texted, "fee_texted"))

    async def _done(
        self, call: Call, work: Callable[[str], Awaitable[None]], said: str, here: str = OPEN
    ) -> Screen | Response:
        try:
            await work(call.path("fee"))
        except SealdeskError as error:
            return await self._screen(call, error, here)
        return go(here, said)

    async def _listed(self, here: str) -> list[FeeRecord]:
        if here == SETTLED:
            return await self.store.read(lambda tx: tx.fees.settled(_SHOWN))
        return (await self.store.read(lambda tx: tx.fees.open()))[:_SHOWN]

    async def _screen(self, call: Call, problem: SealdeskError | None = None, here: str = OPEN) -> Screen:
        fees = await self._listed(here)
        names = await names_of(self.system, {fee.patient_id for fee in fees})

        def look(tx: PaymentTx) -> list[Operation | None]:
            for patient_id in dict.fromkeys(fee.patient_id for fee in fees):
                tx.audit.record(
                    AuditEvent(
                        self.clock.now(),
                        call.person.actor,
                        Action.APPOINTMENTS_DISCLOSED,
                        patient_id=patient_id,
                        purpose="HPAYMT",
                        body={"page": "fees"},
                    )
                )
            return [tx.operations.get(fee.operation_id) for fee in fees]

        changes = await self.store.write(look)
        rows = [await self._row(fee, change, names, call) for fee, change in zip(fees, changes, strict=True)]
        values = {
            "rows": rows,
            "settled": here == SETTLED,
            "tabs": [{"title": title, "path": path, "count": None, "here": path == here} for title, path in _TABS],
            "may_waive": call.may(Permission.FORGIVE_FEES),
            "mistakes": [{"value": str(reason), "label": label} for reason, label in MISTAKES.items()],
            "problem": problem,
        }
        status, at = (HTTPStatus.CONFLICT, here) if problem else (HTTPStatus.OK, "")
        return Screen("fees.html", values, status, at)

    async def _row(
        self, fee: FeeRecord, change: Operation | None, names: Mapping[str, str], call: Call
    ) -> dict[str, object]:
        visit = change.appointment if change else None
        reasons = await self.desk.reasons(fee.id) if call.may(Permission.FORGIVE_FEES) else []
        return {
            "id": fee.id,
            "who": names.get(fee.patient_id, "Name not available now"),
            "what": _KINDS[fee.kind],
            "visit": visit.visit_name if visit and visit.visit_name else "visit",
            "start": visit.interval.start if visit and visit.interval else None,
            "cents": fee.amount_cents,
            "raised": fee.raised_at,
            "state": _STATES.get(fee.state, str(fee.state)),
            "why": WAIVERS[fee.waiver.reason] if fee.waiver else "",
            "at": fee.settled_at or fee.raised_at,
            "paid": fee.state is FeeState.PAID,
            "reasons": [{"value": str(reason), "label": WAIVERS[reason]} for reason in reasons],
        }


def _reason(call: Call, kind: type[R]) -> R:
    """Return the reason that a form names."""
    reason = call.fields.get("reason", "")
    if reason not in set(kind):
        raise BadRequest("The form names no reason.")
    return kind(reason)


MISTAKES: Mapping[VoidReason, str] = {
    VoidReason.NOT_LATE: "The change was not late",
    VoidReason.WRONG_VISIT: "It is about the wrong visit",
    VoidReason.OTHER: "Another mistake",
}
"""Why a fee is taken back, as staff read it."""

WAIVERS: Mapping[WaiverReason, str] = {
    WaiverReason.EMERGENCY: "Emergency",
    WaiverReason.CLINIC_AT_FAULT: "Our mistake",
    WaiverReason.PAYER_FORBIDS: "The payer forbids it",
    WaiverReason.HARDSHIP: "Hardship",
    WaiverReason.GOODWILL: "Goodwill",
    WaiverReason.FREE_BY_RULE: "Free by rule",
}
"""Why a fee is not asked, as staff read it."""
