"""The machine's own network: its name service, TCP, and the event loop's time."""

import asyncio
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address
from typing import Final

from services.egress.errors import NotReached
from services.egress.ports import IPAddress, Stream

_MOST = 16
"""No honest name has more addresses that we would try."""
READ_LIMIT = 64 * 1024
LOCALHOST: Final = ".localhost"


@dataclass(frozen=True, slots=True)
class SystemResolver:
    """`services.egress.ports.Resolver` by getaddrinfo(3): the hosts file and the name server of this machine.

    `hosts` are names whose addresses are written down; for them nobody is asked.
    """

    timeout: float = 5.0
    hosts: Mapping[str, IPAddress] = field(default_factory=dict)

    async def addresses(self, host: str) -> Sequence[IPAddress]:
        """Return all addresses of a name, at least one; a name below `localhost` is this machine, and nobody is asked.

        Raises:
            NotReached: it has none, or nobody can say.
        """
        if host.endswith(LOCALHOST):  # RFC 6761 section 6.3
            return [IPv4Address("127.0.0.1")]
        if host in self.hosts:
            return [self.hosts[host]]
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self.timeout):
                found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, TimeoutError, UnicodeError):
            found = []
        addresses = list(dict.fromkeys(ip_address(entry[4][0]) for entry in found))
        if not 0 < len(addresses) <= _MOST:
            raise NotReached("A host of the allow-list has no address, or too many.", "Check the name server.")
        return addresses


class TcpDialer:
    """`services.egress.ports.Dialer` over TCP; it takes addresses only, so nothing is looked up a second time."""

    async def dial(self, address: IPAddress, port: int) -> Stream:
        """Connect to this very address.

        Raises:
            NotReached: nobody answers there.
        """
        family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
        end = socket.socket(family, socket.SOCK_STREAM)
        try:
            end.setblocking(False)  # noqa: FBT003 the socket's own signature
            await asyncio.get_running_loop().sock_connect(end, (str(address), port))
            return await asyncio.open_connection(sock=end, limit=READ_LIMIT)
        except OSError:
            end.close()
            raise NotReached("An allowed destination did not answer.", "Check the clinic's line.") from None
        except BaseException:
            end.close()
            raise


class LoopTimer:
    """`services.egress.ports.Timer` of the running event loop."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
