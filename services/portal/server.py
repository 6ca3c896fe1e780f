"""Serving the portal with uvicorn: bounded, silent about itself, and quick to stop although streams are open."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

_STOP_SECONDS = 10
_KEEP_ALIVE_SECONDS = 30
_CONNECTIONS = 4_000


@dataclass(frozen=True, slots=True)
class Certificate:
    """A TLS certificate chain and its key, both PEM files."""

    chain: Path
    key: Path


def portal_server(
    portal: Starlette, *, certificate: Certificate | None = None, proxies: tuple[str, ...] = ()
) -> "PortalServer":
    """Return a server for the portal.

    Args:
        portal: What `create_portal` made.
        certificate: Given when TLS ends here.
        proxies: Addresses of reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    """
    config = uvicorn.Config(
        portal,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
        ssl_certfile=str(certificate.chain) if certificate else None,
        ssl_keyfile=str(certificate.key) if certificate else None,
        ws="none",
        lifespan="on",
    )
    return PortalServer(config, portal)


class PortalServer(uvicorn.Server):
    """Uvicorn that ends the portal's streams first; they would hold its stop up."""

    def __init__(self, config: uvicorn.Config, portal: Starlette) -> None:
        super().__init__(config)
        self._portal = portal
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, and say so with `ready`."""
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, let running turns finish, then stop."""
        self._portal.state.streams.close()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process that owns this server; it sets `should_exit`."""
        yield
