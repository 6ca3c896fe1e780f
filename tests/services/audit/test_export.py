import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from services.audit import export
from services.audit.errors import ExportUnreadable
from services.audit.leaf import entry_of, plaintext
from services.audit.tiles import tiles_of
from tests.doubles.exports import Ledger, table


def test_a_line_holds_the_bytes_that_were_committed_to() -> None:
    ledger = Ledger(1).grow(5)
    for found in ledger.events:
        line = export.event_line(found)
        fields = json.loads(line)
        plain = b"{" + line.split(b",", 2)[2].rstrip(b"\n")
        assert plain == plaintext(found.filing, found.sequence, found.recorded)
        assert fields["index"] == found.sequence - 1
        assert entry_of(bytes.fromhex(fields["salt"]), plain, found.sequence, found.recorded) == found.entry


def test_a_shredded_line_holds_the_entry_and_whose_key_went() -> None:
    ledger = Ledger(1).grow(5)
    ledger.hide([2])
    found = ledger.events[1]
    assert json.loads(export.event_line(found)) == {
        "index": 1,
        "shredded": True,
        "sequence": 2,
        "recorded": found.recorded,
        "digest": found.entry.digest.hex(),
        "patient": found.filing.patient,
        "epoch": "2026Q4",
    }
    assert len(export.csv_cells(found)) == len(export.CSV_COLUMNS)


def test_an_event_that_was_not_opened_is_not_exported() -> None:
    found = replace(Ledger(1).grow(1).events[0], salt=None)
    with pytest.raises(ExportUnreadable, match="was not opened"):
        export.event_line(found)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_a_formula_is_no_formula_in_the_table(start: str) -> None:
    assert export.cell(f"{start}1+1") == f"'{start}1+1"
    assert export.cell(f"a{start}1") == f"a{start}1"


def test_a_table_has_a_column_for_every_field() -> None:
    found = Ledger(3).grow(1).events[0]
    (row,) = csv.DictReader(io.StringIO(table([found]).decode()))
    assert row["at"].endswith("Z")
    assert row["accountable"] in {"true", "false"}
    assert json.loads(row["body"]) == dict(found.filing.body)
    assert set(row) == set(export.CSV_COLUMNS)


def test_the_same_export_has_the_same_bytes(tmp_path: Path) -> None:
    one, two = (Ledger(7).grow(300).export(tmp_path / name) for name in "ab")
    paths = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file()]
    assert len(paths) > 8
    assert all((one / path).read_bytes() == (two / path).read_bytes() for path in paths)


def test_the_manifest_names_every_file_with_its_hash(tmp_path: Path) -> None:
    folder = Ledger(7).grow(300).export(tmp_path / "export")
    manifest = json.loads((folder / "manifest.json").read_text())
    listed = {one["path"]: one for one in manifest["files"]}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert set(listed) == there - {"manifest.json", "manifest.json.note"}
    assert {f"log/{tile.path}" for tile in tiles_of(300)} <= set(listed)
    for path, one in listed.items():
        content = (folder / path).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_log_without_a_tile_is_not_exported() -> None:
    ledger = Ledger(1).grow(300)
    with pytest.raises(ExportUnreadable, match="tile/0/000 of the log is missing"):
        list(export.log_files(300, ledger.checkpoint(), "", lambda _: None))


def test_a_writer_hashes_what_passes() -> None:
    out = io.BytesIO()
    writer = export.HashedWriter("a.txt", out.write)
    assert writer.write(b"one") + writer.write(b"two") == 6
    assert writer.hashed() == export.FileHash.of("a.txt", b"onetwo")
    assert out.getvalue() == b"onetwo"
