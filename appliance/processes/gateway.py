"""The gateway process: `python -m appliance.processes.gateway` runs the redacting gateway as the settings say.

On a Unix socket or a TCP port, in front of a model server; `sealdesk gateway serve` runs it alone, without settings.
"""

import asyncio
import gc
import logging
import socket
import sys
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from appliance.accounts import group_id
from appliance.addresses import gateway_listen
from appliance.errors import ProcessError
from appliance.filed_file import FiledFile
from appliance.processes.edge import run_process
from appliance.processes.gateway_connections import short_heads
from appliance.processes.peers import callers, only_for
from appliance.processes.serve import bind_tcp, bind_unix, plain_server, serve_until
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.gateway import GatewayOptions, build_gateway
from appliance.wiring.gateway_options import gateway_options
from services.gateway.api.app import create_gateway_app
from services.kernel.clock import SystemClock

_LOG = logging.getLogger("appliance.processes.gateway")  # its name is another when it is the process
_FORM: Final = "Write HOST:PORT, [HOST]:PORT or unix:/PATH."
_LARGEST_PORT: Final = 65535
#: How long a thread may keep the others waiting, one that redacts or one that builds a roster beside the calls;
#: Python's own 5 ms would be felt between tokens.
_SWITCH_SECONDS: Final = 0.0005


@dataclass(frozen=True, slots=True)
class Listen:
    """Where the gateway listens: a Unix socket, or a host and a port."""

    path: Path | None = None
    host: str = ""
    port: int = 0

    @classmethod
    def read(cls, written: str) -> "Listen":
        """Return the address that was written.

        Raises:
            ProcessError: it is none.
        """
        if written.startswith("unix:/"):
            return cls(Path(written.removeprefix("unix:")))
        host, _, port = written.rpartition(":")
        if not host or not port.isdecimal() or int(port) > _LARGEST_PORT:
            raise ProcessError(f"The address {written} cannot be used.", _FORM)
        return cls(None, host.strip("[]"), int(port))

    @property
    def private(self) -> bool:
        """Whether only this machine can reach it."""
        if self.path is not None or self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def bound(self, group: int | None = None) -> socket.socket:
        """Return the socket; a Unix socket is its owner's and its group's.

        Raises:
            ProcessError: the address cannot be used.
        """
        if self.path is not None:
            return bind_unix(self.path, group=group)
        return bind_tcp(self.host, self.port, "--listen or gateway.listen")


async def serve(options: GatewayOptions, listen: Listen, stop: asyncio.Event, group: int | None = None) -> None:
    """Serve until `stop` is set; `group` is the system group whose members may call at a Unix socket too.

    Raises:
        SealdeskError: the address, the roster or the audit file cannot be used, or others could call without a key.
    """
    if not options.key and not listen.private:
        raise ProcessError(
            "Other machines could call the gateway without a key.",
            "Give it a key with --key-file, or listen on 127.0.0.1.",
        )
    sys.setswitchinterval(_SWITCH_SECONDS)
    listener = listen.bound(group)
    gateway = build_gateway(options, SystemClock())
    if isinstance(gateway.journal.trail, FiledFile):
        await gateway.journal.trail.known()
    gc.collect()
    gc.freeze()  # the lists stay for good: going through them again and again would hold up calls for tens of ms
    listener.listen()
    _LOG.info("The gateway listens.")
    app = create_gateway_app(gateway)
    server = plain_server(app, short_heads() if listen.path is None else short_heads(only_for(callers(group))))
    try:
        await serve_until(stop, (server, listener))
    finally:
        if isinstance(gateway.journal.trail, FiledFile):
            gateway.journal.trail.close()


async def serve_settings(settings: Settings, stop: asyncio.Event) -> None:
    """Serve as the settings say until `stop` is set.

    Raises:
        SealdeskError: an address, a secret, the roster or the audit file cannot be used.
    """
    options = gateway_options(settings, SecretFiles.locate(settings.folders.secrets))
    group = settings.gateway.group
    gid = group_id(group)
    if group is not None and gid is None:
        raise ProcessError(f"There is no system group {group} (gateway.group).", f"Run `groupadd --system {group}`.")
    await serve(options, Listen.read(gateway_listen(settings)), stop, gid)


if __name__ == "__main__":
    sys.exit(run_process("gateway", serve_settings))
