"""The door with real TLS servers on loopback, by an allow-list that says so: the machine's own TCP and time."""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from appliance.processes.peers import peer_of
from services.audit.model import Action
from services.egress.allow_list import AllowList
from services.egress.door import Door
from services.egress.journal import Journal
from services.egress.model import Destination, DestinationClass, Location, PhiPolicy
from services.egress.network import LoopTimer, TcpDialer
from services.egress.visit import Endpoint, Outside
from services.kernel.clock import SystemClock
from services.kernel.ids import RandomIds
from tests.contract.certificates import Authority, make_authority
from tests.doubles.audit import MemoryTrail
from tests.doubles.egress import ScriptedResolver, StandingRegister
from tests.services.egress.doorway import unix_listener
from tests.system.egress.service import attempt

ALLOWED, FORGED, OUTSIDE = "demo.harborbook.example", "forged.harborbook.example", "api.harborbook.example"


class Loopback:
    """A door that knows three names, all of this machine; the second's server has a certificate for another name."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self.socket = folder / "door.sock"
        self.authority = authority
        self.trail = MemoryTrail()
        self.servers: list[asyncio.Server] = []

    async def server(self, *hosts: str) -> int:
        """Start a TLS server for these names; return its port."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.authority.issue(f"server-{len(self.servers)}", *hosts))
        self.servers.append(await asyncio.start_server(self._answer, "127.0.0.1", 0, ssl=context))
        port: int = self.servers[-1].sockets[0].getsockname()[1]
        return port

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.read(100))
        writer.close()

    def door(self, ports: dict[str, int]) -> Door:
        """Return a door to these ports; the last name's entry does not say that it lies on this machine."""
        entries = [
            Destination(
                name=host.partition(".")[0],
                kind=DestinationClass.SYSTEM_OF_RECORD,
                host=host,
                port=port,
                who="sealdesk-bridge",
                phi=PhiPolicy.NONE,
                location=Location.INTERNET if host == OUTSIDE else Location.LOOPBACK,
            )
            for host, port in ports.items()
        ]
        clock = SystemClock()
        resolver = ScriptedResolver(**{host: ["127.0.0.1"] for host in ports})
        allowed = AllowList(StandingRegister(), clock, entries, systems_of_record=True)
        outside = Outside(resolver, TcpDialer(), LoopTimer(), peer_of)
        return Door(allowed, Journal(self.trail, clock), outside, RandomIds())

    async def ask(self, host: str, port: int, **more: str) -> dict[str, str]:
        """Ask as a service does, with blocking calls in a thread of its own."""
        wish = {"host": host, "port": port, **more}
        return await asyncio.to_thread(attempt, str(self.socket), str(self.authority.file), wish)


@pytest.fixture
async def loopback(tmp_path: Path) -> AsyncIterator[tuple[Loopback, dict[str, int]]]:
    here = Loopback(tmp_path, make_authority(tmp_path, "vendors"))
    port, forged = await here.server(ALLOWED, OUTSIDE), await here.server("somebody.else.example")
    ports = {ALLOWED: port, FORGED: forged, OUTSIDE: port}
    endpoint = Endpoint("sealdesk-bridge", frozenset({os.geteuid()}))
    serving = asyncio.create_task(here.door(ports).serve([(endpoint, unix_listener(here.socket))]))
    yield here, ports
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    for server in here.servers:
        server.close()


async def test_the_door_leads_to_what_is_allowed_and_nowhere_else(loopback: tuple[Loopback, dict[str, int]]) -> None:
    here, ports = loopback
    port = ports[ALLOWED]
    assert await here.ask(ALLOWED, port) == {"status": "200", "said": "good day"}
    assert await here.ask(ALLOWED, ports[FORGED]) == {"status": "403", "reason": "port_not_allowed"}
    assert await here.ask(f"www.{ALLOWED}", port) == {"status": "403", "reason": "unknown_host"}
    assert await here.ask("127.0.0.1", port) == {"status": "403", "reason": "not_a_name"}
    assert await here.ask(OUTSIDE, port) == {"status": "403", "reason": "address_refused"}
    assert "UNRECOGNIZED_NAME" in (await here.ask(ALLOWED, port, sni=OUTSIDE))["said"]
    reasons = [event.body["reason"] for event in here.trail.events if event.action is Action.EGRESS_REFUSED]
    assert reasons == ["port_not_allowed", "unknown_host", "not_a_name", "address_refused", "name_differs"]


async def test_the_service_itself_checks_the_servers_certificate(loopback: tuple[Loopback, dict[str, int]]) -> None:
    here, ports = loopback
    told = await here.ask(FORGED, ports[FORGED])
    assert told == {"status": "200", "said": "CERTIFICATE_VERIFY_FAILED"}
