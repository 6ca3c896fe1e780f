"""The gateway process: the redacting gateway on a TCP port or a Unix socket, in front of a model server."""

import asyncio
import gc
import logging
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from appliance.errors import ProcessError
from appliance.processes.serve import bind_tcp, bind_unix, plain_server, serve_until
from appliance.wiring.gateway import GatewayOptions, build_gateway
from services.gateway.api.app import create_gateway_app
from services.kernel.clock import SystemClock

_LOG = logging.getLogger(__name__)
_FORM: Final = "Write HOST:PORT, [HOST]:PORT or unix:/PATH."
_LARGEST_PORT: Final = 65535


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

    def bound(self) -> socket.socket:
        """Return the socket.

        Raises:
            ProcessError: the address cannot be used.
        """
        return bind_unix(self.path) if self.path is not None else bind_tcp(self.host, self.port)


async def serve(options: GatewayOptions, listen: Listen, stop: asyncio.Event) -> None:
    """Serve until `stop` is set.

    Raises:
        SealdeskError: the address, the roster or the audit file cannot be used, or others could call without a key.
    """
    if not options.key and not listen.private:
        raise ProcessError(
            "Other machines could call the gateway without a key.",
            "Give it a key with --key-file, or listen on 127.0.0.1.",
        )
    gateway = build_gateway(options, SystemClock())
    gc.collect()
    gc.freeze()  # the lists stay for good: going through them again and again would hold up calls for tens of ms
    listener = listen.bound()
    listener.listen()
    _LOG.info("The gateway listens.")
    await serve_until(stop, (plain_server(create_gateway_app(gateway)), listener))
