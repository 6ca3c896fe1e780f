"""The page on which a fee is paid, in the place of Stripe's: a press of its button is a payment by an invented card.

What follows is real: the stand-in signs the event as Stripe does and posts it to the clinic's webhook, which checks it.
"""

from dataclasses import dataclass
from typing import Final

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from appliance.demo.carriers.stripe import Session, StripeStandIn
from appliance.demo.web.rendering import page
from appliance.demo.web.security import from_this_page
from services.egress.senders.exchange import http_client
from services.kernel.wording import say_money

_PATIENCE_SECONDS: Final = 10.0
_LINKS: Final = {"events": "/events", "static": "/static"}
_NOT_TOLD: Final = (
    "It is paid, but the clinic did not take the message. Stripe would send it again for days; press again."
)


@dataclass(frozen=True, slots=True)
class CheckoutPages:
    """Pages of Checkout Sessions. `chat` is the address of the clinic's chat, where its webhook is too."""

    stripe: StripeStandIn
    chat: str

    @property
    def routes(self) -> list[BaseRoute]:
        """Return where each page is."""
        return [Route("/pay/{session}", self.show), Route("/pay/{session}", self.pay, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """Show what Stripe is told of a fee, and the button."""
        return self._page(request)

    async def pay(self, request: Request) -> Response:
        """Pay, and tell the clinic; pressed again, tell it again."""
        if not from_this_page(request):
            return self._page(request, 403, "This form was not sent from this page.")
        name = request.path_params["session"]
        session = self.stripe.sessions.get(name)
        if session is None:
            return self._page(request)
        told = self.stripe.pay(name)
        if told is None and session.paid:
            told = self.stripe.told(session)
        if told is None:
            return self._page(request, 409, "This page has run out. Open the link in the text or the chat again.")
        return self._page(request) if await self._delivered(*told) else self._page(request, 502, _NOT_TOLD)

    async def _delivered(self, body: bytes, signature: str) -> bool:
        """Post the event to the clinic; tell whether it was taken."""
        headers = {"content-type": "application/json", "stripe-signature": signature}
        try:
            async with http_client(self.chat, _PATIENCE_SECONDS) as http:
                answer = await http.post("/hooks/stripe", content=body, headers=headers)
        except httpx.HTTPError:
            return False
        return answer.is_success

    def _page(self, request: Request, status: int = 200, problem: str = "") -> Response:
        session = self.stripe.sessions.get(request.path_params["session"])
        if session is None:
            return page("missing.html", 404, **_LINKS, problem="There is no such payment page.")
        return page("checkout.html", status, **_LINKS, **self._values(session), problem=problem)

    def _values(self, session: Session) -> dict[str, object]:
        return {
            "id": session.id,
            "amount": say_money(session.cents),
            "reference": session.reference,
            "paid": session.paid,
            "success": session.success_url,
            "thanks": f"{self.chat}/pay/{session.success_url.rpartition('/')[2]}",
        }
