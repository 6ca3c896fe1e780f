"""The bridge process: `python -m appliance.processes.bridge` offers the clinic's scheduling system on a Unix socket."""

import asyncio
import signal
import sys

from appliance.places import Places
from appliance.processes.serve import bind_unix, plain_server, serve_until, start_logging
from appliance.secret_files import SecretFiles
from appliance.settings.load import find_file, load
from appliance.settings.model import Settings
from appliance.wiring.bridge import build_system
from services.bridge.link.app import create_bridge_app
from services.kernel.clock import SystemClock
from services.kernel.errors import SealdeskError


async def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        SealdeskError: a key, a certificate or the socket cannot be used.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    listener = bind_unix(Places.of(settings).bridge_socket)
    system = build_system(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())
    try:
        await serve_until(stop, (plain_server(create_bridge_app(system)), listener))
    finally:
        await system.aclose()


def main() -> int:
    """Load the settings and serve; a known error is printed in words."""
    start_logging()
    try:
        asyncio.run(run(load(find_file(None))))
    except SealdeskError as error:
        sys.stderr.write(f"bridge: {error.what} {error.do}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
