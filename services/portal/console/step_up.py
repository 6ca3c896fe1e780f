"""The page in the middle: a second factor again, and then back to what was asked, with nothing lost.

A page that was asked for is opened. A form is not sent by itself: it is shown once more with what it held, and the
person sends it. It travels in the page, so nothing of it is kept here meanwhile.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from services.accounts.errors import AccountError
from services.accounts.model import Person
from services.accounts.passkeys import Passkeys
from services.accounts.service import Visit
from services.accounts.stepping import StepUp
from services.portal.console.browsers import Browsers
from services.portal.console.screens import Screens
from services.portal.console.section import Call
from services.portal.console.sites import site_of
from services.portal.edge import client_of
from services.portal.forms import read_fields
from services.portal.guard import check_source
from services.portal.limits import Limit

_PATH: Final = re.compile(r"/[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*(\?[A-Za-z0-9_.~%&=+:,-]*)?")
_FIELD: Final = "token"


class Stepping:
    """Answers with the page in the middle, and takes what it sends."""

    def __init__(self, step_up: StepUp, passkeys: Passkeys, browsers: Browsers, screens: Screens, tries: Limit) -> None:
        self._step_up = step_up
        self._passkeys = passkeys
        self._browsers = browsers
        self._screens = screens
        self._tries = tries

    async def ask(self, call: Call) -> Response:
        """Ask for a second factor before this request; the page's own script gets the status alone."""
        if call.request.headers.get("x-live") is not None:
            return PlainTextResponse("", HTTPStatus.FORBIDDEN)
        url = call.request.url
        asked = {
            "path": f"{url.path}?{url.query}" if url.query else url.path,
            "form": urlencode({name: text for name, text in call.fields.items() if name != _FIELD}),
            "method": call.request.method,
        }
        return await self._page(call.request, call.person, asked)

    async def prove(self, visiting: Callable[[Request], Awaitable[Visit | None]], request: Request) -> Response:
        """POST /step-up: take the code; then open the page that was asked for, or show the form once more."""
        check_source(request)
        fields = await read_fields(request)
        visit = await visiting(request)
        if visit is None:
            return RedirectResponse("/sign-in?said=ended", HTTPStatus.SEE_OTHER)
        self._browsers.check(request, fields.get(_FIELD, ""))
        self._tries.take(client_of(request))
        asked = {name: fields.get(name, "") for name in ("path", "form", "method")}
        try:
            fresh = await self._shown(request, fields)
        except AccountError as problem:
            if await visiting(request) is None:
                return RedirectResponse("/sign-in?said=too_many", HTTPStatus.SEE_OTHER)
            return await self._page(request, visit.person, asked, problem)
        response = await self._back(fresh, visit.person, asked)
        self._browsers.keep(response, fresh)
        return response

    async def _shown(self, request: Request, fields: dict[str, str]) -> str:
        secret, site = self._browsers.secret(request), site_of(request, tls=self._screens.tls)
        if site is not None and fields.get("answer"):
            return await self._passkeys.show_again(site, secret, fields["answer"])
        return await self._step_up.by_code(secret, fields.get("code", ""))

    async def _back(self, secret: str, person: Person, asked: dict[str, str]) -> Response:
        path = asked["path"] if _PATH.fullmatch(asked["path"]) else "/"
        if asked["method"] != "POST":
            return RedirectResponse(path, HTTPStatus.SEE_OTHER)
        values = {"path": path, "fields": parse_qsl(asked["form"], keep_blank_values=True)}
        return HTMLResponse(await self._inside("go_on.html", person, secret, values))

    async def _page(
        self, request: Request, person: Person, asked: dict[str, str], problem: AccountError | None = None
    ) -> Response:
        site, options = site_of(request, tls=self._screens.tls), ""
        if site is not None:
            options = await self._passkeys.to_show(site, self._browsers.secret(request), person.id)
        values = {"asked": asked, "problem": problem, "options": options}
        body = await self._inside("step_up.html", person, self._browsers.secret(request), values)
        return HTMLResponse(body, HTTPStatus.FORBIDDEN)

    async def _inside(self, template: str, person: Person, secret: str, values: Mapping[str, object]) -> str:
        return await self._screens.inside(template, person, "", self._browsers.token(secret), values)
