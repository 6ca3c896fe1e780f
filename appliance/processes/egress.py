"""The egress process: `python -m appliance.processes.egress` is the only one that dials beyond the clinic's network.

One Unix socket takes requests of messages; each service that has a system of record beyond gets one of its own for
tunnels. Who calls is asked of the kernel at each, and each admits the user of its own service alone.
"""

import asyncio
import logging
import socket
import sys
from collections.abc import Sequence
from typing import Final

from appliance.accounts import group_id
from appliance.egress_callers import office_users, service_users
from appliance.errors import ProcessError
from appliance.places import Places
from appliance.processes.edge import run_process
from appliance.processes.gateway_connections import short_heads
from appliance.processes.peers import only_for
from appliance.processes.serve import bind_unix, plain_server, serve_until
from appliance.secret_files import SecretFiles
from appliance.settings.allowed import account
from appliance.settings.model import Settings
from appliance.wiring.egress import Egress, Network, build_egress, callers_of_tunnels
from services.audit.model import Action
from services.egress.visit import Endpoint
from services.kernel.clock import Clock, SystemClock

_CALLS: Final = 128
"""Connections at the office at once: the portal's, and a few of people at the command line."""
_LOG = logging.getLogger("appliance.processes.egress")  # its name is another when it is the process


async def serve(
    settings: Settings, stop: asyncio.Event, clock: Clock | None = None, network: Network | None = None
) -> None:
    """Serve until `stop` is set. If open connections cannot be held against the allow-list any more, all ends.

    Raises:
        SealdeskError: a secret, a socket, the group or the audit file cannot be used.
    """
    gid = _group(settings)
    secrets = SecretFiles.locate(settings.folders.secrets)
    admitted = office_users(settings)
    listener = bind_unix(Places.of(settings).egress_socket, group=gid)
    tunnels = _endpoints(settings, gid)
    egress = build_egress(settings, secrets, clock or SystemClock(), network or Network.of_this_machine(settings))
    await egress.trail.known()
    egress.record(Action.SERVICE_STARTED)
    keeping = [asyncio.ensure_future(egress.door.serve(tunnels)), asyncio.ensure_future(egress.guard.watch())]
    for task in keeping:
        task.add_done_callback(lambda _: stop.set())
    _LOG.info("The door listens.")
    try:
        await serve_until(
            stop,
            (plain_server(egress.office, short_heads(only_for(admitted, egress.refused_caller, _CALLS))), listener),
        )
    finally:
        await _end(egress, keeping)


def _endpoints(settings: Settings, gid: int | None) -> list[tuple[Endpoint, socket.socket]]:
    """Return a listening socket for each service that has a destination."""
    found = []
    for caller in callers_of_tunnels(settings):
        bound = bind_unix(Places.of(settings).tunnel_socket(caller), group=gid)
        bound.listen()
        bound.setblocking(False)  # noqa: FBT003 the socket's own signature
        found.append((Endpoint(account(caller), service_users(settings, caller)), bound))
    return found


async def _end(egress: Egress, keeping: Sequence["asyncio.Future[None]"]) -> None:
    for task in keeping:
        task.cancel()
    ended = await asyncio.gather(*keeping, return_exceptions=True)
    egress.guard.close()
    egress.record(Action.SERVICE_STOPPED)
    egress.trail.close()
    for error in ended:
        if isinstance(error, Exception):
            raise error


def _group(settings: Settings) -> int | None:
    group = settings.egress.group
    gid = group_id(group)
    if group is not None and gid is None:
        raise ProcessError(f"There is no system group {group} (egress.group).", f"Run `groupadd --system {group}`.")
    return gid


if __name__ == "__main__":
    sys.exit(run_process("egress", serve))
