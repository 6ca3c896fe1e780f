"""Records of the gateway are chained, go on after a restart, and show tampering."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from appliance.audit_file import AuditFile, AuditFileError, AuditLog, verify_file
from services.audit.model import Action, Actor, ActorKind, AuditEvent

EVENT = AuditEvent(
    datetime(2027, 3, 1, tzinfo=UTC),
    Actor(ActorKind.SERVICE, "gateway"),
    Action.GATEWAY_CALLED,
    body={"found": "NAME=1"},
)


def write(path: Path, times: int) -> None:
    trail = AuditFile(path, "node")
    for _ in range(times):
        trail.record(EVENT)
    trail.close()


def test_the_chain_goes_on_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    write(path, 2)
    write(path, 3)
    verdict = verify_file(path)
    assert verdict.intact
    assert verdict.count == 5
    assert path.stat().st_mode & 0o077 == 0


def test_a_changed_record_shows(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    write(path, 3)
    path.write_text(path.read_text().replace("NAME=1", "NAME=2", 1))
    assert not verify_file(path).intact


def test_a_file_that_is_no_trail_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    path.write_text("hello\n")
    with pytest.raises(AuditFileError):
        AuditFile(path, "node")
    with pytest.raises(AuditFileError):
        AuditFile(tmp_path / "none" / "audit.jsonl", "node")


def test_the_log_holds_the_facts(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="appliance")
    AuditLog().record(EVENT)
    assert caplog.messages == ["audit gateway.called success - found=NAME=1"]
