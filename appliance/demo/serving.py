"""Run a demo application on a loopback port and say where, as one line of JSON on standard output."""

import argparse
import json
import socket
import sys
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp


class _Announcing(uvicorn.Server):
    """Prints the address once it accepts connections."""

    def __init__(self, config: uvicorn.Config, announcement: dict[str, str]) -> None:
        super().__init__(config)
        self._announcement = announcement

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then announce."""
        await super().startup(sockets)
        sys.stdout.write(json.dumps(self._announcement) + "\n")
        sys.stdout.flush()


def add_address_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--host`, `--port` (0: any free one), `--tls-cert` and `--tls-key`."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 picks a free one")
    parser.add_argument("--tls-cert", type=Path, help="PEM certificate; makes the server speak HTTPS")
    parser.add_argument("--tls-key", type=Path, help="PEM private key of the certificate")


def serve(app: ASGIApp, arguments: argparse.Namespace, paths: dict[str, str]) -> None:
    """Serve until stopped.

    Args:
        app: the application.
        arguments: what `add_address_arguments` parsed.
        paths: names of addresses to announce, with their paths.
    """
    listener = _listen(arguments.host, arguments.port)
    port = listener.getsockname()[1]
    origin = f"{'https' if arguments.tls_cert else 'http'}://{arguments.host}:{port}"
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ssl_certfile=arguments.tls_cert,
        ssl_keyfile=arguments.tls_key,
        timeout_graceful_shutdown=1,
    )
    announcement = {"address": origin, **{name: origin + path for name, path in paths.items()}}
    _Announcing(config, announcement).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """Open the listening socket; it says that it is TCP, because asyncio turns Nagle's delay off only for those."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(1024)
    return listener
