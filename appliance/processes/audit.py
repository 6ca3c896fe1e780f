"""The audit process: `python -m appliance.processes.audit` owns the ledger; nobody else holds its keys.

It takes events from the other processes' outboxes and answers questions, on one Unix socket, and reaches nothing.
"""

import asyncio
import logging
import os
import socket
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final

import uvicorn

from appliance.accounts import group_id
from appliance.audit_callers import admission
from appliance.background import repeat
from appliance.errors import ProcessError
from appliance.places import Places
from appliance.processes.edge import run_process
from appliance.processes.gateway_connections import short_heads
from appliance.processes.peers import only_for
from appliance.processes.serve import SOCKET_MODE, bind_unix, plain_server, serve_until
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.audit import build_ledger
from appliance.wiring.exports import build_desk, only_readers
from appliance.wiring.holds import build_holds, only_whole
from services.audit.model import Action
from services.kernel.clock import Clock, SystemClock
from services.kernel.errors import SealdeskError
from services.keys.app import hold_routes
from services.ledger.app import Admission, create_ledger_app
from services.reports.app import export_routes
from services.reports.desk import ExportDesk

_LOOK: Final = timedelta(minutes=1)
"""How often exports that nobody fetched are looked for."""
_CALLS: Final = 256
"""Connections at once."""
_EACH: Final = 192
"""Of them by one user: the others' events still find a place."""
_EVERYBODY: Final = 0o666
_LOG = logging.getLogger("appliance.processes.audit")  # its name is another when it is the process


async def serve(settings: Settings, stop: asyncio.Event, clock: Clock | None = None) -> None:
    """Serve until `stop` is set.

    Raises:
        SealdeskError: a key, the socket, the group or the ledger cannot be used.
    """
    admitted = admission(settings)
    opened = build_ledger(settings, SecretFiles.locate(settings.folders.secrets), clock or SystemClock())
    desk = None
    try:
        await asyncio.to_thread(opened.record, Action.SERVICE_STARTED)
        listener = _listener(settings, admitted)
        app = create_ledger_app(opened.ledger, admitted)
        desk = build_desk(settings, opened)
        app.router.routes.extend(export_routes(desk, partial(only_readers, admitted)))
        app.router.routes.extend(hold_routes(build_holds(opened), partial(only_whole, admitted)))
        _LOG.info("The ledger is open.")
        protocol = short_heads(only_for(admitted.users, most=_CALLS, each=_EACH))
        await _serve_and_expire(stop, desk, (plain_server(app, protocol), listener))
        await asyncio.to_thread(_ended, opened.record)
    finally:
        if desk is not None:
            await asyncio.to_thread(desk.close)
        await asyncio.to_thread(opened.close)


async def _serve_and_expire(
    stop: asyncio.Event, desk: ExportDesk, server: tuple[uvicorn.Server, socket.socket]
) -> None:
    """Serve, and meanwhile remove exports that nobody fetched within their hour."""
    job = repeat("expired exports", partial(asyncio.to_thread, desk.expire), _LOOK, stop)
    expiring = asyncio.ensure_future(job)
    try:
        await serve_until(stop, server)
    finally:
        expiring.cancel()
        await asyncio.gather(expiring, return_exceptions=True)


def _ended(record: Callable[[Action], None]) -> None:
    try:
        record(Action.SERVICE_STOPPED)
    except SealdeskError as error:
        _LOG.error("the end could not be recorded: %s", type(error).__name__)


def _listener(settings: Settings, admitted: Admission) -> socket.socket:
    """Return the socket. Where callers of other users share no group with us, the kernel's word alone keeps others out.

    Raises:
        ProcessError: the group is not there, or the socket cannot be used.
    """
    group = settings.audit.group
    gid = group_id(group)
    if group is not None and gid is None:
        raise ProcessError(f"There is no system group {group} (audit.group).", f"Run `groupadd --system {group}`.")
    others = admitted.users - {0, os.geteuid()}
    mode = _EVERYBODY if others and gid is None else SOCKET_MODE
    return bind_unix(Places.of(settings).audit_socket, mode, gid)


if __name__ == "__main__":
    sys.exit(run_process("audit", serve))
