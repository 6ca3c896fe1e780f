"""The way to a scheduling system on the clinic's own network: straight there, and nowhere else.

Whatever the settings or a name server say, no connection goes to an address beyond the LAN: for those there is the
door (`services.bridge.fhir.door`), with its allow-list, agreements and audit trail. The name is looked up once, every
address is checked, and a checked one is dialled: a name that changes its mind (DNS rebinding) leads nowhere.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import Final

import httpcore
import httpx

from services.bridge.fhir.profile import LanPlaces

_TRIES: Final = 4


class BeyondTheLan(httpx.ConnectError):
    """The name leads beyond the clinic's network, where only the door goes. No byte of the request left."""

    def __init__(self) -> None:
        super().__init__("the address lies beyond the clinic's network")


class InsideTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport, whose connections stay on the clinic's network.

    Args:
        tls: the context in which the scheduling system's certificate is checked.
        limits: how many connections are held, and how long.
        places: the clinic's ranges, and the addresses of names for which no name server is asked.
    """

    def __init__(self, tls: ssl.SSLContext, limits: httpx.Limits, places: LanPlaces) -> None:
        super().__init__(verify=tls, limits=limits, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=_InsideBackend(places),
        )


class _InsideBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network, as far as the LAN reaches."""

    def __init__(self, places: LanPlaces) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._places = places

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        problem: Exception = httpcore.ConnectError("the name has no address")
        for address in await _addresses(host, timeout, self._places):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _addresses(host: str, timeout: float | None, places: LanPlaces) -> Sequence[str]:
    """Return the addresses to try.

    Raises:
        BeyondTheLan: one of them lies beyond the clinic's network.
    """
    if host in places.hosts:
        return [str(places.hosts[host])]
    try:
        async with asyncio.timeout(timeout):
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpcore.ConnectError("the name cannot be looked up") from None
    except TimeoutError:
        raise httpcore.ConnectTimeout from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(each.is_loopback or each in places.lan for each in map(ip_address, addresses)):
        raise BeyondTheLan
    return addresses[:_TRIES]
