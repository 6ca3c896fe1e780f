"""The portal process: `python -m appliance.processes.portal` serves the chat page and the machine's own socket."""

import asyncio
import sys

from appliance.places import Places
from appliance.processes.edge import run_process
from appliance.processes.serve import bind_tcp, bind_unix, plain_server, serve_until
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.portal import build_portal
from services.kernel.clock import SystemClock
from services.portal.server import Certificate, portal_server

OWNER_ONLY = 0o600


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set.

    Raises:
        SealdeskError: a key, a file or an address cannot be used.
    """
    chat = settings.chat
    page_listener = bind_tcp(chat.host, chat.port)
    local_listener = bind_unix(Places.of(settings).portal_socket, OWNER_ONLY)
    portal = build_portal(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())
    certificate = Certificate(chat.tls.certificate_file, chat.tls.key_file) if chat.tls else None
    server = portal_server(portal.page, certificate=certificate, proxies=("127.0.0.1",) if chat.behind_tls else ())
    await portal.start()
    try:
        await serve_until(stop, (server, page_listener), (plain_server(portal.local), local_listener))
    finally:
        await portal.stop()


if __name__ == "__main__":
    sys.exit(run_process("portal", serve))
