"""Transport, health, logs, software, copies, sign-offs, and what happens to a probe that breaks."""

import asyncio
import base64
import hashlib
import logging
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from compliance.controls.load import load_catalogue, require_probes
from compliance.probes import run
from compliance.probes.catalogue import PROBES
from compliance.probes.copies import FRESH, RESTORED
from compliance.probes.health import DURABLE, HEALTHY, REDACTS
from compliance.probes.logs import LOGS
from compliance.probes.model import Figure, Probe, Verdict
from compliance.probes.run import run_probe
from compliance.probes.sign_offs import DOCUMENTS, wanted
from compliance.probes.software import SOFTWARE
from compliance.probes.subject import BackupSeen, Checked, Face, Neighbours, Peer, Ran, Subject
from compliance.probes.transport import FACES, PEERS
from services.audit.model import Action
from services.kernel.errors import SealdeskError
from tests.compliance.probes.looking import look
from tests.contract.certificates import make_authority
from tests.doubles.evidence import NOW, ScriptedCommands, recorded


def test_every_probe_is_asked_for_and_every_one_asked_for_is_there() -> None:
    require_probes(load_catalogue(), [probe.id for probe in PROBES])
    assert len({probe.id for probe in PROBES}) == len(PROBES) == 42
    for probe in PROBES:
        assert all((probe.what, probe.looks_at, probe.command, probe.mend)), probe.id


async def test_a_probe_that_breaks_is_no_evidence(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(_: Subject) -> Figure:
        raise ValueError("Jane Roe")

    async def sealed(_: Subject) -> Figure:
        raise SealdeskError("The disk is full.", "Free some space.")

    async def hangs(_: Subject) -> Figure:
        await asyncio.Event().wait()
        raise AssertionError

    probe = Probe("a.b", "what", "where", "command", "mend", breaks)
    assert await look(subject, probe) == (Verdict.CANNOT_TELL, "ended with ValueError")
    found = await run_probe(subject, replace(probe, examine=sealed))
    assert (found.verdict, found.figure, found.mend) == (
        Verdict.CANNOT_TELL,
        "The disk is full. Free some space.",
        "mend",
    )
    monkeypatch.setattr(run, "TIMEOUT", 0.01)
    assert (await look(subject, replace(probe, examine=hangs)))[0] is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    ("face", "verdict", "words"),
    [
        (Face("chat", "127.0.0.1", 1), Verdict.PASS, "chat within this machine only"),
        (Face("chat", "::1", 1, behind_tls=True), Verdict.PASS, "chat within this machine, behind a proxy with TLS"),
        (Face("chat", "192.168.7.4", 1), Verdict.FAIL, "chat answers other machines in the clear at 192.168.7.4:1"),
        (Face("chat", "10.0.0.5", 80), Verdict.FAIL, "chat answers other machines in the clear at 10.0.0.5:80"),
    ],
)
async def test_a_page_in_the_clear_is_for_this_machine_alone(
    subject: Subject, face: Face, verdict: Verdict, words: str
) -> None:
    assert await look(replace(subject, faces=(face,)), FACES) == (verdict, words)


@asynccontextmanager
async def tls_page(folder: Path, least: ssl.TLSVersion) -> AsyncIterator[Face]:
    """Serve a page by TLS from this version on."""
    authority = make_authority(folder, "clinic-ca")
    certificate, key = authority.issue("chat")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version = least
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    try:
        yield Face("chat", "127.0.0.1", server.sockets[0].getsockname()[1], authority.file)
    finally:
        server.close()
        await server.wait_closed()


async def test_a_page_by_tls_is_really_connected_to(subject: Subject, tmp_path: Path) -> None:
    async with tls_page(tmp_path, ssl.TLSVersion.TLSv1_2) as face:
        verdict, words = await look(replace(subject, faces=(face,)), FACES)
    assert verdict is Verdict.PASS
    assert words.startswith("chat by TLSv1.3, TLS_")
    assert words.endswith("; TLS 1.1 refused")
    assert (await look(replace(subject, faces=(face,)), FACES))[0] is Verdict.CANNOT_TELL


async def test_a_page_that_takes_an_old_version_too_is_found(subject: Subject, tmp_path: Path) -> None:
    async with tls_page(tmp_path, ssl.TLSVersion.TLSv1) as face:
        assert await look(replace(subject, faces=(face,)), FACES) == (Verdict.FAIL, "chat also takes TLS 1.1")


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("https://fhir.example.org/r4", Verdict.PASS),
        ("http://127.0.0.1:8081/fhir", Verdict.PASS),
        ("http://twilio.localhost:8082", Verdict.PASS),
        ("unix:/run/model.sock", Verdict.PASS),
        ("smtps://relay.example.org:587", Verdict.PASS),
        ("http://fhir.example.org/r4", Verdict.FAIL),
    ],
)
async def test_a_peer_in_the_clear_is_found(subject: Subject, url: str, verdict: Verdict) -> None:
    good = {"door": Checked("What may be reached answers", "good", "seen")}
    assert (await look(replace(subject, peers=(Peer("ehr", url),), checked=good), PEERS))[0] is verdict


async def test_a_peer_that_could_not_be_tried_shows_nothing(subject: Subject) -> None:
    away = {"system": Checked("The scheduling system answers", "bad", "no answer")}
    asked = replace(subject, peers=(Peer("ehr", "https://fhir.example.org", "system"),), checked=away)
    assert await look(asked, PEERS) == (
        Verdict.CANNOT_TELL,
        "ehr could not be tried: no answer",
    )


@pytest.mark.parametrize(
    ("grade", "verdict"),
    [("good", Verdict.PASS), ("bad", Verdict.FAIL), ("not used", Verdict.NOT_APPLICABLE)],
)
async def test_the_doctors_word_decides(subject: Subject, grade: str, verdict: Verdict) -> None:
    names = ("durable", "gateway_settings", "gateway_running")
    asked = replace(subject, checked={name: Checked(name, grade, "seen") for name in names})
    for probe in (DURABLE, REDACTS):
        assert (await look(asked, probe))[0] is verdict
        assert (await look(subject, probe))[0] is Verdict.CANNOT_TELL


async def test_one_bad_check_is_enough(subject: Subject) -> None:
    good, unused = Checked("a", "good", "x"), Checked("b", "not used", "y")
    assert await look(replace(subject, checked={"a": good, "b": unused}), HEALTHY) == (
        Verdict.PASS,
        "1 checks good, 1 of parts that are not used",
    )
    bad = replace(subject, checked={"a": good, "c": Checked("The clock is sane", "bad", "1970")})
    assert await look(bad, HEALTHY) == (Verdict.FAIL, "1 of 2 checks are bad: The clock is sane (1970)")
    assert (await look(subject, HEALTHY))[0] is Verdict.CANNOT_TELL


LINES = {
    "social security numbers": "2026-11-23 12:00:00,123 INFO x 123-45-6789",
    "telephone numbers": "INFO sent to (212) 555-0142",
    "e-mail addresses": "INFO jane@example.org",
    "birth dates": "INFO born: 4/12/1980",
}


@pytest.mark.parametrize("kind", LINES)
async def test_an_identifier_in_a_log_is_found_and_not_told(subject: Subject, kind: str) -> None:
    log = subject.logs.folder / "portal.log"
    log.write_text("2026-11-23 12:00:00,123 INFO services.portal 127.0.0.1:8080 started 0a1b-2c3d\n")
    assert (await look(subject, LOGS))[0] is Verdict.PASS
    log.write_text(f"{LINES[kind]}\n")
    assert await look(subject, LOGS) == (Verdict.FAIL, f"1 {kind} in the newest lines of logs/")
    log.unlink()
    journal = ScriptedCommands({"journalctl": Ran(0, f"{LINES[kind]}\n")})
    elsewhere = replace(subject, machine=replace(subject.machine, commands=journal))
    assert await look(elsewhere, LOGS) == (Verdict.FAIL, f"1 {kind} in the newest lines of the journal")


async def test_a_formatter_that_tells_everything_is_found(subject: Subject) -> None:
    (subject.logs.folder / "portal.log").write_text("started\n")
    assert (await look(subject, LOGS))[0] is Verdict.PASS
    loud = replace(subject, logs=replace(subject.logs, formatter=logging.Formatter()))
    assert (await look(loud, LOGS))[0] is Verdict.FAIL


@pytest.fixture
def package(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "services").mkdir(parents=True)
    (site / "sealdesk-1.dist-info").mkdir()
    content = b"pass\n"
    (site / "services/one.py").write_bytes(content)
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    record = f"services/one.py,sha256={digest},5\nservices/one.pyc,,\nsealdesk-1.dist-info/RECORD,,\n"
    (site / "sealdesk-1.dist-info/RECORD").write_text(record)
    (site / "sealdesk-1.dist-info/METADATA").write_text("Name: sealdesk\n")
    return site


async def test_a_replaced_program_is_found(subject: Subject, package: Path) -> None:
    def packages() -> list[Distribution]:
        return [PathDistribution(package / "sealdesk-1.dist-info")]

    installed = replace(subject, machine=replace(subject.machine, packages=packages))
    assert await look(installed, SOFTWARE) == (
        Verdict.PASS,
        "1 files of 1 packages have the hashes they were installed with, 1 of Sealdesk among them",
    )
    (package / "services/one.py").write_text("evil\n")
    assert await look(installed, SOFTWARE) == (
        Verdict.FAIL,
        "changed or gone since they were installed: services/one.py",
    )
    assert (await look(subject, SOFTWARE))[0] is Verdict.CANNOT_TELL
    (package / "services/one.py").write_text("pass\n")
    (package / "sealdesk-1.dist-info/RECORD").unlink()
    assert await look(installed, SOFTWARE) == (
        Verdict.CANNOT_TELL,
        "these packages keep no list of their files: sealdesk",
    )


@pytest.mark.parametrize(
    ("hours", "words", "verdict"),
    [(47, "nightly", Verdict.PASS), (49, "nightly", Verdict.FAIL), (1, "unread", Verdict.FAIL)],
)
async def test_a_backup_is_fresh_and_was_read_back(subject: Subject, hours: int, words: str, verdict: Verdict) -> None:
    checked = words == "nightly"

    async def seen() -> BackupSeen:
        return BackupSeen(NOW - timedelta(hours=hours), checked, words)

    there = replace(subject, neighbours=Neighbours(backup=seen, drill=seen))
    assert (await look(there, FRESH))[0] is verdict
    assert (await look(there, RESTORED))[0] is (Verdict.PASS if checked else Verdict.FAIL)
    for probe in (FRESH, RESTORED):
        assert (await look(subject, probe))[0] is Verdict.CANNOT_TELL


async def test_sign_offs_are_due_again(subject: Subject) -> None:
    assert (await look(subject, DOCUMENTS))[0] is Verdict.FAIL
    await recorded(subject, Action.CONTROL_SIGNED, NOW - timedelta(days=1), control="164.308(a)(2)")
    verdict, figure = await look(subject, DOCUMENTS)
    assert verdict is Verdict.FAIL
    assert figure.startswith(f"{len(wanted()) - 1} of {len(wanted())} were never signed off: ")
    assert "164.308(a)(2)," not in figure
    for control in wanted():
        await recorded(subject, Action.CONTROL_SIGNED, NOW - timedelta(days=2), control=control.id)
    assert await look(subject, DOCUMENTS) == (
        Verdict.PASS,
        f"all {len(wanted())} forms and papers are signed off, none of them overdue",
    )
    await recorded(subject, Action.CONTROL_SIGNED, NOW - timedelta(days=93), control="164.308(a)(3)(ii)(A)")
    verdict, figure = await look(subject, DOCUMENTS)
    assert (verdict, figure) == (
        Verdict.FAIL,
        f"1 of {len(wanted())} sign-offs are overdue: 164.308(a)(3)(ii)(A)",
    )
