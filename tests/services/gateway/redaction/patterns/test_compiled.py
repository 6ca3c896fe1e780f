from pathlib import Path

import hyperscan
import pytest

from services.gateway.redaction.patterns.compiled import database

FLAGS = hyperscan.HS_FLAG_SOM_LEFTMOST


def hits(made: "tuple[hyperscan.Database, hyperscan.Scratch]", text: bytes) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []

    def note(rule: int, start: int, end: int, _flags: int, _context: object) -> None:
        found.append((rule, start, end))

    made[0].scan(text, match_event_handler=note, scratch=made[1])
    return found


def test_the_second_start_finds_what_the_first_one_kept(tmp_path: Path) -> None:
    assert hits(database([b"fax", b"ssn"], [3, 4], FLAGS, tmp_path), b"my ssn") == [(4, 3, 6)]
    (kept,) = tmp_path.iterdir()
    written = kept.stat().st_mtime_ns
    assert hits(database([b"fax", b"ssn"], [3, 4], FLAGS, tmp_path), b"my ssn") == [(4, 3, 6)]
    assert kept.stat().st_mtime_ns == written


def test_other_expressions_take_the_place_of_what_was_kept(tmp_path: Path) -> None:
    database([b"fax"], [3], FLAGS, tmp_path)
    assert hits(database([b"ssn"], [3], FLAGS, tmp_path), b"my ssn") == [(3, 3, 6)]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_a_damaged_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    database([b"ssn"], [3], FLAGS, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(content)
    assert hits(database([b"ssn"], [3], FLAGS, tmp_path), b"my ssn") == [(3, 3, 6)]
    assert kept.stat().st_size > 100


def test_where_nothing_can_be_written_it_is_compiled_each_time(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    assert hits(database([b"ssn"], [3], FLAGS, file / "folder"), b"my ssn") == [(3, 3, 6)]
    assert [each.name for each in tmp_path.iterdir()] == ["a file"]
