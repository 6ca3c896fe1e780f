"""A local Stripe behind the payment door: Checkout Sessions with its rules, its idempotency, and its signatures."""

import json
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from services.payments.ports import DoorAnswer, DoorRequest
from services.payments.stripe_signature import signature_of
from tests.doubles.clock import ManualClock

KNOWN = frozenset(
    {
        "mode",
        "client_reference_id",
        "line_items[0][quantity]",
        "line_items[0][price_data][currency]",
        "line_items[0][price_data][unit_amount]",
        "line_items[0][price_data][product_data][name]",
        "success_url",
        "cancel_url",
        "expires_at",
    }
)
KEPT = timedelta(hours=24)


@dataclass
class Session:
    id: str
    form: dict[str, str]

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": "checkout.session",
            "url": f"https://checkout.stripe.com/c/pay/{self.id}",
            "client_reference_id": self.form["client_reference_id"],
            "amount_total": int(self.form["line_items[0][price_data][unit_amount]"]),
            "currency": self.form["line_items[0][price_data][currency]"],
            "payment_status": "unpaid",
        }


@dataclass
class LocalStripe:
    """`services.payments.ports.PaymentDoor`; `requests` is every request that left, `fail` what the next ones meet."""

    clock: ManualClock
    secret: str = "whsec_local"
    sessions: list[Session] = field(default_factory=list)
    requests: list[DoorRequest] = field(default_factory=list)
    fail: deque[tuple[Exception, bool]] = field(default_factory=deque)
    """Errors to raise, each with whether the request was taken all the same."""
    _keys: dict[str, tuple[bytes, DoorAnswer]] = field(default_factory=dict)
    _events: int = 0

    async def send(self, request: DoorRequest) -> DoorAnswer:
        error, taken = self.fail.popleft() if self.fail else (None, True)
        answer = self._answer(request) if taken else None
        if error is not None:
            raise error
        assert answer is not None
        return answer

    def bytes_sent(self) -> bytes:
        """Return every byte that left, headers included."""
        return b"\n".join(
            f"{r.method} {r.host} {r.path} {sorted(r.headers.items())}".encode() + b"\n" + r.body for r in self.requests
        )

    def _answer(self, request: DoorRequest) -> DoorAnswer:
        self.requests.append(request)
        key = request.headers["Idempotency-Key"]
        if key in self._keys:
            body, answer = self._keys[key]
            return answer if body == request.body else _problem("idempotency_error", "same key, other parameters")
        answer = self._open(dict(parse_qsl(request.body.decode("ascii"), strict_parsing=True)))
        self._keys[key] = (request.body, answer)
        return answer

    def _open(self, form: dict[str, str]) -> DoorAnswer:
        if unknown := sorted(set(form) - KNOWN):
            return _problem("invalid_request_error", f"Received unknown parameter: {unknown[0]}")
        if form["mode"] != "payment" or int(form["line_items[0][price_data][unit_amount]"]) < 50:
            return _problem("invalid_request_error", "amount_too_small")
        left = int(form["expires_at"]) - self.clock.now().timestamp()
        if not 1800 <= left <= KEPT.total_seconds():
            return _problem("invalid_request_error", "expires_at must be 30 minutes to 24 hours from now")
        session = Session(f"cs_test_{len(self.sessions) + 1}", form)
        self.sessions.append(session)
        return DoorAnswer(200, json.dumps(session.shown()).encode())

    def event(self, kind: str = "checkout.session.completed", session: int = -1, **changes: Any) -> tuple[bytes, str]:  # noqa: ANN401 any field of a session
        """Return a webhook message on a session, and its signature."""
        self._events += 1
        shown = {**self.sessions[session].shown(), "payment_status": "paid", **changes}
        event = {"id": f"evt_{self._events}", "object": "event", "type": kind, "data": {"object": shown}}
        return self.signed(json.dumps(event).encode())

    def signed(self, body: bytes) -> tuple[bytes, str]:
        at = str(int(self.clock.now().timestamp()))
        return body, f"t={at},v1={signature_of(body, at, self.secret)}"


def _problem(kind: str, message: str) -> DoorAnswer:
    return DoorAnswer(400, json.dumps({"error": {"type": kind, "message": message}}).encode())
