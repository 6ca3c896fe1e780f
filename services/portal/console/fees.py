"""The fees page: what late changes cost, paid at the desk, texted, or waived with a reason by an approver."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from services.accounts.model import Role
from services.audit.model import Action, AuditEvent
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.kernel.store import Store
from services.payments.ports import PaymentTx
from services.payments.service import PaymentDesk
from services.payments.texting import Texted
from services.portal.console.people import names_of
from services.portal.console.section import APPROVERS, Call, Page, Screen, Section, go
from services.portal.errors import BadRequest
from services.scheduling.fee import FeeRecord, FeeState, WaiverReason
from services.scheduling.operation import ChangeKind, Operation
from services.scheduling.ports import SchedulingSystem

_SHOWN = 50
_STATES: Mapping[FeeState, str] = {FeeState.DUE: "due", FeeState.HANDED_OVER: "can be paid on the payment page"}
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
    store: Store[PaymentTx]
    system: SchedulingSystem
    clock: Clock

    def section(self) -> Section:
        """Return the section."""
        pages = (
            Page("/fees", show=self.show, pulse=self.pulse),
            Page("/fees/{fee}/paid", take=self.paid),
            Page("/fees/{fee}/text", take=self.text),
            Page("/fees/{fee}/waive", take=self.waive, roles=APPROVERS),
        )
        return Section("Fees", "/fees", "f", pages, count=self.count)

    async def show(self, call: Call) -> Screen:
        """GET /fees; whose they are is a disclosure, and audited."""
        return await self._screen(call)

    async def pulse(self, call: Call) -> object:  # noqa: ARG002 the shape of every pulse
        """Return what the page shows, in short."""
        return [(fee.id, fee.state) for fee in await self._open()]

    async def count(self) -> int:
        """Return how many fees are due."""
        return len(await self._open())

    async def paid(self, call: Call) -> Screen | Response:
        """POST: it was paid at the desk."""
        return await self._done(call, lambda fee: self.desk.pay(fee, call.person.actor, "desk"), "fee_paid")

    async def waive(self, call: Call) -> Screen | Response:
        """POST: nothing is asked, for a reason that the policy knows."""
        reason = call.fields.get("reason", "")
        if reason not in set(WaiverReason):
            raise BadRequest("The form names no reason.")
        return await self._done(
            call, lambda fee: self.desk.waive(fee, call.person.actor, WaiverReason(reason)), "fee_waived"
        )

    async def text(self, call: Call) -> Screen | Response:
        """POST: text the patient the link to pay, if they agreed to such texts."""
        try:
            texted = await self.desk.text(call.path("fee"), call.person.actor)
        except SealdeskError as error:
            return await self._screen(call, error)
        return go("/fees", _TEXTED.get(texted, "fee_texted"))

    async def _done(self, call: Call, work: Callable[[str], Awaitable[None]], said: str) -> Screen | Response:
        try:
            await work(call.path("fee"))
        except SealdeskError as error:
            return await self._screen(call, error)
        return go("/fees", said)

    async def _open(self) -> list[FeeRecord]:
        return (await self.store.read(lambda tx: tx.fees.open()))[:_SHOWN]

    async def _screen(self, call: Call, problem: SealdeskError | None = None) -> Screen:
        fees = await self._open()
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
        values = {"rows": rows, "may_waive": call.may(Role.APPROVER), "problem": problem}
        status, at = (HTTPStatus.CONFLICT, "/fees") if problem else (HTTPStatus.OK, "")
        return Screen("fees.html", values, status, at)

    async def _row(
        self, fee: FeeRecord, change: Operation | None, names: Mapping[str, str], call: Call
    ) -> dict[str, object]:
        visit = change.appointment if change else None
        reasons = await self.desk.reasons(fee.id) if call.may(Role.APPROVER) else []
        return {
            "id": fee.id,
            "who": names.get(fee.patient_id, "Name not available now"),
            "what": _KINDS[fee.kind],
            "visit": visit.visit_name if visit and visit.visit_name else "visit",
            "start": visit.interval.start if visit and visit.interval else None,
            "cents": fee.amount_cents,
            "raised": fee.raised_at,
            "state": _STATES.get(fee.state, str(fee.state)),
            "reasons": [{"value": str(reason), "label": WAIVERS[reason]} for reason in reasons],
        }


WAIVERS: Mapping[WaiverReason, str] = {
    WaiverReason.EMERGENCY: "Emergency",
    WaiverReason.CLINIC_AT_FAULT: "Our mistake",
    WaiverReason.PAYER_FORBIDS: "The payer forbids it",
    WaiverReason.HARDSHIP: "Hardship",
    WaiverReason.GOODWILL: "Goodwill",
    WaiverReason.FREE_BY_RULE: "Free by rule",
}
"""Why a fee is not asked, as staff read it."""
