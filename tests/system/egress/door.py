"""The door as a process of its own, with the machine's own name service, TCP and time: `stock` or `open`."""

import asyncio
import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from appliance.audit_file import AuditFile
from appliance.processes.peers import peer_of
from services.egress.allow_list import AllowList
from services.egress.door import Door
from services.egress.journal import Journal
from services.egress.network import LoopTimer, SystemResolver, TcpDialer
from services.egress.register import FolderRegister
from services.egress.visit import Endpoint, Outside
from services.kernel.clock import SystemClock
from services.kernel.ids import RandomIds
from tests.services.egress.doorway import unix_listener
from tests.system.egress.names import WHO, entries


def the_door(mode: str, folder: Path) -> Door:
    """Return a door with an empty allow-list, or with the one of the test's clinic."""
    clock = SystemClock()
    key = Ed25519PublicKey.from_public_bytes((folder / "approver.pub").read_bytes())
    register = FolderRegister(folder / "agreements", [key], ZoneInfo("America/Chicago"))
    stock = mode == "stock"
    allowed = AllowList(register, clock, () if stock else entries(), systems_of_record=not stock)
    outside = Outside(SystemResolver(), TcpDialer(), LoopTimer(), peer_of)
    return Door(allowed, Journal(AuditFile(folder / f"{mode}.audit", "door-1"), clock), outside, RandomIds())


async def main(mode: str, folder: Path) -> None:
    """Serve until the network that this process lives in is taken away with it."""
    listener = unix_listener(folder / f"{mode}.sock")
    door = the_door(mode, folder)
    print("ready", flush=True)  # noqa: T201 what the world waits for
    await door.serve([(Endpoint(WHO, frozenset({os.geteuid()})), listener)])


if __name__ == "__main__":
    sys.stdin.readline()
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
