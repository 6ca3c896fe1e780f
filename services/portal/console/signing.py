"""The console's outer pages: sign in, enrol with an invitation, sign out, stay signed in."""

import math
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.accounts.break_glass import EmergencyDoor, Reason
from services.accounts.devices import with_device
from services.accounts.enrolling import Enrolling
from services.accounts.errors import AccountError, InvitationRefused, SignInHeld, WrongKey
from services.accounts.passkeys import Passkeys
from services.accounts.service import Browser, SignedIn, SignIn
from services.accounts.totp import app_address
from services.portal.console.browsers import Browsers
from services.portal.console.emergency import REASONS
from services.portal.console.screens import Screens
from services.portal.console.section import go
from services.portal.console.serving import next_path
from services.portal.console.sites import site_of
from services.portal.edge import client_of
from services.portal.forms import read_fields
from services.portal.guard import check_source
from services.portal.limits import Limit

_GROUP = 4


class Signing:
    """Answers the requests of people who have not signed in."""

    def __init__(
        self,
        sign_in: SignIn,
        enrolling: Enrolling,
        passkeys: Passkeys,
        browsers: Browsers,
        screens: Screens,
        tries: Limit,
    ) -> None:
        self._sign_in = sign_in
        self._enrolling = enrolling
        self._passkeys = passkeys
        self._browsers = browsers
        self._screens = screens
        self._tries = tries

    async def page(self, request: Request) -> Response:
        """GET /sign-in."""
        after = next_path(request.query_params.get("next", "/"))
        return await self._door(request, after, said=request.query_params.get("said"))

    async def sign_in(self, request: Request) -> Response:
        """POST /sign-in: a new cookie for a new session, whatever the browser had before."""
        fields = await self._fields(request)
        self._tries.take(client_of(request))
        after = next_path(fields.get("next", "/"))
        name, password, code = (fields.get(field, "") for field in ("name", "password", "code"))
        browser = Browser(client_of(request), self._browsers.device(request))
        try:
            signed = await self._sign_in.sign_in(name, password, code, browser)
        except SignInHeld as error:
            response = await self._door(request, after, HTTPStatus.TOO_MANY_REQUESTS, problem=error)
            response.headers["retry-after"] = str(math.ceil(error.wait.total_seconds()))
            return response
        except AccountError as error:
            return await self._door(request, after, HTTPStatus.FORBIDDEN, problem=error)
        return await self.enter(request, signed, go(after))

    async def by_key(self, request: Request) -> Response:
        """POST /sign-in/key: a security key, which is password and second factor in one."""
        fields = await self._fields(request)
        self._tries.take(client_of(request))
        after, site = next_path(fields.get("next", "/")), site_of(request, tls=self._screens.tls)
        browser = Browser(client_of(request), self._browsers.device(request))
        try:
            if site is None:
                raise WrongKey
            secret = self._browsers.secret(request)
            signed = await self._passkeys.sign_in(site, secret, fields.get("answer", ""), browser)
        except AccountError as error:
            return await self._door(request, after, HTTPStatus.FORBIDDEN, problem=error)
        return await self.enter(request, signed, go(after))

    async def enter(self, request: Request, signed: SignedIn, response: Response) -> Response:
        """Give the browser its new session, and end the one it had (no session fixation)."""
        await self._sign_in.sign_out(self._browsers.secret(request))
        self._browsers.keep(response, signed.token)
        self._browsers.know(response, signed.device)
        return response

    async def sign_out(self, request: Request) -> Response:
        """POST /sign-out: the session is gone at once, here and in every tab."""
        await self._fields(request)
        await self._sign_in.sign_out(self._browsers.secret(request))
        response = go("/sign-in", "signed_out")
        self._browsers.forget(response)
        return response

    async def stay(self, request: Request) -> Response:
        """POST /stay: somebody is still there."""
        await self._fields(request)
        there = await self._sign_in.person(self._browsers.secret(request))
        return Response(status_code=HTTPStatus.NO_CONTENT if there else HTTPStatus.UNAUTHORIZED)

    async def emergency(self, request: Request) -> Response:
        """GET /break-glass."""
        return self._outside(request, "break_glass.html", reasons=REASONS, reason="")

    async def break_glass(self, request: Request) -> Response:
        """POST /break-glass: an emergency account, with the reason; an hour's session."""
        fields = await self._fields(request)
        self._tries.take(client_of(request))
        reason = fields.get("reason", "")
        browser = Browser(client_of(request), self._browsers.device(request))
        values = {"reasons": REASONS, "reason": reason}
        if reason not in set(Reason):
            return self._outside(request, "break_glass.html", HTTPStatus.UNPROCESSABLE_ENTITY, **values)
        name, password, code = (fields.get(field, "") for field in ("name", "password", "code"))
        try:
            signed = await self._sign_in.sign_in(name, password, code, browser, EmergencyDoor(Reason(reason)))
        except AccountError as error:
            return self._outside(request, "break_glass.html", HTTPStatus.FORBIDDEN, problem=error, **values)
        return await self.enter(request, signed, go("/"))

    async def invitation(self, request: Request) -> Response:
        """GET /enrol: asks for the invitation code."""
        return self._outside(request, "enrol.html", account=None, code="")

    async def enrol(self, request: Request) -> Response:
        """POST /enrol: with the code alone, shows the second factor; with password and first code, finishes."""
        fields = await self._fields(request)
        self._tries.take(client_of(request))
        code = fields.get("invitation", "")
        try:
            if "password" not in fields:
                return await self._chosen(request, code)
            account = await self._enrolling.enrol(code, fields["password"], fields.get("code", ""))
        except InvitationRefused as error:
            return self._outside(request, "enrol.html", HTTPStatus.FORBIDDEN, account=None, code="", problem=error)
        except AccountError as error:
            return await self._chosen(request, code, error)
        response = go("/sign-in", "enrolled")
        self._browsers.know(response, with_device(self._browsers.device(request), account))
        return response

    async def _chosen(self, request: Request, code: str, problem: AccountError | None = None) -> Response:
        account = await self._enrolling.invited(code)
        groups = [account.secret[start : start + _GROUP] for start in range(0, len(account.secret), _GROUP)]
        address = app_address(account.secret, account.id, self._screens.issuer)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        values = {"account": account, "code": code, "secret": " ".join(groups), "address": address, "problem": problem}
        return self._outside(request, "enrol.html", status, **values)

    async def _fields(self, request: Request) -> dict[str, str]:
        check_source(request)
        fields = await read_fields(request)
        self._browsers.check(request, fields.get("token", ""))
        return fields

    async def _door(self, request: Request, after: str, status: int = HTTPStatus.OK, **values: object) -> HTMLResponse:
        """Return the sign-in page, with what the browser needs to ask for a key."""
        secret, site = self._browsers.secret(request) or self._browsers.new(), site_of(request, tls=self._screens.tls)
        options = await self._passkeys.to_show(site, secret) if site else ""
        shown = self._screens.outside(
            "sign_in.html",
            self._browsers.token(secret),
            **{"after": after, "options": options, **values},
        )
        response = HTMLResponse(shown, status)
        self._browsers.keep(response, secret)
        return response

    def _outside(self, request: Request, template: str, status: int = HTTPStatus.OK, **values: object) -> Response:
        secret = self._browsers.secret(request) or self._browsers.new()
        response = HTMLResponse(self._screens.outside(template, self._browsers.token(secret), **values), status)
        self._browsers.keep(response, secret)
        return response
