"""Tables that a spreadsheet can open without running anything, and any program can read."""

import csv
import errno
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.verify import sealdesk_verify as verifier
from services.audit.export import cell
from services.reports.errors import DiskRefuses
from services.reports.tables import CsvOut, FileOut

DANGEROUS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\r\n=1", "\uff1d1+1", "\uff20x", "\uff0b1", "\uff0d1"),
    *(" =1+1", "   @x", "\u00a0=1", "\u3000+1", "\ufeff=1", "\u200b=1", "\u202e=1", "\u00ad-1", "\ufe66x", " \t=1"),
    *('="a","b"', "=cmd|' /C calc'!A0", "-2+3+cmd|'x'!A1", "@"),
)
HARMLESS = ("", "a=1", "1-1", "'=1", "(=1)", '{"a":"=1"}', "x\n=1", " a", '"=1"', "\u05d0\u05d1", "\U0001f600=1")


def written(path: Path, rows: list[tuple[str, ...]]) -> bytes:
    with FileOut(path.parent, path.name) as out:
        table = CsvOut(out, ("a", "b"))
        for row in rows:
            table.words(row)
        table.flush()
    assert out.hashed().length == path.stat().st_size
    return path.read_bytes()


def test_it_is_rfc_4180_in_utf_8(tmp_path: Path) -> None:
    content = written(tmp_path / "t.csv", [("Núñez", 'a "quoted", word'), ("two\r\nlines", "")])
    assert content.startswith(b"\xef\xbb\xbfa,b\r\n")
    assert 'Núñez,"a ""quoted"", word"\r\n'.encode() in content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["a", "b"], ["Núñez", 'a "quoted", word'], ["two\r\nlines", ""]]


@pytest.mark.parametrize("words", DANGEROUS)
def test_nothing_is_a_formula(tmp_path: Path, words: str) -> None:
    content = written(tmp_path / "t.csv", [(words, "x")])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1] == [f"'{words}", "x"]


@pytest.mark.parametrize("words", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(tmp_path: Path, words: str) -> None:
    content = written(tmp_path / "t.csv", [(words, "x")])
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:] == [[words, "x"]]


@given(st.text(max_size=12))
def test_the_verifier_reads_a_cell_as_it_is_written(text: str) -> None:
    assert verifier.cell(text) == cell(text)
    assert cell(text) in {text, f"'{text}"}


def test_more_than_a_block(tmp_path: Path) -> None:
    content = written(tmp_path / "t.csv", [(str(number), "x" * 50) for number in range(5_000)])
    assert content.count(b"\r\n") == 5_001


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with FileOut(tmp_path, "t.csv") as out:
        monkeypatch.setattr(out._hashing, "write", full)  # noqa: SLF001 the disk's place
        with pytest.raises(DiskRefuses, match="No space left"):
            out.write(b"x")
