"""The bridge to a scheduling system beyond the clinic's network: the real process's parts and a TLS FHIR server."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from appliance.demo.ehr.app import create_ehr
from appliance.demo.ehr.config import EhrConfig
from appliance.places import Places
from appliance.processes.egress import serve
from appliance.secret_files import SecretFiles
from appliance.settings import allowed
from appliance.settings.egress import Caller
from appliance.settings.model import Settings
from appliance.wiring.bridge import build_system
from appliance.wiring.egress import Network
from services.bridge.fhir.system import FhirSchedulingSystem
from services.egress.baa import BaaRecord, sign
from services.egress.door import RECHECK_SECONDS
from services.scheduling.errors import NotFound, SystemUnreachable
from tests.appliance.processes.test_egress import records
from tests.appliance.settings_files import small_clinic
from tests.contract.certificates import Authority, make_authority
from tests.contract.fhir_server import serving
from tests.doubles.clock import ManualClock
from tests.doubles.egress import Diversion, ManualTimer, ScriptedResolver
from tests.services.egress.doorway import PUBLIC, until

HOST = "fhir.harborbook.example"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = base64.b64encode(KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
LAST_DAY = date(2027, 3, 31)
NOON = datetime(2027, 3, 31, 17, tzinfo=UTC)
RECORD = BaaRecord(
    id="baa-2027-01",
    vendor="Harborbook",
    products=("FHIR",),
    counterparty="Harborbook Software, Inc.",
    effective=date(2027, 1, 1),
    expires=LAST_DAY,
    document_sha256="0f" * 32,
    approver="compliance.officer",
)


@dataclass
class Beyond:
    """A clinic whose scheduling system lies beyond its network."""

    settings: Settings
    clock: ManualClock
    timer: ManualTimer
    dialer: Diversion
    resolver: ScriptedResolver

    async def ask(self) -> None:
        """Ask for a patient who is not there; raises what the bridge tells the portal."""
        system = build_system(self.settings, SecretFiles(self.settings.folders.secrets), self.clock)
        try:
            await self.ask_with(system)
        finally:
            await system.aclose()

    async def ask_with(self, system: FhirSchedulingSystem) -> None:
        """Ask on connections that are kept."""
        with pytest.raises(NotFound):
            await system.patient("nobody")


@contextlib.contextmanager
def tls_ehr(authority: Authority, *names: str) -> Iterator[int]:
    """Serve an empty simulated EHR over TLS on loopback."""
    certificate, key = authority.issue("ehr", *names)
    app = create_ehr(EhrConfig(load_clinic=False))
    with serving(app, ssl_certfile=str(certificate), ssl_keyfile=str(key)) as address:
        yield int(address.rpartition(":")[2])


def beyond(folder: Path, authority: Authority, answering: int, /, **changes: Any) -> Beyond:  # noqa: ANN401 fields of an entry
    """Return the clinic; its agreement is on record and ends this midnight."""
    entry = {"name": "ehr", "host": HOST, "baa": {"vendor": "Harborbook", "product": "FHIR"}, **changes}
    agreements = folder / "agreements"
    agreements.mkdir()
    (agreements / "baa.json").write_bytes(sign(RECORD, KEY).text())
    settings = small_clinic(
        folder,
        scheduling_system={"base_url": f"https://{HOST}/fhir", "ca_file": str(authority.file)},
        egress={
            "systems_of_record": True,
            "destinations": [entry],
            "agreements": {"folder": str(agreements), "approvers": [PUBLIC_KEY]},
        },
    )
    Places.of(settings).egress_state.mkdir(mode=0o700)
    resolver = ScriptedResolver(**{HOST: [PUBLIC]})
    return Beyond(settings, ManualClock(NOON), ManualTimer(), Diversion(answering), resolver)


@asynccontextmanager
async def door_of(there: Beyond) -> AsyncIterator[None]:
    """Run the egress process's parts with a network of this test's."""
    stop = asyncio.Event()
    network = Network(there.resolver, there.dialer, there.timer)
    serving_it = asyncio.create_task(serve(there.settings, stop, there.clock, network))
    await until(lambda: there.timer.slept or serving_it.done())
    try:
        yield
    finally:
        stop.set()
        await serving_it
        await there.dialer.hang_up()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("ca"), "vendors")


async def test_the_bridge_reads_through_the_door(tmp_path: Path, authority: Authority) -> None:
    with tls_ehr(authority, HOST) as port:
        there = beyond(tmp_path, authority, port)
        async with door_of(there):
            await there.ask()
    assert set(there.dialer.dialled) == {(PUBLIC, 443)}
    opened = [record for record in records(there.settings) if record["action"] == "egress.opened"]
    assert {record["actor_id"] for record in opened} == {"sealdesk-bridge"}


async def test_an_agreement_that_ends_closes_the_way_within_a_minute(tmp_path: Path, authority: Authority) -> None:
    with tls_ehr(authority, HOST) as port:
        there = beyond(tmp_path, authority, port)
        async with door_of(there):
            system = build_system(there.settings, SecretFiles(there.settings.folders.secrets), there.clock)
            await there.ask_with(system)
            kept = len(there.dialer.dialled)
            there.clock.advance(timedelta(hours=13))
            there.timer.advance(RECHECK_SECONDS)
            await until(lambda: "baa_expired" in str(records(there.settings)))
            with pytest.raises(SystemUnreachable, match=r"shut \(baa_expired\)"):
                await system.patient("nobody")
            await system.aclose()
    assert len(there.dialer.dialled) == kept
    assert RECHECK_SECONDS <= 60


async def test_a_record_that_is_taken_away_closes_it_too(tmp_path: Path, authority: Authority) -> None:
    with tls_ehr(authority, HOST) as port:
        there = beyond(tmp_path, authority, port)
        async with door_of(there):
            await there.ask()
            (there.settings.egress.agreements.folder / "baa.json").unlink()
            with pytest.raises(SystemUnreachable, match=r"shut \(baa_missing\)"):
                await there.ask()


async def test_a_name_that_leads_inside_is_refused(tmp_path: Path, authority: Authority) -> None:
    with tls_ehr(authority, HOST) as port:
        there = beyond(tmp_path, authority, port)
        there.resolver.answer(HOST, "10.1.2.3")
        async with door_of(there):
            with pytest.raises(SystemUnreachable, match=r"shut \(address_refused\)"):
                await there.ask()
    assert there.dialer.dialled == []


async def test_a_server_that_is_another_is_not_believed(tmp_path: Path, authority: Authority) -> None:
    with tls_ehr(authority, "other.harborbook.example") as port:
        there = beyond(tmp_path, authority, port)
        async with door_of(there):
            with pytest.raises(SystemUnreachable):
                await there.ask()


async def test_without_the_door_nothing_is_dialled(tmp_path: Path, authority: Authority) -> None:
    there = beyond(tmp_path, authority, 9)
    with pytest.raises(SystemUnreachable):
        await there.ask()
    assert not Places.of(there.settings).tunnel_socket(Caller.BRIDGE).exists()


@pytest.mark.parametrize(
    ("entry", "by_the_door"),
    [({}, True), ({"port": 8443}, False), ({"host": "other.example"}, False), ({"who": "portal"}, False)],
)
def test_the_door_is_taken_for_the_very_address_of_an_entry_of_the_bridges(
    tmp_path: Path, authority: Authority, entry: dict[str, Any], by_the_door: object
) -> None:
    assert allowed.beyond(beyond(tmp_path, authority, 9, **entry).settings) is by_the_door
