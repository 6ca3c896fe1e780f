import json
from pathlib import Path

import pytest

from services.audit.witness import Seen
from services.witness.errors import WitnessFolder
from services.witness.records import LogRecord, Records
from tests.doubles.exports import ORIGIN, Ledger, log_key


def test_a_witness_keeps_its_key(tmp_path: Path) -> None:
    records = Records(tmp_path / "w")
    records.begin("witness.invalid/w0", bytes(range(32)))
    records.begin("witness.invalid/other", bytes(32))
    assert records.identity() == ("witness.invalid/w0", bytes(range(32)))
    assert (tmp_path / "w/witness.key").stat().st_mode & 0o777 == 0o600


def test_a_log_may_have_several_keys(records: Records) -> None:
    records.add_key(log_key(1).key)
    record = records.add_key(log_key(1).key)
    assert record.keys == (log_key(0).key, log_key(1).key)
    assert records.logs() == [record]
    assert records.knows(ORIGIN)
    assert not records.knows("sealdesk.invalid/back")


def test_what_was_seen_is_read_from_the_note() -> None:
    note = Ledger(1).grow(3).checkpoint()
    record = LogRecord(ORIGIN, (log_key().key,), note.encode())
    assert record.seen.size == 3
    assert LogRecord.parse(record.encode()) == record
    assert LogRecord(ORIGIN).seen == Seen()


@pytest.mark.parametrize("content", ["", "{}", json.dumps({"origin": "a", "keys": [], "note": "no note"}), "[]"])
def test_a_damaged_record_is_never_taken_for_a_new_log(records: Records, tmp_path: Path, content: str) -> None:
    (path,) = (tmp_path / "witness/logs").glob("*.json")
    path.write_text(content)
    with pytest.raises(WitnessFolder, match="signs nothing"), records.held(ORIGIN):
        raise AssertionError("a damaged record was read")


def test_a_folder_without_a_witness_is_said(tmp_path: Path) -> None:
    with pytest.raises(WitnessFolder, match="no witness here"):
        Records(tmp_path).identity()
    Records(tmp_path).begin("a", bytes(32))
    (tmp_path / "witness.key").write_bytes(b"short")
    with pytest.raises(WitnessFolder, match="damaged"):
        Records(tmp_path).identity()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WitnessFolder, match="cannot be made"):
        Records(tmp_path / "file/witness").begin("a", bytes(32))
    with pytest.raises(WitnessFolder, match="cannot be written"):
        Records(tmp_path / "file").add_key(log_key().key)
