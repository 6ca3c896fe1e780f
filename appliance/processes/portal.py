"""The portal process: `python -m appliance.processes.portal` serves the chat page and the machine's own socket."""

import asyncio
import signal
import sys

from appliance.places import Places
from appliance.processes.serve import bind_tcp, bind_unix, plain_server, serve_until, start_logging
from appliance.secret_files import SecretFiles
from appliance.settings.load import find_file, load
from appliance.settings.model import Settings
from appliance.wiring.portal import build_portal
from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError
from services.portal.server import Certificate, portal_server

OWNER_ONLY = 0o600


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        SealdeskError: a key, a file or an address cannot be used.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
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


def main() -> int:
    """Load the settings and serve; a known error is printed in words."""
    start_logging()
    try:
        asyncio.run(run(load(find_file(None))))
    except SealdeskError as error:
        sys.stderr.write(f"portal: {error.what} {error.do}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
