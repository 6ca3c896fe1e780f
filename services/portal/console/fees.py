"""The fees pages: what late changes cost, and what staff do about it: text the link, note a payment, waive, refund."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.responses import Response

from services.payments.conversation import FeeTalk
from services.payments.desk_view import FeeBoard, FeeCase
from services.payments.texting import Texted
from services.portal.console.section import Call, Page, Screen, Section, go
from services.portal.errors import BadRequest
from services.scheduling.fee import PERSONS_REASONS, FeeRecord, FeeState, WaiverReason
from services.scheduling.operation import ChangeKind
from services.scheduling.settle import describe

_VIEWS: Mapping[str, tuple[str, str]] = {
    "open": ("Open", "No fee is open. New ones appear here by themselves."),
    "settled": ("Settled", "No fee was settled yet."),
}
_KINDS: Mapping[ChangeKind, str] = {ChangeKind.MOVE: "Late move", ChangeKind.CANCEL: "Late cancellation"}
_STATES: Mapping[FeeState, str] = {
    FeeState.DUE: "due",
    FeeState.HANDED_OVER: "due, and the patient has the link",
    FeeState.PAID: "paid",
    FeeState.WAIVED: "waived",
    FeeState.VOID: "taken back",
    FeeState.REFUNDED: "refunded",
}
REASONS: Mapping[WaiverReason, str] = {
    WaiverReason.FREE_BY_RULE: "free by the clinic's rule",
    WaiverReason.EMERGENCY: "an emergency",
    WaiverReason.CLINIC_AT_FAULT: "the clinic's own fault",
    WaiverReason.PAYER_FORBIDS: "the payer forbids it",
    WaiverReason.HARDSHIP: "hardship",
    WaiverReason.GOODWILL: "goodwill",
}
_TEXTED: Mapping[Texted, str] = {
    Texted.QUEUED: "fee_texted",
    Texted.NO_CONSENT: "fee_no_consent",
    Texted.NO_NUMBER: "fee_no_number",
    Texted.NO_LINK: "fee_no_link",
}


@dataclass(frozen=True, slots=True)
class Fees:
    """The handlers of the fees pages; `zone` is the clinic's."""

    talk: FeeTalk
    zone: ZoneInfo

    def section(self) -> Section:
        """Return the section."""
        pages = (
            Page("/fees", show=self.show, pulse=self.pulse),
            Page("/fees/{fee}", show=self.one, pulse=self.pulse_of_one),
            Page("/fees/{fee}/text", take=self.text),
            Page("/fees/{fee}/paid", take=self.paid),
            Page("/fees/{fee}/waive", take=self.waive),
            Page("/fees/{fee}/refund", take=self.refund),
            Page("/fees/{fee}/void", take=self.void),
        )
        return Section("Fees", "/fees", "f", pages, count=self.count)

    @property
    def board(self) -> FeeBoard:
        """What staff see of fees."""
        return FeeBoard(self.talk.desk)

    async def show(self, call: Call) -> Screen:
        """GET /fees?view=open|settled."""
        view = _view(call)
        fees = await self._listed(view)
        tabs = [{"view": name, "title": words[0]} for name, words in _VIEWS.items()]
        rows = [_row(fee) for fee in fees]
        return Screen("fees.html", {"view": view, "tabs": tabs, "rows": rows, "nothing": _VIEWS[view][1]})

    async def pulse(self, call: Call) -> object:
        """Return what the list shows, in short."""
        return [(fee.id, str(fee.state)) for fee in await self._listed(_view(call))]

    async def one(self, call: Call) -> Screen:
        """GET /fees/ID: one fee, and what can be done about it."""
        return Screen("fee.html", self._values(await self.board.show(call.path("fee"), call.person.actor)))

    async def pulse_of_one(self, call: Call) -> object:
        """Return how the fee stands."""
        fee_id = call.path("fee")
        fee = await self.talk.desk.store.read(lambda tx: tx.fees.get(fee_id))
        return None if fee is None else (str(fee.state), fee.handover.expires_at if fee.handover else None)

    async def text(self, call: Call) -> Response:
        """POST /fees/ID/text: text the link; the ticked box keeps that the patient agreed to such texts."""
        agreed = call.fields.get("agreed") == "yes"
        texted = await self.talk.text(call.path("fee"), call.person.actor, agreed=agreed)
        return _back(call, _TEXTED[texted])

    async def paid(self, call: Call) -> Response:
        """POST /fees/ID/paid: it was paid at the desk or on the clinic's page."""
        await self.talk.desk.pay(call.path("fee"), call.person.actor, "staff")
        return _back(call, "fee_paid")

    async def waive(self, call: Call) -> Response:
        """POST /fees/ID/waive: ask nothing, for a reason."""
        await self.talk.desk.waive(call.path("fee"), call.person.actor, _reason(call))
        return _back(call, "fee_waived")

    async def refund(self, call: Call) -> Response:
        """POST /fees/ID/refund: it was given back, for a reason."""
        await self.talk.desk.refund(call.path("fee"), call.person.actor, _reason(call))
        return _back(call, "fee_refunded")

    async def void(self, call: Call) -> Response:
        """POST /fees/ID/void: it was raised by mistake."""
        await self.talk.desk.void(call.path("fee"), call.person.actor)
        return _back(call, "fee_void")

    async def count(self) -> int:
        """Return how many fees are open."""
        return len(await self.board.open())

    async def _listed(self, view: str) -> list[FeeRecord]:
        return await (self.board.settled() if view == "settled" else self.board.open())

    def _values(self, case: FeeCase) -> dict[str, object]:
        fee, change = case.fee, case.change
        handover = fee.handover if fee.state is FeeState.HANDED_OVER else None
        return {
            **_row(fee),
            "visit": describe(change.appointment, self.zone) if change else "",
            "patient": fee.patient_id,
            "appointment": fee.appointment_id,
            "until": handover.expires_at if handover else None,
            "settled_at": fee.settled_at,
            "settled_by": fee.waiver.by.id if fee.waiver else "",
            "why": REASONS[fee.waiver.reason] if fee.waiver else "",
            "link": case.link,
            "agreed": case.agreed,
            "textable": bool(change and change.phone and case.link),
            "open": not fee.state.final,
            "refundable": fee.state is FeeState.PAID,
            "reasons": [{"value": str(reason), "words": REASONS[reason]} for reason in case.reasons],
        }


def _view(call: Call) -> str:
    view = call.request.query_params.get("view", "open")
    return view if view in _VIEWS else "open"


def _back(call: Call, said: str) -> Response:
    return go(f"/fees/{call.path('fee')}", said)


def _reason(call: Call) -> WaiverReason:
    given = call.fields.get("reason", "")
    if given not in PERSONS_REASONS:
        raise BadRequest("The form has no reason of ours.")
    return WaiverReason(given)


def _row(fee: FeeRecord) -> dict[str, object]:
    """Return a fee as the list shows it; it names nobody."""
    return {
        "id": fee.id,
        "what": _KINDS[fee.kind],
        "cents": fee.amount_cents,
        "since": fee.raised_at,
        "state": _STATES[fee.state],
    }
