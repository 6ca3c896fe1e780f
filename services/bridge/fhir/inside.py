"""The way to a scheduling system on the clinic's own network: straight there, and nowhere else.

Whatever the settings or a name server say, no connection goes to an address beyond the LAN: for those there is the
door (`services.bridge.fhir.door`), with its allow-list, agreements and audit trail. The name is looked up once, every
address is checked, and a checked one is dialled: a name that changes its mind (DNS rebinding) leads nowhere.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

import httpcore
import httpx

_TRIES: Final = 4
_LAN: Final = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    )
)
"""This machine, RFC 1918 and RFC 4193."""


class BeyondTheLan(httpx.ConnectError):
    """The name leads beyond the clinic's network, where only the door goes. No byte of the request left."""

    def __init__(self) -> None:
        super().__init__("the address lies beyond the clinic's network")


class InsideTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport, whose connections stay on the clinic's network.

    Args:
        tls: the context in which the scheduling system's certificate is checked.
        limits: how many connections are held, and how long.
    """

    def __init__(self, tls: ssl.SSLContext, limits: httpx.Limits) -> None:
        super().__init__(verify=tls, limits=limits, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=_InsideBackend(),
        )


class _InsideBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network, as far as the LAN reaches."""

    def __init__(self) -> None:
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        problem: Exception = httpcore.ConnectError("the name has no address")
        for address in await _addresses(host, timeout):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


async def _addresses(host: str, timeout: float | None) -> Sequence[str]:
    """Return the addresses to try.

    Raises:
        BeyondTheLan: one of them lies beyond the clinic's network.
    """
    try:
        async with asyncio.timeout(timeout):
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpcore.ConnectError("the name cannot be looked up") from None
    except TimeoutError:
        raise httpcore.ConnectTimeout from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not all(map(_inside, map(ip_address, addresses))):
        raise BeyondTheLan
    return addresses[:_TRIES]


def _inside(address: IPv4Address | IPv6Address) -> bool:
    return any(address.version == network.version and address in network for network in _LAN)
