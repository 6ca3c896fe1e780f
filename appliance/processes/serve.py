"""Serves a web application on a Unix socket or a TCP port, with no access log (paths and addresses tell of people)."""

import logging
import os
import socket
import sys
from pathlib import Path

import uvicorn
from uvicorn._types import ASGIApplication

from appliance.errors import ProcessError
from appliance.settings.service import Tls

log = logging.getLogger(__name__)

SOCKET_MODE = 0o660
_BACKLOG = 1024
_STOP_WITHIN = 10


def start_logging() -> None:
    """Log to standard error, where systemd and the supervisor collect it; third parties only from warnings up."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for room in ("appliance", "services"):
        logging.getLogger(room).setLevel(logging.INFO)


def bind_unix(path: Path, mode: int = SOCKET_MODE) -> socket.socket:
    """Return a socket bound to `path` that only its owner and group can reach.

    Raises:
        ProcessError: another process answers there.
    """
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        if path.exists() and probe.connect_ex(str(path)) == 0:
            raise ProcessError(f"Another process answers at {path}.", "Run `sealdesk down` first.")
    path.unlink(missing_ok=True)
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o777 & ~mode)
    try:
        bound.bind(str(path))
    finally:
        os.umask(before)
    return bound


def bind_tcp(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address.

    Raises:
        ProcessError: the address is taken, or not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        msg = f"The address {host}:{port} cannot be used ({error.strerror})."
        raise ProcessError(msg, "Choose another with chat.host and chat.port.") from None
    return bound


async def serve(app: ASGIApplication, listener: socket.socket, tls: Tls | None = None) -> None:
    """Serve until SIGTERM or SIGINT; open requests get 10 seconds."""
    listener.listen(_BACKLOG)
    listener.settimeout(0)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        timeout_graceful_shutdown=_STOP_WITHIN,
        ssl_certfile=str(tls.certificate_file) if tls else None,
        ssl_keyfile=str(tls.key_file) if tls else None,
    )
    await uvicorn.Server(config).serve(sockets=[listener])
