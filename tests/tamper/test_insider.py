"""Somebody with root and every key of the files, at a stopped appliance whose ledger has closed quarters.

What the clinic does then is start, let the ledger check itself, and export; the auditor holds an older checkpoint.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from compliance.verify import sealdesk_verify as verifier
from services.kernel.errors import SealdeskError
from services.ledger.errors import Damaged, MissingSegment, RolledBack, WrongKey, WrongSigner
from services.ledger.faults import refuse
from services.ledger.ledger import Ledger
from services.ledger.schema import WRITING
from services.ledger.segment import path_of
from services.sealed.opening import connect
from services.signing.signers import LogSigner
from tests.doubles.clock import ManualClock
from tests.doubles.exports import Ledger as Invented
from tests.doubles.exports import log_key, write
from tests.doubles.ledger import DATABASE, a_ledger, filings, keys
from tests.tamper.ledger_files import export_of
from tests.tamper.scene import Export

LATE = datetime(2027, 12, 1, tzinfo=UTC)
CLOSED = "2027Q1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger at rest with three quarters, the checkpoint that the auditor keeps beside it."""
    clock, made = ManualClock(), tmp_path / "ledger"
    ledger = a_ledger(made, clock)
    for first in (1, 101, 201):
        ledger.take(filings(100, first, patient="ab" * 32))
        clock.advance(timedelta(days=91))
    (tmp_path / "kept").write_text(ledger.checkpoint())
    ledger.close()
    for path in made.glob("ledger-*"):
        path.chmod(0o600)
    return made


def signer() -> LogSigner:
    (own,) = keys().signers
    assert isinstance(own, LogSigner)
    return own


def intruding(folder: Path, quarter: str) -> Any:  # noqa: ANN401 the driver has no types
    """Open a quarter for writing with its key, its guards taken away."""
    connection = connect(path_of(folder, quarter), DATABASE, refuse, WRITING)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def opened(folder: Path, at: datetime = LATE) -> Ledger:
    clock = ManualClock()
    clock.set(at)
    return a_ledger(folder, clock)


def exported(folder: Path, at: datetime = LATE) -> Export:
    """Start and export, without the check that would find it."""
    ledger = opened(folder, at)
    try:
        return export_of(ledger, signer())
    finally:
        ledger.close()


def report_of(files: Export, tmp_path: Path) -> verifier.Report:
    export = write(tmp_path / "export", files)
    words = [str(export), "--vkey", signer().key.vkey, "--checkpoint", str(tmp_path / "kept")]
    return verifier.verify(export, verifier.trust_of(verifier.parser().parse_args(words)))


def forget_what_was_signed(folder: Path) -> None:
    """Take away every checkpoint and hash file, so that the ledger makes them again around what is there."""
    for quarter in ("2027Q1", "2027Q2", "2027Q3"):
        if path_of(folder, quarter).exists():
            connection = intruding(folder, quarter)
            connection.execute("DELETE FROM checkpoints")
            connection.close()
    shutil.rmtree(folder / "log")


def test_an_untouched_one_is_valid(folder: Path, tmp_path: Path) -> None:
    assert report_of(exported(folder), tmp_path).status() == verifier.VALID


def test_a_flipped_bit_in_a_closed_quarter_is_found_by_the_check(folder: Path) -> None:
    path = path_of(folder, CLOSED)
    raw = bytearray(path.read_bytes())
    raw[-200] ^= 1
    path.write_bytes(raw)
    ledger = opened(folder)
    with pytest.raises(Damaged):
        ledger.check()
    ledger.close()


def test_entries_swapped_with_all_that_was_signed_thrown_away_cannot_be_exported(folder: Path) -> None:
    connection = intruding(folder, CLOSED)
    rows = connection.execute("SELECT sequence, digest FROM events WHERE sequence IN (7, 8)").fetchall()
    (_, seven), (_, eight) = rows
    for sequence, digest in ((7, eight), (8, seven)):
        connection.execute("UPDATE events SET digest = ? WHERE sequence = ?", (digest, sequence))
    connection.close()
    forget_what_was_signed(folder)
    with pytest.raises(SealdeskError):
        exported(folder)


def test_two_quarters_files_in_each_others_place_are_refused(folder: Path) -> None:
    one, two = path_of(folder, CLOSED), path_of(folder, "2027Q2")
    one.rename(folder / "between")
    two.rename(one)
    (folder / "between").rename(two)
    with pytest.raises(Damaged, match="does not say what it is"):
        opened(folder)


def test_another_appliances_files_are_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with pytest.raises(WrongSigner):
        Ledger.open(folder, keys(node="desk-2"), ManualClock(), "desk-1")
    with pytest.raises(WrongKey):
        a_ledger(folder, None, keys(database=bytes(range(1, 33))))
    a_ledger(other).close()
    shutil.rmtree(folder / "log")
    shutil.copytree(other / "log", folder / "log")
    assert opened(folder).check() == 300


def test_a_quarter_deleted_while_the_clock_is_set_ahead_cannot_be_exported_as_whole(
    folder: Path, tmp_path: Path
) -> None:
    path_of(folder, CLOSED).unlink()
    with pytest.raises(MissingSegment):
        opened(folder)
    report = report_of(exported(folder, datetime(2040, 1, 1, tzinfo=UTC)), tmp_path)
    assert report.status() == verifier.INVALID
    assert report.wrong == ["Entries 1 to 100 are missing, and no event says that they were removed."]
    with pytest.raises(MissingSegment):
        opened(folder)


def from_the_future(folder: Path) -> None:
    ahead = Invented(1, log_key()).grow(400).checkpoint()
    (folder / "log/checkpoint").write_text(ahead.encode())


def of_another_root(folder: Path) -> None:
    forged = Invented(1, log_key()).grow(300).checkpoint()
    (folder / "log/checkpoint").write_text(forged.encode())


@pytest.mark.parametrize("change", [from_the_future, of_another_root])
def test_a_checkpoint_that_the_database_does_not_know_stops_the_start(
    folder: Path, change: Callable[[Path], None]
) -> None:
    change(folder)
    with pytest.raises(RolledBack):
        opened(folder)


def test_tiles_edited_under_an_intact_database_do_not_pass(folder: Path, tmp_path: Path) -> None:
    tile = folder / "log/tile/0/000"
    raw = bytearray(tile.read_bytes())
    raw[40] ^= 1
    tile.write_bytes(raw)
    report = report_of(exported(folder), tmp_path)
    assert report.status() == verifier.INVALID
    assert any("Entry 2 is not what the log holds there" in one for one in report.wrong)
