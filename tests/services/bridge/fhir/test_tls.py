"""TLS on real sockets: the pinned CA and nobody else."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.limits import Limits
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.tls import TlsFiles, TlsFilesUnusable, tls_context
from services.scheduling.errors import SystemUnreachable
from tests.contract.certificates import Authority, make_authority
from tests.contract.fhir_harness import CHICAGO, no_pause
from tests.contract.fhir_resources import SLOT
from tests.contract.fhir_server import serving
from tests.contract.scripted_fhir import Scripted, ScriptedFhir


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "clinic-ca")


@contextmanager
def https_server(authority: Authority, *, clients: Authority | None = None) -> Iterator[ScriptedFhir]:
    certificate, key = authority.issue("ehr")
    app = ScriptedFhir()
    app.say("GET Slot/slot-1", Scripted(SLOT))
    demand = {"ssl_ca_certs": str(clients.file), "ssl_cert_reqs": ssl.CERT_REQUIRED} if clients else {}
    with serving(app, ssl_certfile=str(certificate), ssl_keyfile=str(key), **demand) as address:
        app.address = address.replace("http:", "https:")
        yield app


async def read_through(server: ScriptedFhir, files: TlsFiles) -> str:
    profile = SiteProfile(base_url=server.fhir, zone=CHICAGO)
    client = FhirClient(open_http(profile, tls_context(files)), Limits(attempts=1), pause=no_pause)
    try:
        return str((await client.read("Slot", "slot-1"))["id"])
    finally:
        await client.aclose()


async def test_a_server_signed_by_the_pinned_ca_is_believed(ours: Authority) -> None:
    with https_server(ours) as server:
        assert await read_through(server, TlsFiles(ours.file)) == "slot-1"


async def test_a_server_signed_by_anybody_else_is_not(ours: Authority, tmp_path: Path) -> None:
    theirs = make_authority(tmp_path, "other-ca")
    with https_server(theirs) as server, pytest.raises(SystemUnreachable, match="certificate"):
        await read_through(server, TlsFiles(ours.file))


async def test_a_server_may_ask_for_our_certificate(ours: Authority) -> None:
    certificate, key = ours.issue("sealdesk")
    with https_server(ours, clients=ours) as server:
        assert await read_through(server, TlsFiles(ours.file, certificate, key)) == "slot-1"


def test_files_that_do_not_fit_are_named_by_what_to_do(ours: Authority, tmp_path: Path) -> None:
    certificate, _ = ours.issue("one")
    _, other_key = ours.issue("two")
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("no certificate")
    for files in (
        TlsFiles(tmp_path / "missing.pem"),
        TlsFiles(nonsense),
        TlsFiles(ours.file, certificate, other_key),
        TlsFiles(ours.file, tmp_path / "missing.pem"),
    ):
        with pytest.raises(TlsFilesUnusable, match="Check that"):
            tls_context(files)


def test_nothing_but_the_pinned_ca_is_in_the_context(ours: Authority) -> None:
    context = tls_context(TlsFiles(ours.file))
    assert len(context.get_ca_certs()) == 1
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
