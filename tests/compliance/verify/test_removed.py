"""A real ledger whose oldest quarters were removed at the end of their retention, and what is passed off as that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from compliance.verify import sealdesk_verify as verifier
from services.audit import export as layout
from services.audit.checkpoint import Checkpoint
from services.audit.notes import Note
from services.ledger.ledger import Ledger
from services.signing.signers import LogSigner
from tests.compliance.verify.verifying import run
from tests.doubles.clock import ManualClock
from tests.doubles.exports import Ledger as Invented
from tests.doubles.exports import log_key, signed_manifest, witness_key, write
from tests.doubles.ledger import MemoryDataKeys, a_filing, a_ledger, filings, keys
from tests.tamper.ledger_files import export_of
from tests.tamper.scene import Export

OVER = datetime(2033, 7, 2, tzinfo=UTC)
"""Six years after the second quarter's end."""


class NoHolds:
    """Nothing has to be kept."""

    def held(self, epoch: str) -> bool:
        return not epoch


def signer() -> LogSigner:
    (own,) = keys().signers
    assert isinstance(own, LogSigner)
    return own


def three_quarters(folder: Path, clock: ManualClock, data: MemoryDataKeys | None = None) -> Ledger:
    """Ten events in each of three quarters."""
    ledger = a_ledger(folder, clock, keys(data=data))
    for first in (1, 11, 21):
        ledger.take(filings(10, first, patient="ab" * 32))
        clock.advance(timedelta(days=91))
    return ledger


def notice(number: int) -> object:
    return a_filing(number, source="ledger", actor_kind="staff", actor_id="alex", body={"reason": "six years are over"})


def checked(ledger: Ledger, folder: Path, files: Export | None = None) -> verifier.Report:
    """Export, keep a checkpoint of now, and verify."""
    note = ledger.checkpoint()
    export = write(folder / "export", files or export_of(ledger, signer()))
    (folder / "kept").write_text(note)
    return run(export, "--vkey", signer().key.vkey, "--checkpoint", str(folder / "kept"))


def without(files: Export, count: int) -> Export:
    """Hide the first events, as the key's holder can: everything else fits."""
    lines = files[layout.EVENTS].splitlines(keepends=True)[count:]
    rows = files[layout.CSV].splitlines(keepends=True)
    parts = {path: one for path, one in files.items() if "manifest" not in path}
    parts |= {layout.EVENTS: b"".join(lines), layout.CSV: b"".join(rows[: len(rows) - count])}
    point = Checkpoint.of(Note.parse(files[layout.CHECKPOINT]))
    first = verifier.Event.read(lines[0]).index + 1
    hashes = tuple(layout.FileHash.of(path, content) for path, content in parts.items())
    manifest = layout.Manifest(point.origin, point.size, point.root, True, len(lines), first, point.size, hashes)  # noqa: FBT003
    return parts | signed_manifest(manifest, signer())


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_log_whose_oldest_quarters_went_is_valid_and_says_what_it_cannot_prove(tmp_path: Path, quarters: int) -> None:
    clock = ManualClock()
    ledger = three_quarters(tmp_path / "ledger", clock)
    clock.set(OVER)
    for number, quarter in enumerate(("2027Q1", "2027Q2")[:quarters], 1):
        ledger.remove(quarter, notice(number), NoHolds())  # type: ignore[arg-type]
    report = checked(ledger, tmp_path)
    ledger.close()
    assert report.status() == verifier.VALID, report.text()
    size, gone = 30 + quarters, 10 * quarters
    assert (
        f"{size - gone} events, recomputed from their plaintext: every entry from {gone + 1} on of a log of {size}"
        in (report.checked)
    )
    assert (
        f"What entries 1 to {gone} said: entry {size} says that they were removed at the end of their retention, "
        f"the last of them from 2027Q{quarters}. Their hashes are still there."
    ) in report.unproven


def test_a_younger_quarter_hidden_behind_a_removed_one_is_named(tmp_path: Path) -> None:
    clock = ManualClock()
    ledger = three_quarters(tmp_path / "ledger", clock)
    clock.set(OVER)
    ledger.remove("2027Q1", notice(1), NoHolds())  # type: ignore[arg-type]
    report = checked(ledger, tmp_path, without(export_of(ledger, signer()), 10))
    ledger.close()
    assert report.wrong == ["Entries 1 to 20 are missing, and no event says that they were removed."]


def test_a_beginning_that_is_simply_not_there_is_named(tmp_path: Path) -> None:
    ledger = three_quarters(tmp_path / "ledger", ManualClock())
    report = checked(ledger, tmp_path, without(export_of(ledger, signer()), 10))
    ledger.close()
    assert report.wrong == ["Entries 1 to 10 are missing, and no event says that they were removed."]


def test_a_removal_before_six_years_were_over_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = ManualClock()
    ledger = three_quarters(tmp_path / "ledger", clock)
    monkeypatch.setattr("services.ledger.ledger.retained_until", lambda *_: clock.now())
    ledger.remove("2027Q1", notice(1), NoHolds())  # type: ignore[arg-type]
    report = checked(ledger, tmp_path)
    ledger.close()
    assert report.wrong == ["Entries 1 to 10 were removed before six years were over."]


@pytest.mark.parametrize("entry", ["", "00" * 49, "zz"])
def test_a_removal_that_names_another_entry_is_named(tmp_path: Path, entry: str) -> None:
    ledger = Invented(3).grow(40)
    filing = replace(ledger.events[9].filing, number=41, action="ledger.quarter_removed", patient=None)
    ledger.record(replace(filing, body={"quarter": "2020Q1", "last": "10", "entry": entry}))
    files = ledger.contents(ledger.checkpoint(None, witness_key()))
    lines = files[layout.EVENTS].splitlines(keepends=True)[10:]
    parts = {path: one for path, one in files.items() if "manifest" not in path and path != layout.CSV}
    parts[layout.EVENTS] = b"".join(lines)
    note = Note.parse(files[layout.CHECKPOINT])
    manifest = ledger.manifest(note, ledger.events[10:], parts, whole=True)
    export = write(tmp_path / "export", parts | signed_manifest(manifest, ledger.signer))
    report = run(export, "--vkey", log_key().key.vkey, "--witness", witness_key().key.vkey)
    assert report.wrong == ["Entries 1 to 10 are missing, and the event about it names another last entry."]


def test_events_that_were_destroyed_in_a_quarter_that_went_are_not_missed(tmp_path: Path) -> None:
    clock, data = ManualClock(), MemoryDataKeys()
    ledger = three_quarters(tmp_path / "ledger", clock, data)
    clock.set(OVER)
    body = {"epoch": "2027Q1", "people": "alex kim", "events": "10", "entries": "00" * 32, "patients": ""}
    ledger.take([a_filing(1, source="keys", action="keys.shredded", body={**body, "reason": "over", "order": ""})])
    ledger.remove("2027Q1", notice(1), NoHolds())  # type: ignore[arg-type]
    report = checked(ledger, tmp_path)
    ledger.close()
    assert report.status() == verifier.VALID, report.text()
