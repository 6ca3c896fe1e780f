"""The bridge process: `python -m appliance.processes.bridge` offers the clinic's scheduling system on a Unix socket."""

import asyncio
import os
import socket
import sys

import uvicorn

from appliance.accounts import group_id
from appliance.places import Places
from appliance.plans import GATEWAY_USER, gateway_account
from appliance.processes.edge import run_process
from appliance.processes.peers import callers, only_for
from appliance.processes.serve import bind_tcp, bind_unix, plain_server, serve_until
from appliance.secret_files import SecretFiles
from appliance.settings.gateway import RosterFrom
from appliance.settings.model import Settings
from appliance.wiring.bridge import build_system, signing_keys
from services.bridge.fhir.jwks_app import create_jwks_app
from services.bridge.link.app import create_bridge_app
from services.bridge.link.changes import ChangeLog
from services.bridge.link.roster_app import PatientPages, create_roster_app
from services.kernel.clock import SystemClock


async def serve(settings: Settings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set.

    Raises:
        SealdeskError: a key, a certificate or the socket cannot be used.
    """
    secrets = SecretFiles.locate(settings.folders.secrets)
    servers = jwks_server(settings, secrets)
    listener = bind_unix(Places.of(settings).bridge_socket)
    system = build_system(settings, secrets, SystemClock())
    servers += roster_server(settings, system)
    try:
        await serve_until(stop, (plain_server(create_bridge_app(system, system.waitlist())), listener), *servers)
    finally:
        await system.aclose()


def roster_server(settings: Settings, system: PatientPages) -> list[tuple[uvicorn.Server, socket.socket]]:
    """Return the server of the list of patients, where a gateway of ours wants it; nothing else is at its socket.

    Raises:
        SealdeskError: the socket cannot be used.
    """
    if not settings.gateway.runs or settings.gateway.roster.source is not RosterFrom.EHR:
        return []
    account = gateway_account(settings)
    gid = account.gid if account else group_id(settings.gateway.user or GATEWAY_USER)
    gid = gid if gid in os.getgroups() or os.geteuid() == 0 else None
    app = create_roster_app(system, ChangeLog())
    return [(plain_server(app, only_for(callers(gid))), bind_unix(Places.of(settings).roster_socket, group=gid))]


def jwks_server(settings: Settings, secrets: SecretFiles) -> list[tuple[uvicorn.Server, socket.socket]]:
    """Return the server of the public keys, where the EHR fetches them from the LAN.

    Raises:
        SealdeskError: a key or the address cannot be used.
    """
    smart = settings.scheduling_system.smart
    if smart is None or smart.jwks is None:
        return []
    app = create_jwks_app(signing_keys(smart, secrets))
    return [(plain_server(app), bind_tcp(smart.jwks.host, smart.jwks.port))]


if __name__ == "__main__":
    sys.exit(run_process("bridge", serve))
