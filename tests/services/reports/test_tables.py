"""Tables that a spreadsheet can open without running anything, and any program can read."""

import csv
import errno
import io
from pathlib import Path

import pytest

from services.reports.errors import DiskRefuses
from services.reports.tables import CsvOut, FileOut

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\uff1d1+1", "\uff20x")


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
