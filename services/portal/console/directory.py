"""The way to the clinic's directory and back.

The browser comes back from another site, so the console's own cookie, which is strict, is not sent: another one, which
is laxer, lives for the way alone. For the same reason the answer is a page that leads on, not a redirect.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.accounts.directory import TRIP_LASTS, DirectorySignIn
from services.accounts.errors import AccountError
from services.accounts.service import Browser, SignedIn
from services.portal.console.browsers import Browsers
from services.portal.console.screens import Screens
from services.portal.console.serving import next_path
from services.portal.edge import client_of
from services.portal.limits import Limit

BACK = "/sign-in/back"
Enter = Callable[[Request, SignedIn, Response], Awaitable[Response]]


class DirectoryDoor:
    """Sends people to the directory, and lets in who comes back."""

    def __init__(
        self, directory: DirectorySignIn, browsers: Browsers, screens: Screens, tries: Limit, enter: Enter
    ) -> None:
        self._directory = directory
        self._browsers = browsers
        self._screens = screens
        self._tries = tries
        self._enter = enter
        self._cookie = "__Host-sealdesk-trip" if screens.tls else "sealdesk-trip"

    async def leave(self, request: Request) -> Response:
        """GET /sign-in/directory: off to the directory."""
        self._tries.take(client_of(request))
        origin = f"{'https' if self._screens.tls else 'http'}://{request.headers['host']}"
        after = next_path(request.query_params.get("next", "/"))
        try:
            address, cookie = await self._directory.begin(f"{origin}{BACK}", after)
        except AccountError as error:
            return self._refused(error)
        response = RedirectResponse(address, HTTPStatus.SEE_OTHER)
        response.set_cookie(
            self._cookie,
            cookie,
            max_age=int(TRIP_LASTS.total_seconds()),
            path="/",
            secure=self._screens.tls,
            httponly=True,
            samesite="lax",
        )
        return response

    async def back(self, request: Request) -> Response:
        """GET /sign-in/back: somebody comes back with what the directory gave them."""
        self._tries.take(client_of(request))
        browser = Browser(client_of(request), self._browsers.device(request))
        answer, cookie = dict(request.query_params), request.cookies.get(self._cookie, "")
        try:
            signed, after = await self._directory.finish(answer, cookie, browser)
        except AccountError as error:
            return self._refused(error)
        page = self._screens.outside("arrived.html", "", after=after)
        response = await self._enter(request, signed, HTMLResponse(page))
        response.delete_cookie(self._cookie, path="/", secure=self._screens.tls, httponly=True, samesite="lax")
        return response

    def _refused(self, error: AccountError) -> Response:
        page = self._screens.problem(
            HTTPStatus.FORBIDDEN, what=error.what, do=error.do, heading="You are not signed in"
        )
        return HTMLResponse(page, HTTPStatus.FORBIDDEN)
