"""A portal for tests: its settings, and a real server for it on a loopback port."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from zoneinfo import ZoneInfo

from starlette.applications import Starlette

from services.portal.server import portal_server
from services.portal.settings import PortalSettings

SETTINGS = PortalSettings(
    clinic_name="Main Street Clinic", zone=ZoneInfo("America/Chicago"), key=b"k" * 32, clinic_phone="(312) 555-0100"
)


def portal_settings(**changes: object) -> PortalSettings:
    """Return the test clinic's settings with some of them changed."""
    return replace(SETTINGS, **changes)  # type: ignore[arg-type]


@asynccontextmanager
async def serving(portal: Starlette) -> AsyncIterator[str]:
    """Serve the portal on a free loopback port and yield its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        server = portal_server(portal)
        running = asyncio.create_task(server.serve([listener]))
        while not server.started:
            await asyncio.sleep(0)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running
