"""A stand-in of Stripe's Checkout Sessions that takes nothing which could tell who pays what for whom.

Source: Stripe API 2023-10-16, POST /v1/checkout/sessions, form-encoded, and its idempotent requests.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from appliance.demo.carriers.faults import CutOff, Fault, Faults, gone
from appliance.demo.carriers.journal import Entry, Journal, Way, outcome_of
from services.kernel.clock import Clock

_LINE: Final = "line_items[0]"
_PRICE: Final = f"{_LINE}[price_data]"
_FIELDS: Final = frozenset(
    {
        "mode",
        "client_reference_id",
        f"{_LINE}[quantity]",
        f"{_PRICE}[currency]",
        f"{_PRICE}[unit_amount]",
        f"{_PRICE}[product_data][name]",
        "success_url",
        "cancel_url",
        "expires_at",
    }
)
_LEAST_CENTS: Final = 50
_SHORTEST, _LONGEST = 30 * 60, 24 * 3600
_LONGEST_REFERENCE: Final = 200


@dataclass(slots=True)
class Session:
    """A Checkout Session that was opened."""

    id: str
    reference: str
    cents: int
    currency: str
    expires_at: int
    success_url: str
    paid: bool = False
    event: str = ""

    @property
    def shown(self) -> dict[str, object]:
        """Return the session as Stripe's API shows it."""
        return {
            "id": self.id,
            "object": "checkout.session",
            "amount_total": self.cents,
            "client_reference_id": self.reference,
            "currency": self.currency,
            "expires_at": self.expires_at,
            "livemode": False,
            "mode": "payment",
            "payment_status": "paid" if self.paid else "unpaid",
            "status": "complete" if self.paid else "open",
            "url": None if self.paid else f"https://checkout.stripe.com/c/pay/{self.id}",
        }


@dataclass(frozen=True, slots=True)
class _Answered:
    """The answer that is given again under the same key."""

    form: Mapping[str, str] = field(repr=False)
    session: Session


class StripeStandIn:
    """Stripe on this machine.

    Args:
        key: the API key it takes.
        clock: the time.
        journal: where every session is noted.
        secret: signs what it tells the clinic's webhook.
    """

    def __init__(self, key: str, clock: Clock, journal: Journal | None = None, secret: str = "") -> None:
        self._key, self._clock, self._secret = key, clock, secret
        self.journal = journal or Journal()
        self.faults = Faults()
        self.sessions: dict[str, Session] = {}
        self._answered: dict[str, _Answered] = {}
        self._events = 0
        self.app = Starlette(routes=[Route("/v1/checkout/sessions", self._open, methods=["POST"])])

    async def _open(self, request: Request) -> Response:
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self._key}".encode()):
            return _refused(401, "invalid_request_error", "Invalid API Key provided")
        pairs = [(name, str(value)) for name, value in (await request.form()).multi_items()]
        form, key = dict(pairs), request.headers.get("idempotency-key", "")
        wrong = "twice" if len(form) != len(pairs) else self._wrong(form)
        if wrong or not key or not request.headers.get("stripe-version"):
            return _refused(400, "invalid_request_error", f"Refused by the stand-in: {wrong or 'header'}")
        if key in self._answered:
            return self._again(self._answered[key], form)
        fault = self.faults.next()
        session = self._taken(form, key) if fault is None or fault.taken else None
        self._note(form, session, fault)
        if fault is None and session is not None:
            return JSONResponse(session.shown)
        return await self._misbehave(request, fault or Fault.GIBBERISH_AFTER)

    def pay(self, session_id: str) -> tuple[bytes, str] | None:
        """Pay a session; return the webhook's body and `Stripe-Signature`, or None where there is nothing to pay."""
        session = self.sessions.get(session_id)
        if session is None or session.paid or session.expires_at <= self._clock.now().timestamp():
            return None
        session.paid = True
        self._events += 1
        session.event = f"evt_{self._events:024d}"
        self.journal.changed()
        return self.told(session)

    def told(self, session: Session) -> tuple[bytes, str]:
        """Return what the webhook is told of a paid session; told again, it is the same event, signed anew."""
        event = {
            "id": session.event,
            "object": "event",
            "type": "checkout.session.completed",
            "data": {"object": session.shown},
        }
        body, at = json.dumps(event).encode(), str(int(self._clock.now().timestamp()))
        signature = hmac.new(self._secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
        return body, f"t={at},v1={signature}"

    def _wrong(self, form: Mapping[str, str]) -> str:
        """Return what is wrong with a request, nothing where nothing is."""
        if set(form) != _FIELDS:
            return "fields"
        now = self._clock.now().timestamp()
        cents, until = form[f"{_PRICE}[unit_amount]"], form["expires_at"]
        checks = {
            "mode": form["mode"] == "payment" and form[f"{_LINE}[quantity]"] == "1",
            "line": form[f"{_PRICE}[product_data][name]"] == "Office fee",
            "amount": cents.isdigit() and int(cents) >= _LEAST_CENTS,
            "expires_at": until.isdigit() and _SHORTEST <= int(until) - now <= _LONGEST,
            "reference": 0 < len(form["client_reference_id"]) <= _LONGEST_REFERENCE,
            "pages": all(form[name].startswith("https://") for name in ("success_url", "cancel_url")),
        }
        return next((name for name, holds in checks.items() if not holds), "")

    def _taken(self, form: Mapping[str, str], key: str) -> Session:
        session = Session(
            id=f"cs_test_{len(self.sessions) + 1:024d}",
            reference=form["client_reference_id"],
            cents=int(form[f"{_PRICE}[unit_amount]"]),
            currency=form[f"{_PRICE}[currency]"],
            expires_at=int(form["expires_at"]),
            success_url=form["success_url"],
        )
        self.sessions[session.id] = session
        self._answered[key] = _Answered(form, session)
        return session

    def _again(self, before: _Answered, form: Mapping[str, str]) -> Response:
        if before.form != form:
            return _refused(400, "idempotency_error", "The same key came with other parameters.")
        return JSONResponse(before.session.shown, headers={"idempotent-replayed": "true"})

    def _note(self, form: Mapping[str, str], session: Session | None, fault: Fault | None) -> None:
        words = f"{form[f'{_PRICE}[product_data][name]']}, reference {form['client_reference_id']}"
        name = session.id if session else self.journal.name("payment")
        self.journal.note(Entry(name, Way.PAYMENT, "", self._clock.now(), words, outcome_of(fault), str(fault or "")))

    async def _misbehave(self, request: Request, fault: Fault) -> Response:
        if fault in (Fault.HANG_BEFORE, Fault.HANG_AFTER):
            await gone(request)
        answers: dict[Fault, Response] = {
            Fault.CUT_AFTER: CutOff(),
            Fault.FAIL_BEFORE: _refused(503, "api_error", "Out of order"),
            Fault.FAIL_AFTER: _refused(500, "api_error", "Out of order"),
            Fault.GIBBERISH_AFTER: JSONResponse({"object": "checkout.session"}),
            Fault.TOO_MANY: _refused(429, "rate_limit_error", "Too many requests"),
            Fault.REFUSED: _refused(400, "invalid_request_error", "Refused"),
        }
        return answers.get(fault, Response(status_code=504))


def _refused(status: int, kind: str, message: str) -> JSONResponse:
    return JSONResponse({"error": {"type": kind, "message": message}}, status)
