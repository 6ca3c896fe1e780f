"""Serves a web application on a Unix socket or a TCP port, with no access log (paths and addresses tell of people)."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import uvicorn
from starlette.types import ASGIApp

from appliance.errors import ProcessError

SOCKET_MODE = 0o660
_BACKLOG = 1024
_STOP_WITHIN = 10


def bind_unix(path: Path, mode: int = SOCKET_MODE, group: int | None = None) -> socket.socket:
    """Return a socket bound to `path` that only its owner and group can reach; `group` is the group's id, if not ours.

    Raises:
        ProcessError: another process answers there, or we are not in that group.
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
    if group is not None:
        _give(bound, path, group)
    return bound


def _give(bound: socket.socket, path: Path, group: int) -> None:
    try:
        os.chown(path, -1, group)
    except PermissionError:
        bound.close()
        msg = f"The socket {path} cannot be given to its callers' group."
        raise ProcessError(msg, "Put this process's user into that group.") from None


def bind_tcp(host: str, port: int, named: str = "chat.host and chat.port") -> socket.socket:
    """Return a socket bound to an address; `named` is where people choose it.

    Raises:
        ProcessError: the address is taken, or not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else an answer's second write waits 40 ms
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        msg = f"The address {host}:{port} cannot be used ({error.strerror})."
        raise ProcessError(msg, f"Choose another with {named}.") from None
    return bound


def plain_server(app: ASGIApp, protocol: type[asyncio.Protocol] | Literal["auto"] = "auto") -> uvicorn.Server:
    """Return a server for one of our sockets; open requests get 10 seconds when it stops."""
    config = uvicorn.Config(
        app,
        http=protocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        timeout_graceful_shutdown=_STOP_WITHIN,
    )
    return QuietServer(config)


class QuietServer(uvicorn.Server):
    """Uvicorn that leaves signals to the process; it is told to stop by `should_exit`."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no signal handler."""
        yield


async def serve_until(stop: asyncio.Event, *servers: tuple[uvicorn.Server, socket.socket]) -> None:
    """Serve on every listener until `stop` is set or one server ends, then stop them all."""
    tasks = []
    for server, listener in servers:
        listener.listen(_BACKLOG)
        listener.settimeout(0)
        tasks.append(asyncio.ensure_future(server.serve(sockets=[listener])))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({stopping, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    for server, _ in servers:
        server.should_exit = True
    await asyncio.gather(*tasks)
