"""The disk fails or is full, at any moment: nothing acknowledged is lost, nothing is half there, and it goes on."""

import errno
import json
import shlex
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from services.audit.reading import LedgerQuery
from services.ledger.errors import LedgerDisk, LedgerFull, RolledBack
from services.ledger.ledger import Ledger
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_ledger, filings
from tests.services.ledger.failing import install
from tests.services.ledger.inspecting import assert_log_fits

ROOT = Path(__file__).parents[3]
NAME = "ledger-2027Q1.db"


def numbers(ledger: Ledger) -> list[int]:
    return [one.filing.number for one in ledger.reader.stream(LedgerQuery())]


def statements_of_one_take(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with monkeypatch.context() as patched:
        plan = install(patched)
        ledger = a_ledger(folder)
        ledger.take(filings(3))
        with ledger.paused():
            plan.start(0, after=False)
            ledger.take(filings(4, first=4, actor_id="new"))
            seen = list(plan.seen)
        ledger.close()
    return seen


def test_a_failure_at_any_statement_loses_nothing_and_doubles_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(statements_of_one_take(tmp_path / "counting", monkeypatch))
    assert count >= 5
    plan = install(monkeypatch)
    ledger = a_ledger(folder)
    ledger.take(filings(3))
    last = 3
    for after in (False, True):
        for at in range(1, count + 1):
            words, kind = (("disk I/O error", LedgerDisk), ("database or disk is full", LedgerFull))[at % 2]
            group = filings(4, first=last + 1, actor_id=f"new-{at}-{after}")
            with ledger.paused():
                plan.start(at, after=after, words=words)
                with pytest.raises(kind):
                    ledger.take(group)
                plan.start(0, after=False)
            assert ledger.take(group).last == last + 4
            last += 4
            assert numbers(ledger) == list(range(1, last + 1))
    ledger.close()
    assert_log_fits(folder)


def test_a_commit_that_was_said_to_fail_but_did_not_is_taken_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = install(monkeypatch)
    ledger = a_ledger(folder)
    statements = statements_of_one_take(folder.with_name("counting"), monkeypatch)
    ledger.take(filings(3))
    with ledger.paused():
        plan.start(statements.index("COMMIT") + 1, after=True)
        with pytest.raises(LedgerDisk):
            ledger.take(filings(4, first=4, actor_id="new"))
        plan.start(0, after=False)
        assert ledger.last_taken("state") == 7
    assert ledger.take(filings(4, first=4, actor_id="new")).last == 7
    assert ledger.take(filings(1, first=8)).last == 8
    ledger.close()
    assert_log_fits(folder)


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_a_log_that_cannot_be_written_costs_no_event_and_is_written_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ledger = a_ledger(folder)

    def failing(*_: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr("services.ledger.log_folder.write_durably", failing)
        assert ledger.take(filings(600)).last == 600
        for _ in range(3):
            with pytest.raises(LedgerDisk if number == errno.EIO else LedgerFull):
                ledger.checkpoint()
    ledger.checkpoint()
    ledger.close()
    assert_log_fits(folder)


def test_trouble_with_checkpoints_is_told_and_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.ledger.notary.INTERVAL", 0.0)
    ledger = a_ledger(folder)
    assert ledger.trouble is None

    def failing(*_: object) -> None:
        raise OSError(errno.EIO, "no")

    with monkeypatch.context() as patched:
        patched.setattr("services.ledger.log_folder.write_durably", failing)
        ledger.take(filings(3))
        while ledger.trouble is None:
            pass
        assert isinstance(ledger.trouble, LedgerDisk)
    while ledger.trouble is not None:
        pass
    ledger.close()
    assert_log_fits(folder)


def test_a_segment_that_cannot_be_sealed_yet_is_sealed_later(
    folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.ledger.notary.INTERVAL", 0.0)
    ledger = a_ledger(folder, clock)
    ledger.take(filings(3))

    def failing(*_: object) -> None:
        raise OSError(errno.EROFS, "no")

    with monkeypatch.context() as patched:
        patched.setattr("services.ledger.segment.Segment.seal", failing)
        clock.advance(timedelta(days=91))
        ledger.take(filings(3, first=4))
        while ledger.trouble is None:
            pass
    while ledger.trouble is not None:
        pass
    ledger.close()
    assert (folder / NAME).stat().st_mode & 0o777 == 0o400


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LedgerDisk):
        a_ledger(tmp_path / "file" / "ledger")


def can_mount(directory: Path) -> bool:
    """Tell whether this machine lets us make a tiny file system of our own."""
    command = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(directory)]
    tried = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 fixed words and a directory of ours
    return tried.returncode == 0


@pytest.mark.parametrize("how", ["mount", "limit"])
def test_a_full_disk_is_said_and_nothing_is_half_there(tmp_path: Path, how: str) -> None:
    if how == "mount" and not can_mount(tmp_path):
        how = "limit"
    command = [sys.executable, "-m", "tests.services.ledger.filling", str(tmp_path), how]
    if how == "mount":
        inside = f"mount -t tmpfs -o size=3m,mode=700 tmpfs {tmp_path} && {shlex.join(command)}"
        command = ["unshare", "-rm", "sh", "-c", inside]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=90)  # noqa: S603 ours
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["errors"] == (["LedgerFull"] if how == "mount" else ["LedgerDisk"])
    assert outcome["kept"] == outcome["there"] > 20
    assert outcome["after"] == outcome["checked"] == outcome["kept"] + 5


def copied(folder: Path, to: Path, wal: bytes) -> Path:
    if to.exists():
        shutil.rmtree(to)
    shutil.copytree(folder, to)
    (to / f"{NAME}-wal").write_bytes(wal)
    (to / f"{NAME}-shm").unlink(missing_ok=True)
    return to


def test_a_torn_tail_of_the_write_ahead_log_leaves_what_was_acknowledged(folder: Path, tmp_path: Path) -> None:
    ledger = a_ledger(folder, ManualClock())
    wal = folder / f"{NAME}-wal"
    ledger.take(filings(10))
    ledger.checkpoint()
    saved = tmp_path / "saved"
    with ledger.paused():
        shutil.copytree(folder, saved)
        before = wal.stat().st_size
        ledger.take(filings(5, first=11))
        whole = wal.read_bytes()
    ledger.close()
    seen = set()
    cuts = [*range(before, len(whole), 1000), len(whole)]
    for cut in cuts:
        for noise in (b"", bytes(range(256)) * ((len(whole) - cut) // 256)):
            crashed = copied(saved, tmp_path / "crashed", whole[:cut] + noise)
            again = a_ledger(crashed)
            seen.add(again.last_taken("state"))
            assert again.last_taken("state") == (15 if cut == len(whole) else 10)
            assert again.take(filings(5, first=11)).last == 15
            assert again.take(filings(1, first=16)).last == 16
            again.close()
            assert_log_fits(crashed)
    assert seen == {10, 15}


def test_a_write_ahead_log_that_lost_acknowledged_events_is_refused(folder: Path, tmp_path: Path) -> None:
    ledger = a_ledger(folder)
    ledger.take(filings(5))
    ledger.checkpoint()
    with ledger.paused():
        wal = (folder / f"{NAME}-wal").read_bytes()
        ledger.take(filings(5, first=6))
    ledger.checkpoint()
    crashed = copied(folder, tmp_path / "crashed", wal)
    ledger.close()
    with pytest.raises(RolledBack, match="covers 10 entries"):
        a_ledger(crashed)
