"""The bridge process: `python -m appliance.processes.bridge` offers the clinic's scheduling system on a Unix socket."""

import asyncio
import sys

from appliance.places import Places
from appliance.processes.edge import run_process
from appliance.processes.serve import bind_unix, plain_server, serve_until
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.bridge import build_system
from services.bridge.link.app import create_bridge_app
from services.kernel.clock import SystemClock


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set.

    Raises:
        SealdeskError: a key, a certificate or the socket cannot be used.
    """
    listener = bind_unix(Places.of(settings).bridge_socket)
    system = build_system(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())
    try:
        await serve_until(stop, (plain_server(create_bridge_app(system)), listener))
    finally:
        await system.aclose()


if __name__ == "__main__":
    sys.exit(run_process("bridge", serve))
