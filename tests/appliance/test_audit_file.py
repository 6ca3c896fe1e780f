"""Records of the gateway are chained, go on after a restart, and show tampering."""

import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest

from appliance.audit_file import AuditFile, AuditFileError, AuditLog, full_files, verify_file
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


def small(path: Path, times: int) -> None:
    trail = AuditFile(path, "node", 1000)
    for _ in range(times):
        trail.record(EVENT)
    trail.close()


def test_a_full_file_is_put_beside_and_the_chain_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    small(path, 9)
    small(path, 3)
    full = full_files(path)
    assert len(full) > 2
    assert all(1000 <= file.stat().st_size < 2000 and file.stat().st_mode & 0o077 == 0 for file in full)
    assert path.stat().st_size < 2000
    verdict = verify_file(path)
    assert (verdict.intact, verdict.count) == (True, 12)


def test_a_missing_or_changed_full_file_shows(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    small(path, 9)
    full_files(path)[1].unlink()
    assert not verify_file(path).intact


def test_a_kill_between_the_two_files_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    small(path, 3)
    path.rename(tmp_path / "audit.jsonl.000000000003")
    small(path, 2)
    verdict = verify_file(path)
    assert (verdict.intact, verdict.count) == (True, 5)


def test_what_is_no_full_file_of_ours_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    small(path, 1)
    (tmp_path / "audit.jsonl.bak").write_text("hello")
    assert full_files(path) == []


def test_a_full_disk_refuses_the_record_and_leaves_the_chain_whole(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    trail = AuditFile(path, "node")
    trail.record(EVENT)
    size = path.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
    try:
        for _ in range(2):
            with pytest.raises(OSError, match=r"space|large"):
                trail.record(EVENT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.stat().st_size == size
    trail.record(EVENT)
    trail.close()
    verdict = verify_file(path)
    assert (verdict.intact, verdict.count) == (True, 2)
    write(path, 1)
    assert verify_file(path).intact
