"""Everything beyond the door: a name server, a vendor, the clinic's network, and a count of each frame that arrives.

Run in network and mount namespaces of its own; prints what happened as JSON.
"""

import asyncio
import json
import os
import socket
import ssl
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import uvicorn

from appliance.demo.ehr.app import create_ehr
from appliance.demo.ehr.config import EhrConfig
from appliance.processes.serve import QuietServer
from services.bridge.link.client import LinkedSchedulingSystem
from services.scheduling.errors import SchedulingError
from tests.contract.certificates import Authority, make_authority
from tests.system.egress.clinic import expire_agreement, write_clinic
from tests.system.egress.name_server import NameServer
from tests.system.egress.names import (
    ADDRESSES,
    ANSWERS,
    DOOR,
    EHR,
    FHIR,
    FHIR_PORT,
    INSIDE,
    NAME_SERVER,
    ROUTER,
    VENDOR,
)

_EVERY_PROTOCOL: Final = 3
_IP: Final = 0x0800
_OUR_OWN: Final = 4
Wishes = list[dict[str, Any]]
_PIPE: Final = asyncio.subprocess.PIPE
_START_SECONDS: Final = 60.0
_CUT_WITHIN_SECONDS: Final = 60.0
_AGAIN_SECONDS: Final = 0.05
_SOCKETS: Final = {
    "audit": "audit/audit.sock",
    "bridge": "bridge.sock",
    "portal": "portal.sock",
    "egress": "egress/egress.sock",
}


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
    context.load_cert_chain(*authority.issue("everyone", *ANSWERS))
    for address in (VENDOR, INSIDE, EHR):
        for port in (443, 8443):
            await asyncio.start_server(_echo, address, port, ssl=context)
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(lambda: NameServer(ANSWERS), local_addr=(NAME_SERVER, 53))


@asynccontextmanager
async def a_scheduling_system(authority: Authority) -> AsyncIterator[None]:
    """Serve an empty simulated EHR over TLS at the vendor's."""
    certificate, key = authority.issue("fhir", FHIR)
    listener = socket.create_server((VENDOR, FHIR_PORT))
    app = create_ehr(EhrConfig(load_clinic=False))
    config = uvicorn.Config(
        app,
        log_level="critical",
        lifespan="off",
        timeout_graceful_shutdown=1,
        ssl_certfile=str(certificate),
        ssl_keyfile=str(key),
    )
    server = QuietServer(config)
    serving = asyncio.create_task(server.serve([listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def a_machine(folder: Path, *processes: str) -> AsyncIterator[None]:
    """Start processes of the appliance on a machine of its own, joined to this network by a cable."""
    started = "; ".join(f"{sys.executable} -m appliance.processes.{name} &" for name in processes)
    inside = (
        f"mount --bind {folder}/resolv.conf /etc/resolv.conf && echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 && "
        f"echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6 && ip link set lo up && echo apart && read go && "
        f"{{ {started.replace('&;', '&')} wait; }}"
    )
    async with _apart(folder, "-nm", inside) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert await process.stdout.readline() == b"apart\n"
        await _cable(process.pid)
        process.stdin.write(b"go\n")
        for name in processes:
            await _answers(folder / "run" / _SOCKETS[name])
        yield


@asynccontextmanager
async def a_bridge_without_a_network(folder: Path) -> AsyncIterator[None]:
    """Start the bridge where there is no network at all."""
    async with _apart(folder, "-n", f"{sys.executable} -m appliance.processes.bridge & wait"):
        await _answers(folder / "run" / _SOCKETS["bridge"])
        yield


@asynccontextmanager
async def _apart(folder: Path, namespaces: str, command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command in namespaces of its own; everything that it started ends with it."""
    words = ("unshare", f"{namespaces}pf", "--kill-child", "sh", "-ec", command)
    environment = {**os.environ, "SEALDESK_CONFIG": str(folder / "appliance.yaml")}
    process = await asyncio.create_subprocess_exec(*words, stdin=_PIPE, stdout=_PIPE, env=environment)
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def _answers(path: Path) -> None:
    """Wait until somebody listens at a socket."""
    async with asyncio.timeout(_START_SECONDS):
        while True:
            try:
                _, writer = await asyncio.open_unix_connection(str(path))
            except OSError:
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                writer.close()
                return


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
        """Return how many frames went where, while the cable is there: an address and port, or what else they were."""
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


async def asked_for(folder: Path, authority: Authority, wishes: Wishes) -> dict[str, Any]:
    """Let a service without a network ask the door for these wishes; return what it was told."""
    module = (sys.executable, "-m", "tests.system.egress.service")
    words = (str(folder), json.dumps(wishes), str(authority.file))
    service = await asyncio.create_subprocess_exec("unshare", "-n", *module, *words, stdout=_PIPE)
    output, _ = await service.communicate()
    found: dict[str, Any] = json.loads(output)
    return found


async def held_until_cut(folder: Path, authority: Authority) -> str:
    """Keep a tunnel open and let the agreement behind it expire; return what became of the tunnel, and of the next."""
    module = (sys.executable, "-m", "tests.system.egress.service")
    words = ("unshare", "-n", *module, str(folder), "hold", str(authority.file))
    service = await asyncio.create_subprocess_exec(*words, stdout=_PIPE)
    assert service.stdout is not None
    opened = await service.stdout.readline()
    expire_agreement(folder)
    try:
        async with asyncio.timeout(_CUT_WITHIN_SECONDS):
            cut = await service.stdout.readline()
    except TimeoutError:
        service.kill()
        cut = b"not cut"
    await service.wait()
    after = await asked_for(folder, authority, [{"host": FHIR, "port": FHIR_PORT}])
    return f"{opened.decode().strip()}, {cut.decode().strip()}, {after['told'][0]['reason']}"


async def a_patient_writes(folder: Path) -> str:
    """Open a chat at the portal's own socket and say something; return the status of the answer."""
    transport = httpx.AsyncHTTPTransport(uds=str(folder / "run/portal.sock"))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=30) as http:
        chat = (await http.post("/chats", json={"language": "en"})).json()["chat"]
        answer = await http.post(f"/chats/{chat}/messages", json={"text": "I need to move my visit"})
    return str(answer.status_code)


async def the_bridge_reads(folder: Path) -> str:
    """Ask the scheduling system beyond for a patient who is not there; return how that ended."""
    system = LinkedSchedulingSystem(folder / "run/bridge.sock")
    try:
        await system.patient("nobody")
    except SchedulingError as error:
        return type(error).__name__
    finally:
        await system.aclose()
    return "found"


async def stock(folder: Path, authority: Authority, wishes: Wishes, frames: Frames) -> dict[str, Any]:
    """Run the whole stock appliance, and let a patient write."""
    async with a_machine(folder, "audit", "bridge", "egress", "portal"):
        await serve_everywhere(authority)
        told = {**await asked_for(folder, authority, wishes), "chat": await a_patient_writes(folder)}
        return {**told, "frames": frames.seen()}


async def shut(folder: Path, authority: Authority, wishes: Wishes, frames: Frames) -> dict[str, Any]:
    """Run a door whose destinations are named, and whose class is off."""
    async with a_machine(folder, "audit", "egress"):
        await serve_everywhere(authority)
        return {**await asked_for(folder, authority, wishes), "frames": frames.seen()}


async def opened(folder: Path, authority: Authority, wishes: Wishes, frames: Frames) -> dict[str, Any]:
    """Run a door as its clinic wants it, and beside it the bridge, which has no network."""
    async with a_machine(folder, "audit", "egress"):
        await serve_everywhere(authority)
        async with a_scheduling_system(authority), a_bridge_without_a_network(folder):
            told = await asked_for(folder, authority, wishes)
            read, held = await the_bridge_reads(folder), await held_until_cut(folder, authority)
            return {**told, "bridge": read, "held": held, "frames": frames.seen()}


async def main(mode: str, folder: Path, wishes: Wishes) -> None:
    """Play one scene; print what happened, and every frame that left."""
    authority = make_authority(folder, "vendors")
    write_clinic(mode, folder, authority.file)
    (folder / "resolv.conf").write_text(f"nameserver {NAME_SERVER}\noptions timeout:2 attempts:1\n")
    frames = Frames()
    scenes = {"stock": stock, "shut": shut, "open": opened}
    print(json.dumps(await scenes[mode](folder, authority, wishes, frames)))  # noqa: T201 its answer


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])))
