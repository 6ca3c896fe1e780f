"""The pages of fees: `/pay/CODE`, to which the link in a text and in the chat leads, and where Stripe sends people."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from services.kernel.language import Language
from services.kernel.wording import say_money
from services.payments.pages import PayPages
from services.portal.forms import language_of, preferred_language
from services.portal.guard import check_source
from services.portal.pages import Pages
from services.portal.settings import PortalSettings

THANKS = "thanks"
LATER = "later"


@dataclass(frozen=True, slots=True)
class PayRequests:
    """Answers requests for the pages of fees."""

    payments: PayPages
    pages: Pages
    settings: PortalSettings

    def routes(self) -> list[Route]:
        """Return the routes, the fixed pages first."""
        return [
            Route(f"/pay/{THANKS}", self.thanks, methods=["GET"]),
            Route(f"/pay/{LATER}", self.later, methods=["GET"]),
            Route("/pay/{page}", self.show, methods=["GET"]),
            Route("/pay/{page}", self.renew, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """GET /pay/CODE: how the fee stands, and the link to pay while there is one."""
        return await self._page(request)

    async def renew(self, request: Request) -> Response:
        """POST /pay/CODE: open the payment page anew, and show it."""
        check_source(request)
        if not await self.payments.renew(request.path_params["page"]):
            return await self._page(request, problem=True)
        return RedirectResponse(request.url.path, HTTPStatus.SEE_OTHER)

    async def thanks(self, request: Request) -> Response:
        """GET /pay/thanks: the same page for everybody who has paid."""
        return HTMLResponse(self.pages.pay(self._language(request), THANKS))

    async def later(self, request: Request) -> Response:
        """GET /pay/later: the same page for everybody who has turned back."""
        return HTMLResponse(self.pages.pay(self._language(request), LATER))

    async def _page(self, request: Request, *, problem: bool = False) -> Response:
        view = await self.payments.show(request.path_params["page"])
        if view is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        fee, url = say_money(view.amount_cents), view.url
        page = self.pages.pay(self._language(request), str(view.state), fee, url, problem=problem)
        return HTMLResponse(page, HTTPStatus.SERVICE_UNAVAILABLE if problem else HTTPStatus.OK)

    def _language(self, request: Request) -> Language:
        asked = language_of(request.query_params.get("lang"))
        usual = self.settings.default_language
        return asked or preferred_language(request.headers.get("accept-language", ""), usual)
