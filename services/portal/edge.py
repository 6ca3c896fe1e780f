"""The portal's edge: who may come in, and what a person sees when something fails. Never a stack trace."""

import logging
from http import HTTPStatus
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.audit.errors import LedgerUnavailable
from services.portal.errors import BadRequest, Refused
from services.portal.forms import preferred_language
from services.portal.limits import Limit, client_key
from services.portal.pages import Pages, error_status
from services.portal.settings import PortalSettings
from services.portal.words import words_in

log = logging.getLogger(__name__)

_UNLIMITED = ("/static/", "/healthz")


class Answers(Protocol):
    """Words what the edge refuses."""

    def answer(self, request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
        """Return the answer for a status."""
        ...


class ErrorAnswers:
    """Turns refusals and errors into pages, or into JSON for the page's own script."""

    def __init__(self, pages: Pages, settings: PortalSettings) -> None:
        self._pages = pages
        self._settings = settings

    def answer(self, request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
        """Return the answer for a status."""
        language = preferred_language(request.headers.get("accept-language", ""), self._settings.default_language)
        if wants_json(request):
            problem = words_in(language).errors[error_status(status)]
            return JSONResponse({"problem": f"{problem.heading}. {problem.text}"}, status, headers)
        return HTMLResponse(self._pages.error(error_status(status), language), status, headers)

    async def http_exception(self, request: Request, error: Exception) -> Response:
        """Answer what the router refuses: no such page, no such method."""
        status, headers = HTTPStatus.INTERNAL_SERVER_ERROR.value, None
        if isinstance(error, HTTPException):
            status, headers = error.status_code, dict(error.headers or {})
        return self.answer(request, status, headers)


class Edge:
    """ASGI middleware: admits a request, and answers whatever goes wrong behind it."""

    def __init__(self, app: ASGIApp, answers: Answers, hosts: tuple[str, ...], requests: Limit) -> None:
        self._app = app
        self._answers = answers
        self._hosts = frozenset(hosts)
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        request = Request(scope, receive)
        try:
            self._admit(request)
            await self._app(scope, receive, send_and_note)
        except Exception as error:  # noqa: BLE001 the process edge: a patient sees words, the log the error's type
            await self._fail(request, error, send, started=started)

    def _admit(self, request: Request) -> None:
        """Refuse requests for another host (DNS rebinding) and more of them than a person makes."""
        if host_name(request.headers.get("host", "")) not in self._hosts:
            raise BadRequest("The request is for another host.")
        if not request.url.path.startswith(_UNLIMITED):
            self._requests.take(client_of(request))

    async def _fail(self, request: Request, error: Exception, send: Send, *, started: bool) -> None:
        status, headers = HTTPStatus.INTERNAL_SERVER_ERROR.value, None
        if isinstance(error, Refused):
            status, headers = error.status, error.headers()
        elif isinstance(error, LedgerUnavailable):
            status = HTTPStatus.BAD_GATEWAY.value  # what stands behind us takes no events; its words are the page's own
            log.error("A request was not done: %s.", type(error).__name__)
        else:
            log.error("A request failed: %s.", type(error).__name__)
        if started:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        response = self._answers.answer(request, status, headers)
        await response(request.scope, request.receive, send)


def host_name(host: str) -> str:
    """Return a Host header's name without the port; an IPv6 literal keeps its brackets (RFC 3986, 3.2.2)."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def client_of(request: Request) -> str:
    """Return the key of the client's address for limits."""
    return client_key(request.client.host if request.client else "")


def wants_json(request: Request) -> bool:
    """Say whether the page's script asks, rather than the browser itself."""
    return request.headers.get("accept", "").startswith("application/json")
