"""Channels of the real egress process's parts: open while an agreement covers them, shut within a minute after."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest

from appliance.places import Places
from appliance.processes.egress import serve
from appliance.secret_files import SecretFiles
from appliance.settings.allowed import carrier_url
from appliance.settings.model import Settings
from appliance.wiring.egress import Egress, Network, build_egress
from services.egress.baa import sign
from services.egress.errors import Refused
from services.egress.guard import RECHECK_SECONDS
from services.egress.guarded import GuardedTransport
from services.egress.reasons import Reason
from services.egress.senders.exchange import http_client
from tests.appliance.processes.test_egress_bridge import KEY, NOON, PUBLIC_KEY, RECORD
from tests.appliance.settings.test_egress import SENDGRID, TWILIO
from tests.appliance.settings_files import small_clinic
from tests.contract.certificates import Authority, make_authority
from tests.doubles.clock import ManualClock
from tests.doubles.egress import Diversion, ManualTimer, ScriptedResolver
from tests.services.egress.doorway import PUBLIC, hang_up, until

TEXTS = replace(
    RECORD, id="twilio-2027", vendor="twilio", products=("programmable messaging",), expires=date(2027, 3, 31)
)
HOSTS = ("api.twilio.com", "api.sendgrid.com")


@dataclass
class Channels:
    """The parts of an egress process, and carriers that answer each request or, at `/slow`, none."""

    settings: Settings
    egress: Egress
    authority: Authority
    clock: ManualClock
    timer: ManualTimer
    dialer: Diversion
    heard: list[bytes]

    def client(self, name: str) -> httpx.AsyncClient:
        """Return a client of a channel's carrier, as the senders make one."""
        entry = next(entry for entry in self.egress.allow_list.destinations if entry.name == name)
        tls = ssl.create_default_context(cafile=str(self.authority.file))
        return http_client(carrier_url(entry), transport=GuardedTransport(self.egress.guard, tls))


@asynccontextmanager
async def channels(folder: Path, *, record: bool = True) -> AsyncIterator[Channels]:
    """Build an egress process with Twilio and SendGrid; the agreement with Twilio ends this midnight."""
    authority = make_authority(folder, "carriers")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("carrier", *HOSTS))
    heard: list[bytes] = []
    writers: list[asyncio.StreamWriter] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        if b"/slow" not in heard[-1]:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    settings = a_clinic(folder, record=record)
    clock, timer, dialer = ManualClock(NOON), ManualTimer(), Diversion(server.sockets[0].getsockname()[1])
    network = Network(ScriptedResolver(**{host: [PUBLIC] for host in HOSTS}), dialer, timer)
    egress = build_egress(settings, SecretFiles(settings.folders.secrets), clock, network)
    watching = asyncio.create_task(egress.guard.watch())
    try:
        yield Channels(settings, egress, authority, clock, timer, dialer, heard)
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        egress.trail.close()
        server.close()
        await dialer.hang_up()
        for writer in writers:
            await hang_up(writer)


def a_clinic(folder: Path, *, record: bool) -> Settings:
    agreements = folder / "agreements"
    agreements.mkdir()
    if record:
        (agreements / "twilio.json").write_bytes(sign(TEXTS, KEY).text())
    trusted = {"folder": str(agreements), "approvers": [PUBLIC_KEY]}
    settings = small_clinic(folder, egress={"twilio": TWILIO, "sendgrid": SENDGRID, "agreements": trusted})
    Places.of(settings).egress_state.mkdir(mode=0o700)
    settings.folders.secrets.mkdir(mode=0o700)
    for name in ("twilio.secret", "sendgrid.key"):
        (settings.folders.secrets / name).touch(mode=0o600)
        (settings.folders.secrets / name).write_text("invented\n")
    return settings


async def test_without_a_record_texts_are_shut_and_notices_without_phi_open(tmp_path: Path) -> None:
    async with channels(tmp_path, record=False) as there:
        async with there.client("sendgrid") as http:
            assert (await http.get("/")).status_code == 200
        async with there.client("twilio") as http:
            with pytest.raises(Refused) as no:
                await http.get("/")
    assert no.value.reason is Reason.BAA_MISSING
    assert len(there.dialer.dialled) == 1


async def test_the_end_of_an_agreement_shuts_texts_within_a_minute_also_one_under_way(tmp_path: Path) -> None:
    async with channels(tmp_path) as there, there.client("twilio") as http:
        assert (await http.get("/")).status_code == 200
        asking = asyncio.create_task(http.get("/slow"))
        await until(lambda: len(there.heard) == 2)
        there.clock.advance(timedelta(hours=13))
        there.timer.advance(RECHECK_SECONDS)
        with pytest.raises(httpx.ReadError):
            await asking
        with pytest.raises(Refused) as no:
            await http.get("/")
    assert no.value.reason is Reason.BAA_EXPIRED
    assert RECHECK_SECONDS <= 60


async def test_a_process_that_cannot_hold_connections_against_the_list_ends(tmp_path: Path) -> None:
    class Broken(ManualTimer):
        async def sleep(self, seconds: float) -> None:
            raise OSError("no time")

    settings = a_clinic(tmp_path, record=True)
    network = Network(ScriptedResolver(), Diversion(9), Broken())
    with pytest.raises(OSError, match="no time"):
        await serve(settings, asyncio.Event(), ManualClock(NOON), network)
