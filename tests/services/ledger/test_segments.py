"""A quarter ends: its segment is closed by a signed checkpoint, sealed, and still read; it stays for six years."""

import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.audit.checkpoint import Checkpoint
from services.audit.leaf import Entry
from services.audit.notes import open_note
from services.audit.reading import LedgerQuery
from services.ledger.errors import Conflict, Held, LedgerError, LedgerFull, MissingSegment, Retained, RolledBack
from services.ledger.ledger import Ledger
from services.ledger.segment import Segment, path_of, quarters_in
from services.sealed.opening import driver
from services.signing.verifiers import LogVerifier
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import DATABASE, a_filing, a_ledger, filings, keys
from tests.services.ledger.inspecting import assert_log_fits, intruding

QUARTERS = ["2027Q1", "2027Q2", "2027Q4"]


class Holds:
    def __init__(self, *quarters: str) -> None:
        self._quarters = quarters

    def held(self, epoch: str) -> bool:
        return epoch in self._quarters


def three_quarters(folder: Path, clock: ManualClock) -> Ledger:
    """Ten events in each of three quarters; in the third of the year nothing happens."""
    ledger = a_ledger(folder, clock)
    for first, pause in ((1, 91), (11, 183), (21, 0)):
        ledger.take(filings(10, first))
        clock.advance(timedelta(days=pause))
    return ledger


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_each_quarter_has_a_file_and_the_older_ones_are_sealed(folder: Path, clock: ManualClock) -> None:
    three_quarters(folder, clock).close()
    again = a_ledger(folder, clock)
    assert quarters_in(folder) == QUARTERS
    assert [mode(path_of(folder, quarter)) for quarter in QUARTERS] == [0o400, 0o400, 0o600]
    assert sorted(path.name for path in folder.glob("*-wal")) == ["ledger-2027Q4.db-wal"]
    assert [one.filing for one in again.reader.stream(LedgerQuery())] == filings(30)
    again.close()
    assert_log_fits(folder)


def test_a_closed_segment_ends_with_a_signed_checkpoint_over_its_last_event(folder: Path, clock: ManualClock) -> None:
    three_quarters(folder, clock).close()
    for quarter, size in zip(QUARTERS, (10, 20, 30), strict=True):
        segment = Segment(folder, quarter, DATABASE)
        with segment.reading() as connection:
            (note,) = connection.execute("SELECT note FROM checkpoints ORDER BY size DESC").fetchone()
        assert Checkpoint.of(open_note(note, [LogVerifier(keys().signers[0].key)])).size == size
        segment.retire()


def test_what_was_taken_in_an_older_quarter_is_still_taken_once(folder: Path, clock: ManualClock) -> None:
    ledger = three_quarters(folder, clock)
    assert ledger.take(filings(30)).last == 30
    with pytest.raises(Conflict, match="as entry 5"):
        ledger.take([a_filing(5, action="chat.ended")])
    assert ledger.last_taken("state") == 30
    ledger.close()


def test_a_closed_segment_refuses_to_be_written(folder: Path, clock: ManualClock) -> None:
    ledger = three_quarters(folder, clock)
    ledger.close()
    a_ledger(folder, clock).close()
    segment = Segment(folder, "2027Q1", DATABASE)
    with pytest.raises(LedgerError), segment.reading() as connection:
        connection.execute("INSERT INTO words VALUES (99, 'x')")
    segment.retire()


@pytest.mark.parametrize("table", ["segment", "words", "events", "boxes", "checkpoints"])
def test_triggers_refuse_to_change_or_remove_anything(folder: Path, clock: ManualClock, table: str) -> None:
    ledger = three_quarters(folder, clock)
    ledger.checkpoint()
    column = {"segment": "version", "words": "word", "events": "at", "boxes": "box", "checkpoints": "note"}[table]
    connection = intruding(folder)
    for statement in (
        f"UPDATE {table} SET {column} = {column}",  # noqa: S608 fixed words
        f"DELETE FROM {table}",  # noqa: S608 fixed words
        f"REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608 fixed words
    ):
        with pytest.raises(driver.Error, match=r"only added to|has a gap"):
            connection.execute(statement)
    connection.close()
    ledger.close()


def test_a_row_out_of_turn_is_refused(folder: Path, ledger: Ledger) -> None:
    ledger.take(filings(2))
    connection = intruding(folder)
    for sequence in (2, 4, 0):
        with pytest.raises(driver.Error):
            connection.execute(
                "INSERT INTO events SELECT ?, recorded, digest, source, 9, at, node, actor_kind, actor_id, role, "
                "action, outcome, patient, resource, operation, purpose, accountable FROM events WHERE sequence = 2",
                (sequence,),
            )
    connection.close()


def test_a_reader_in_the_middle_of_a_quarters_end_goes_on(folder: Path, clock: ManualClock) -> None:
    ledger = a_ledger(folder, clock)
    ledger.take(filings(10))
    segment = ledger.reader._shelf.current  # noqa: SLF001 the moment cannot be met from outside
    with segment.reading() as connection:
        cursor = connection.execute("SELECT sequence FROM events ORDER BY sequence")
        assert cursor.fetchone() == (1,)
        clock.advance(timedelta(days=91))
        ledger.take(filings(10, first=11))
        assert not segment.seal()
        assert [row[0] for row in cursor] == list(range(2, 11))
    assert segment.seal()
    assert mode(segment.path) == 0o400
    assert len(list(ledger.reader.stream(LedgerQuery()))) == 20
    ledger.close()
    assert_log_fits(folder)


def test_a_restored_backup_without_the_right_to_write_is_written_again(folder: Path, clock: ManualClock) -> None:
    three_quarters(folder, clock).close()
    for quarter in QUARTERS:
        path_of(folder, quarter).chmod(0o400)
    ledger = a_ledger(folder, clock)
    assert ledger.take(filings(1, first=31)).last == 31
    assert ledger.reader.open(31).filing == a_filing(31)
    ledger.close()
    assert_log_fits(folder)


def test_a_copy_of_open_files_is_whole_whatever_its_modes(folder: Path, clock: ManualClock, tmp_path: Path) -> None:
    ledger = a_ledger(folder, clock)
    ledger.take(filings(10))
    segment = ledger.reader._shelf.current  # noqa: SLF001 a reader keeps the quarter from being sealed
    copy = tmp_path / "copy"
    with segment.reading():
        clock.advance(timedelta(days=91))
        ledger.take(filings(10, first=11))
        with ledger.paused():
            shutil.copytree(folder, copy)
    ledger.close()
    assert (copy / "ledger-2027Q1.db-wal").stat().st_size > 0
    for path in copy.glob("ledger-*"):
        path.chmod(0o400)
    again = a_ledger(copy, clock)
    assert again.take(filings(11, first=11)).last == 21
    assert [one.filing for one in again.reader.stream(LedgerQuery())] == filings(21)
    again.close()
    assert mode(path_of(copy, "2027Q1")) == 0o400
    assert_log_fits(copy)


@pytest.mark.parametrize("quarter", QUARTERS[:2])
def test_a_missing_segment_is_noticed(folder: Path, clock: ManualClock, quarter: str) -> None:
    three_quarters(folder, clock).close()
    path_of(folder, quarter).unlink()
    with pytest.raises(MissingSegment):
        a_ledger(folder, clock)


def test_the_newest_segment_missing_is_a_roll_back(folder: Path, clock: ManualClock) -> None:
    three_quarters(folder, clock).close()
    path_of(folder, "2027Q4").unlink()
    with pytest.raises(RolledBack, match="covers 30 entries"):
        a_ledger(folder, clock)


def test_all_segments_missing_is_a_roll_back(folder: Path, clock: ManualClock) -> None:
    three_quarters(folder, clock).close()
    for quarter in QUARTERS:
        path_of(folder, quarter).unlink()
    with pytest.raises(RolledBack):
        a_ledger(folder, clock)
    assert quarters_in(folder) == []


def test_an_older_file_in_place_of_the_newest_is_noticed(folder: Path, clock: ManualClock, tmp_path: Path) -> None:
    ledger = a_ledger(folder, clock)
    ledger.take(filings(10))
    ledger.close()
    shutil.copy(path_of(folder, "2027Q1"), tmp_path / "older.db")
    ledger = a_ledger(folder, clock)
    ledger.take(filings(10, first=11))
    ledger.close()
    shutil.copy(tmp_path / "older.db", path_of(folder, "2027Q1"))
    with pytest.raises(RolledBack, match="covers 20 entries but the ledger holds 10"):
        a_ledger(folder, clock)


def test_a_segment_stays_for_six_years(folder: Path, clock: ManualClock) -> None:
    ledger = three_quarters(folder, clock)
    notice = a_filing(31, action="retention.applied", actor_kind="staff", actor_id="alex")
    clock.set(datetime(2033, 3, 31, 23, 59, 59, tzinfo=UTC))
    with pytest.raises(Retained, match="2033-04-01"):
        ledger.remove("2027Q1", notice, Holds())
    clock.set(datetime(2033, 4, 1, tzinfo=UTC))
    with pytest.raises(Retained, match="2037-04-01"):
        ledger.remove("2027Q1", notice, Holds(), years=10)
    with pytest.raises(Held, match="compliance officer"):
        ledger.remove("2027Q1", notice, Holds("2027Q1"))
    for other in ("2027Q2", "2027Q4", "2026Q1"):
        with pytest.raises(Retained):
            ledger.remove(other, notice, Holds())
    assert ledger.last_taken("state") == 30
    assert ledger.remove("2027Q1", notice, Holds()).last == 31
    assert [one.sequence for one in ledger.reader.stream(LedgerQuery())] == list(range(11, 32))
    ledger.close()
    again = a_ledger(folder, clock)
    found = again.reader.open(31)
    last = again.reader.open(11).entry
    assert found.filing.action == "ledger.quarter_removed"
    assert found.filing.actor_id == "alex"
    assert (found.filing.body["quarter"], found.filing.body["last"]) == ("2027Q1", "10")
    assert Entry.decode(bytes.fromhex(found.filing.body["entry"])).sequence == last.sequence - 1
    assert again.take(filings(1, first=32)).last == 32
    again.close()
    assert [path.name for path in (folder / "log/tile/0/000.p").iterdir() if path.name == "32"] == ["32"]


def test_the_segment_that_is_written_to_is_never_removed(folder: Path, clock: ManualClock) -> None:
    ledger = a_ledger(folder, clock)
    ledger.take(filings(1))
    with pytest.raises(Retained):
        ledger.remove("2027Q1", a_filing(2), Holds())
    clock.set(datetime(2040, 1, 1, tzinfo=UTC))
    with pytest.raises(Retained):
        ledger.remove("2027Q1", a_filing(2), Holds())
    ledger.close()


def test_a_new_quarter_that_cannot_begin_takes_nothing_and_begins_later(
    folder: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = a_ledger(folder, clock)
    ledger.take(filings(3))
    clock.advance(timedelta(days=91))

    def full(*_: object) -> None:
        raise LedgerFull

    with monkeypatch.context() as patched:
        patched.setattr("services.ledger.shelf.make", full)
        with pytest.raises(LedgerFull):
            ledger.take(filings(3, first=4))
    assert ledger.take(filings(3, first=4)).last == 6
    assert quarters_in(folder) == ["2027Q1", "2027Q2"]
    ledger.close()
    assert_log_fits(folder)
