"""What stands before every page of the console: session, permission, second factor, the form's token, errors' words."""

import re
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from services.accounts.permissions import permits
from services.accounts.service import SignIn, Visit
from services.accounts.stepping import is_fresh
from services.audit.errors import LedgerUnavailable
from services.kernel.clock import Clock
from services.kernel.errors import SealdeskError
from services.portal.console.browsers import Browsers
from services.portal.console.screens import Screens
from services.portal.console.section import Call, Handler, Page, Screen, Section
from services.portal.console.step_up import Stepping
from services.portal.errors import NotOpen, Refused, StepUpNeeded
from services.portal.forms import read_fields
from services.portal.guard import check_source

NOWHERE = "/me"
"""Where people arrive to whom no section is open: their own account."""
_NEXT = re.compile(r"/[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


class ConsoleAnswers:
    """Words what the console's edge refuses; the page's own script gets the status alone."""

    def __init__(self, screens: Screens) -> None:
        self._screens = screens

    def answer(self, request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
        """Return the answer for a status."""
        if by_script(request):
            return PlainTextResponse("", status, headers)
        return HTMLResponse(self._screens.problem(status), status, headers)

    async def http_exception(self, request: Request, error: Exception) -> Response:
        """Answer what the router refuses: no such page, no such method."""
        status, headers = HTTPStatus.INTERNAL_SERVER_ERROR.value, None
        if isinstance(error, HTTPException):
            status, headers = error.status_code, dict(error.headers or {})
        return self.answer(request, status, headers)


class Serving:
    """Answers the requests for registered pages."""

    def __init__(self, sign_in: SignIn, browsers: Browsers, screens: Screens, stepping: Stepping, clock: Clock) -> None:
        self._sign_in = sign_in
        self._browsers = browsers
        self._screens = screens
        self._stepping = stepping
        self._clock = clock

    def home(self, sections: Sequence[Section]) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers at `/`: the first section that is open to the person."""

        async def answer(request: Request) -> Response:
            visit = await self.visit(request)
            if visit is None:
                return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
            first = next((section.path for section in sections if section.shown_to(visit.person)), NOWHERE)
            return RedirectResponse(first, HTTPStatus.SEE_OTHER)

        return answer

    async def show(self, page: Page, request: Request) -> Response:
        """Answer a GET."""
        visit = await self.visit(request)
        if visit is None:
            return to_sign_in(request)
        if page.show is None:
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
        return await self._answer(page, page.show, Call(request, visit.person, fresh=self.fresh(visit)), visit)

    async def take(self, page: Page, request: Request) -> Response:
        """Answer a form post: only from our own page, of the same browser, by somebody who may."""
        check_source(request)
        fields = await read_fields(request)
        visit = await self.visit(request)
        if visit is None:
            return to_sign_in(request)
        self._browsers.check(request, fields.get("token", ""))
        if page.take is None:
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
        return await self._answer(page, page.take, Call(request, visit.person, fields, self.fresh(visit)), visit)

    async def visit(self, request: Request) -> Visit | None:
        """Return who is signed in; a page that fetches itself anew does not keep the session alive."""
        secret = self._browsers.secret(request)
        return await self._sign_in.visit(secret, active=not by_script(request)) if secret else None

    def fresh(self, visit: Visit) -> bool:
        """Tell whether the person's second factor is younger than five minutes."""
        return is_fresh(visit.session, self._clock.now())

    async def opens(self, page: Page, visit: Visit) -> bool:
        """Tell whether the person has the permission that the page needs; where not, that is recorded."""
        if page.needs is not None and permits(visit.person.roles, page.needs):
            return True
        await self._sign_in.denied(visit.person, page.path, str(page.needs))
        return False

    async def _answer(self, page: Page, handler: Handler, call: Call, visit: Visit) -> Response:
        if not await self.opens(page, visit):
            return HTMLResponse(self._screens.problem(HTTPStatus.FORBIDDEN), HTTPStatus.FORBIDDEN)
        if visit.session.factor_at is None or (page.asks_factor and not call.fresh):
            return await self._stepping.ask(call)
        try:
            answer = await handler(call)
        except StepUpNeeded:
            return await self._stepping.ask(call)
        except NotOpen as refused:
            await self._sign_in.denied(call.person, page.path, refused.permission)
            raise
        except (Refused, LedgerUnavailable):
            raise
        except SealdeskError as error:
            said = {"heading": "Nothing was changed", "text": error.what, "do": error.do}
            answer = Screen("problem.html", said, HTTPStatus.CONFLICT)
        if isinstance(answer, Response):
            return answer
        token = self._browsers.token(self._browsers.secret(call.request))
        where = answer.at or call.request.url.path
        live = {"live": _live(answer, page, call.request), "where": where}
        values: dict[str, object] = {"said": call.request.query_params.get("said"), **live, **answer.values}
        body = await self._screens.inside(answer.template, call.person, where, token, values)
        return HTMLResponse(body, answer.status)


def by_script(request: Request) -> bool:
    """Tell whether a page's own script asks: for itself anew, or for its stream of events."""
    return request.headers.get("x-live") is not None or request.headers.get("accept") == "text/event-stream"


def to_sign_in(request: Request) -> Response:
    """Send the browser to the sign-in page, and back here afterwards; a script is told that nobody is signed in."""
    if by_script(request):
        return PlainTextResponse("", HTTPStatus.UNAUTHORIZED)
    path = request.url.path
    after = f"?next={path}" if request.method == "GET" and next_path(path) != "/" else ""
    return RedirectResponse(f"/sign-in{after}", HTTPStatus.SEE_OTHER)


def next_path(path: str) -> str:
    """Return a path of ours to go to after signing in; anything else becomes the first page (no open redirect)."""
    return path if _NEXT.fullmatch(path) else "/"


def _live(answer: Screen, page: Page, request: Request) -> str | None:
    """Return where the page that is shown has its events, None where it has none."""
    if answer.at:
        return f"{answer.at}/live"
    if page.pulse is None or answer.status != HTTPStatus.OK:
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}/live{query}"
