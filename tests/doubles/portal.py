"""A portal for tests: its settings, a real server for it on a loopback port, and a browser without JavaScript."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from html import unescape
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette

from services.portal.pages import new_form_id
from services.portal.server import portal_server
from services.portal.settings import PortalSettings

SETTINGS = PortalSettings(
    clinic_name="Main Street Clinic", zone=ZoneInfo("America/Chicago"), key=b"k" * 32, clinic_phone="(312) 555-0100"
)
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)


def portal_settings(**changes: object) -> PortalSettings:
    """Return the test clinic's settings with some of them changed."""
    return replace(SETTINGS, **changes)  # type: ignore[arg-type]


@asynccontextmanager
async def serving(portal: Starlette, port: int = 0) -> AsyncIterator[str]:
    """Serve the portal on a loopback port, by default a free one, and yield its address."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(512)
        server = portal_server(portal)
        running = asyncio.create_task(server.serve([listener]))
        await server.ready.wait()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


class PlainBrowser:
    """A browser without JavaScript: keeps the cookie, fills in the forms, follows the redirects."""

    def __init__(self, portal: Starlette, *, client: str = "192.0.2.10", base_url: str = "http://localhost") -> None:
        transport = httpx.ASGITransport(portal, client=(client, 50_000))
        self.http = httpx.AsyncClient(transport=transport, base_url=base_url)
        self.page = ""
        self.status = 0

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return self._see(await self.http.get(path, headers=headers, follow_redirects=True))

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """Post a form of the page that is open, with its token and a fresh name unless `fields` has others."""
        form = {"token": self.token, "form_id": new_form_id(), **fields}
        return self._see(await self.http.post(path, data=form, follow_redirects=True))

    async def start_chat(self, **fields: str) -> httpx.Response:
        await self.get("/")
        return await self.post("/chat", **fields)

    async def say(self, text: str, **fields: str) -> httpx.Response:
        return await self.post("/chat/message", text=text, **fields)

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def cookie(self) -> str:
        """The Cookie header this browser sends."""
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    @property
    def texts(self) -> list[str]:
        """The transcript's texts in order."""
        lines = re.search(r'<ol id="lines">(.*?)</ol>', self.page, re.DOTALL)
        return [unescape(text) for text in re.findall(r'<p class="text">(.*?)</p>', lines[1] if lines else "", re.S)]

    @property
    def buttons(self) -> list[str]:
        """The labels of the live choices."""
        lines = re.search(r'<ol id="lines">(.*?)</ol>', self.page, re.DOTALL)
        found = re.findall(r'class="button choice".*?>(.*?)</button>', lines[1] if lines else "", re.DOTALL)
        return [unescape(label.strip()) for label in found]

    @property
    def problem(self) -> str:
        found = re.search(r'<p id="problem".*?>(.*?)</p>', self.page, re.DOTALL)
        return unescape(found[1].strip()) if found else ""

    @property
    def field(self) -> str:
        """What stands in the message field."""
        found = re.search(r"<textarea.*?>(.*?)</textarea>", self.page, re.DOTALL)
        return unescape(found[1].removeprefix("\n")) if found else ""

    def _see(self, response: httpx.Response) -> httpx.Response:
        self.page, self.status = response.text, response.status_code
        return response
