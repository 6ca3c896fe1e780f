"""The edge of a process: settings in, an exit code out, and never a stack trace with a patient's words in it."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable

import uvloop

from appliance.processes.quiet_logs import start_logging
from appliance.settings.load import find_file, load
from appliance.settings.model import Settings
from services.kernel.errors import SealdeskError

log = logging.getLogger(__name__)

FAILED = 1
Serve = Callable[[Settings, asyncio.Event], Awaitable[None]]
"""Serves until the event is set."""


def run_process(name: str, serve: Serve) -> int:
    """Load the settings and serve until SIGTERM or SIGINT; return the exit code."""
    return run_until_signal(name, lambda stop: serve(load(find_file(None)), stop))


def run_until_signal(name: str, serve: Callable[[asyncio.Event], Awaitable[None]]) -> int:
    """Serve until SIGTERM or SIGINT; return the exit code."""
    start_logging()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_until_signal(serve))
    except SealdeskError as error:
        sys.stderr.write(f"{name}: {error.what} {error.do}\n")
        return FAILED
    except Exception:  # the edge of the process: whatever it is gets logged, and the exit code says so
        log.exception("The process ended by an error that nobody foresaw.")
        return FAILED
    return 0


async def _until_signal(serve: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(stop)
