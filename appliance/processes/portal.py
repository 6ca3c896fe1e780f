"""The portal process: `python -m appliance.processes.portal` serves the chat page and the machine's own socket."""

import asyncio
import socket
import sys

from starlette.applications import Starlette

from appliance.places import Places
from appliance.processes.edge import run_process
from appliance.processes.serve import bind_tcp, bind_unix, plain_server, serve_until
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.portal import build_portal
from services.kernel.clock import SystemClock
from services.portal.server import Certificate, PortalServer, portal_server

OWNER_ONLY = 0o600


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set.

    Raises:
        SealdeskError: a key, a file or an address cannot be used.
    """
    chat = settings.chat
    page_listener = bind_tcp(chat.host, chat.port)
    local_listener = bind_unix(Places.of(settings).portal_socket, OWNER_ONLY)
    console_listener = bind_console(settings)
    portal = build_portal(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())
    certificate = Certificate(chat.tls.certificate_file, chat.tls.key_file) if chat.tls else None
    server = portal_server(portal.page, certificate=certificate, proxies=("127.0.0.1",) if chat.behind_tls else ())
    servers = [(server, page_listener), (plain_server(portal.local), local_listener)]
    if portal.console is not None and console_listener is not None:
        servers.append((console_server(settings, portal.console), console_listener))
    await portal.start()
    try:
        await serve_until(stop, *servers)
    finally:
        await portal.stop()


def bind_console(settings: Settings) -> socket.socket | None:
    """Return the staff console's listener, None where the settings want no console.

    Raises:
        ProcessError: the address is taken, or not of this machine.
    """
    console = settings.console
    return bind_tcp(console.host, console.port, "console.host and console.port") if console else None


def console_server(settings: Settings, console: Starlette) -> PortalServer:
    """Return the staff console's server, with its own certificate where the settings name one."""
    tls = settings.console.tls if settings.console else None
    behind = settings.console is not None and settings.console.behind_tls
    certificate = Certificate(tls.certificate_file, tls.key_file) if tls else None
    return portal_server(console, certificate=certificate, proxies=("127.0.0.1",) if behind else ())


if __name__ == "__main__":
    sys.exit(run_process("portal", serve))
