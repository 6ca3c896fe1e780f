"""Staff for tests: accounts that are ready, a browser without JavaScript that signs in, a console around a store."""

import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette

from services.accounts.directory import DirectorySignIn
from services.accounts.enrolling import Enrolling
from services.accounts.model import Role
from services.accounts.passkeys import Passkeys
from services.accounts.passwords import Passwords
from services.accounts.ports import AccountTx
from services.accounts.service import SignIn
from services.accounts.stepping import StepUp
from services.accounts.totp import code_at, step_of
from services.audit.model import Actor, ActorKind
from services.credentials.webauthn import WebAuthnCeremonies
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.portal.console.app import Staff, create_console
from services.portal.console.section import Section
from services.portal.console.settings import ConsoleSettings
from services.portal.settings import Rate

ADMIN = Actor(ActorKind.STAFF, "root")
PASSWORD = "four green maple leaves"
BOTH = (Role.FRONT_DESK, Role.APPROVER)
QUICK = Passwords(cost=4)
_PLENTY = Rate(burst=10_000, per_minute=10_000)
_STEP = timedelta(seconds=30)


def console_settings(**changes: object) -> ConsoleSettings:
    """Return the settings of a test console."""
    values: dict[str, object] = {
        "clinic_name": "Lake View Clinic",
        "zone": ZoneInfo("America/Chicago"),
        "key": b"c" * 32,
        "requests": _PLENTY,
        "sign_ins": _PLENTY,
        "tick": timedelta(milliseconds=50),
        **changes,
    }
    return ConsoleSettings(**values)  # type: ignore[arg-type]


def staff_of(
    store: Store[AccountTx],
    clock: Clock,
    settings: ConsoleSettings | None = None,
    directory: DirectorySignIn | None = None,
) -> Staff:
    """Return the use cases of accounts, with cheap hashes."""
    times = (settings or console_settings()).times
    step_up = StepUp(store, clock, times)
    keys = Passkeys(store, clock, step_up, WebAuthnCeremonies())
    return Staff(SignIn(store, clock, times, QUICK), Enrolling(store, clock, QUICK), step_up, keys, directory)


def console_of(
    sections: Sequence[Section], store: Store[AccountTx], clock: Clock, settings: ConsoleSettings | None = None
) -> Starlette:
    """Return a console with these sections."""
    used = settings or console_settings()
    return create_console(sections, staff_of(store, clock, used), used, clock)


async def enrolled(
    store: Store[AccountTx], clock: Clock, account_id: str, name: str, roles: Collection[Role] = BOTH
) -> str:
    """Make an account that can sign in; return its second factor's secret."""
    enrolling = Enrolling(store, clock, QUICK)
    code = await enrolling.add(account_id, name, roles, ADMIN)
    secret = (await enrolling.invited(code)).secret
    # The code of the step before, so that the present one is still good for signing in.
    await enrolling.enrol(code, PASSWORD, code_at(secret, step_of(clock.now() - _STEP)))
    return secret


class StaffBrowser:
    """A browser without JavaScript at the console."""

    def __init__(self, console: Starlette, *, client: str = "192.0.2.20") -> None:
        transport = httpx.ASGITransport(console, client=(client, 50_000))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://localhost", follow_redirects=True)
        self.page = ""
        self.status = 0
        self.at = ""

    async def get(self, path: str, /, **headers: str) -> httpx.Response:
        return self._see(await self.http.get(path, headers=headers))

    async def post(self, path: str, /, **fields: str) -> httpx.Response:
        """Post a form with the token of the page that is open, unless `fields` has another."""
        return self._see(await self.http.post(path, data={"token": self.token, **fields}))

    async def sign_in(self, account_id: str, secret: str, clock: Clock, *, later: int = 0) -> httpx.Response:
        """Sign in with the code of now, or of a few steps later."""
        await self.get("/sign-in")
        code = code_at(secret, step_of(clock.now()) + later)
        return await self.post("/sign-in", name=account_id, password=PASSWORD, code=code)

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page, without the token."""
        found = re.findall(r'<input type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"', self.page)
        return {name: unescape(text) for name, text in found if name != "token"}

    @property
    def seen(self) -> str:
        found = re.search(r'name="seen" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """The page's words, without markup."""
        body = re.sub(r"<(script|style|head).*?</\1>", " ", self.page, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())

    @property
    def title(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)
        return unescape(found[1].strip()) if found else ""

    def _see(self, response: httpx.Response) -> httpx.Response:
        self.page, self.status, self.at = response.text, response.status_code, response.url.path
        return response
