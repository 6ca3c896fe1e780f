"""Everything beyond the door: a name server, a vendor, the clinic's network, and a count of each frame that arrives.

Run in network and mount namespaces of its own; prints what happened as JSON.
"""

import asyncio
import json
import socket
import ssl
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from tests.contract.certificates import Authority, make_authority
from tests.system.egress.name_server import NameServer
from tests.system.egress.names import ADDRESSES, ANSWERS, DOOR, EHR, INSIDE, NAME_SERVER, ROUTER, VENDOR

_EVERY_PROTOCOL: Final = 3
_IP: Final = 0x0800
_OUR_OWN: Final = 4
_PIPE: Final = asyncio.subprocess.PIPE


async def run(*command: str) -> None:
    """Run a command that has to succeed."""
    process = await asyncio.create_subprocess_exec(*command)
    if await process.wait():
        raise SystemExit(f"failed: {' '.join(command)}")


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(await reader.read(100))
    writer.close()


async def serve_everywhere(authority: Authority) -> None:
    """Start the name server, and TLS servers that would answer to any name at every address there is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("vendors", *ANSWERS))
    for address in (VENDOR, INSIDE, EHR):
        for port in (443, 8443):
            await asyncio.start_server(_echo, address, port, ssl=context)
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: NameServer(ANSWERS), local_addr=(NAME_SERVER, 53))


@asynccontextmanager
async def a_door(mode: str, folder: Path) -> AsyncIterator[None]:
    """Start a door in a network of its own, joined to this one by a cable."""
    inside = (
        f"mount --bind {folder}/resolv.conf /etc/resolv.conf && echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 && "
        f"echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6 && echo apart && "
        f"exec {sys.executable} -m tests.system.egress.door {mode} {folder}"
    )
    process = await asyncio.create_subprocess_exec("unshare", "-nm", "sh", "-ec", inside, stdin=_PIPE, stdout=_PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert await process.stdout.readline() == b"apart\n"
        await _cable(process.pid)
        process.stdin.write(b"go\n")
        assert await process.stdout.readline() == b"ready\n"
        yield
    finally:
        process.kill()
        await process.wait()


async def _cable(pid: int) -> None:
    await run("ip", "link", "add", "world", "type", "veth", "peer", "name", "door", "netns", str(pid))
    for address in ADDRESSES:
        await run("ip", "address", "add", f"{address}/24", "dev", "world")
    await run("ip", "link", "set", "world", "up")
    there = ("nsenter", "-t", str(pid), "-n", "ip")
    await run(*there, "address", "add", f"{DOOR}/24", "dev", "door")
    await run(*there, "link", "set", "door", "up")
    await run(*there, "route", "add", "default", "via", ROUTER)


class Frames:
    """Every frame that comes out of the door's network, from before there is a cable."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERY_PROTOCOL))
        self._socket.setblocking(False)  # noqa: FBT003 the socket's own signature

    def seen(self) -> dict[str, int]:
        """Return how many frames went where: an address and port, or what else they were."""
        found: Counter[str] = Counter()
        while True:
            try:
                frame, (device, protocol, kind, *_) = self._socket.recvfrom(65_536)
            except BlockingIOError:
                return dict(found)
            if device == "world" and kind != _OUR_OWN:
                found[_where(frame[14:]) if protocol == _IP else f"protocol {protocol:#x}"] += 1


def _where(packet: bytes) -> str:
    header = (packet[0] & 0x0F) * 4
    name = {6: "tcp", 17: "udp"}.get(packet[9], str(packet[9]))
    return f"{name} {socket.inet_ntoa(packet[16:20])}:{int.from_bytes(packet[header + 2 : header + 4])}"


async def scene(mode: str, folder: Path, authority: Authority, wishes: list[dict[str, Any]]) -> dict[str, Any]:
    """Let a service ask a door for these wishes; return what it was told, and every frame that left."""
    frames = Frames()
    async with a_door(mode, folder):
        await serve_everywhere(authority)
        module = (sys.executable, "-m", "tests.system.egress.service")
        service = await asyncio.create_subprocess_exec(
            "unshare", "-n", *module, str(folder), mode, json.dumps(wishes), str(authority.file), stdout=_PIPE
        )
        output, _ = await service.communicate()
        return {**json.loads(output), "frames": frames.seen()}


async def main(mode: str, folder: Path, wishes: list[dict[str, Any]]) -> None:
    """Play one scene."""
    authority = make_authority(folder, "vendors")
    (folder / "resolv.conf").write_text(f"nameserver {NAME_SERVER}\noptions timeout:2 attempts:1\n")
    print(json.dumps(await scene(mode, folder, authority, wishes)))  # noqa: T201 its answer


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])))
