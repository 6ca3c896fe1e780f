"""An export is checked by a program that shares none of our code."""

import csv
import json
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.audit.model import AuditEvent
from services.audit.reading import Column, LedgerQuery, Sort
from services.ledger.ledger import Ledger
from services.reports.asked import Form, Order
from services.reports.definitions import REPORTS
from services.reports.errors import NoSuchCheckpoint, PlaceTaken
from services.reports.export import Exporter
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import MemoryDataKeys, a_filing
from tests.doubles.reports import ASKING, invented

Verify = Callable[..., tuple[int, str]]
UNANCHORED = 2
"""Nothing is wrong, and no witness was named."""
QUICK = frozenset({Form.CSV, Form.FHIR})


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_whole_log_verifies(ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path) -> None:
    ledger.take(invented(600))
    made = exporter.make(Order(), ASKING, tmp_path / "whole")
    status, said = verify(made.path)
    assert status == UNANCHORED, said
    assert "every entry of a log of 600" in said
    assert "600 rows of events.csv against the events" in said
    assert {"report.pdf", "fhir.ndjson", "README.txt"} <= set(files_of(made.path))


def test_with_a_kept_checkpoint_it_is_valid(ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path) -> None:
    ledger.take(invented(300))
    kept = tmp_path / "kept"
    kept.write_text(ledger.checkpoint())
    ledger.take(invented(100, first=301))
    made = exporter.make(Order(forms=QUICK), ASKING, tmp_path / "whole")
    assert verify(made.path, "--checkpoint", str(kept))[0] == 0


def test_a_small_part_verifies_by_proofs(ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path) -> None:
    ledger.take(invented(700))
    patient = next(one.filing.patient for one in ledger.reader.search(LedgerQuery()).events if one.filing.patient)
    order = Order(LedgerQuery(patients=(patient,)), forms=QUICK)
    made = exporter.make(order, ASKING, tmp_path / "part")
    found = files_of(made.path)
    assert "proofs.ndjson" in found
    assert not [name for name in found if name.startswith("log/tile/")]
    assert found["proofs.ndjson"].count(b"\n") == made.count > 0
    status, said = verify(made.path)
    assert status == UNANCHORED, said


def test_a_large_part_takes_the_tiles(ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path) -> None:
    ledger.take(invented(700))
    made = exporter.make(Order(LedgerQuery(outcomes=("success",)), forms=QUICK), ASKING, tmp_path / "part")
    found = files_of(made.path)
    assert "proofs.ndjson" not in found
    assert "log/tile/0/000" in found
    assert verify(made.path)[0] == UNANCHORED


@pytest.mark.parametrize("query", [LedgerQuery(), LedgerQuery(actors=("staff-1",))])
def test_again_at_the_same_checkpoint_every_byte_is_the_same(
    ledger: Ledger, exporter: Exporter, tmp_path: Path, query: LedgerQuery
) -> None:
    ledger.take(invented(300))
    sort = Sort(Column.ACTION, descending=True)
    first = exporter.make(Order(query, sort), ASKING, tmp_path / "first")
    ledger.take(invented(300, first=301))
    ledger.checkpoint()
    again = exporter.make(Order(query, sort, size=first.size), ASKING, tmp_path / "again")
    assert files_of(first.path) == files_of(again.path)


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_gives_the_same_bytes_on_another_day(
    ledger: Ledger, exporter: Exporter, tmp_path: Path, report: str
) -> None:
    ledger.take(invented(120))
    discovered = "2026-11-02" if report == "breach" else ""
    needs = {need.value for need in REPORTS[report].needs}
    patients = ("ab" * 32,) if "patient" in needs else ()
    query = LedgerQuery(patients=patients, actors=("staff-1",) if "actor" in needs else ())
    order = Order(query, forms=QUICK, report=report, discovered=discovered)
    first = exporter.make(order, ASKING, tmp_path / "first")
    later = ManualClock()
    later.advance(timedelta(days=40))
    again = replace(exporter, clock=later).make(replace(order, size=first.size), ASKING, tmp_path / "again")
    assert files_of(first.path) == files_of(again.path)


def test_a_folder_of_an_export_is_private_whatever_the_umask(
    ledger: Ledger, exporter: Exporter, tmp_path: Path
) -> None:
    ledger.take(invented(300))
    before = os.umask(0)
    try:
        made = exporter.make(Order(), ASKING, tmp_path / "whole")
    finally:
        os.umask(before)
    below = [made.path, *made.path.rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in below if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in below if path.is_file()} == {0o600}


def test_hostile_words_come_through_a_parser_as_they_were(
    ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path
) -> None:
    hostile = [
        "=1+1",
        "\t=1",
        'a","b',
        "line\r\nbreak",
        "  @x",
        "\uff1dx",
        "\u202e=x",
        "\u05d3\u05e0\u05d4",
        "\U0001f600",
        "x" * 300,
    ]
    ledger.take([a_filing(n, resource=word, actor_id=word, body={word: word}) for n, word in enumerate(hostile, 1)])
    made = exporter.make(Order(forms=QUICK), ASKING, tmp_path / "whole")
    with (made.path / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row, word in zip(rows, hostile, strict=True):
        assert row["resource"] in {word, f"'{word}"}
        assert row["actor_id"].lstrip("\u202e \t")[:1] not in {"=", "@", "\uff1d"}
        assert json.loads(row["body"]) == {word: word}
    lines = [json.loads(line) for line in (made.path / "events.ndjson").read_text("utf-8").splitlines()]
    assert [line["resource"] for line in lines] == hostile
    assert verify(made.path)[0] == UNANCHORED


def test_archives_are_the_same_too_and_verify(
    ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path
) -> None:
    ledger.take(invented(50))
    first = exporter.make(Order(forms=QUICK), ASKING, tmp_path / "a.zip")
    again = exporter.make(Order(forms=QUICK, size=first.size), ASKING, tmp_path / "b.zip")
    assert first.path.read_bytes() == again.path.read_bytes()
    assert verify(first.path)[0] == UNANCHORED
    assert "manifest.json" in zipfile.ZipFile(first.path).namelist()


def test_an_edited_file_shows(ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path) -> None:
    ledger.take(invented(20))
    made = exporter.make(Order(), ASKING, tmp_path / "whole")
    paper = made.path / "report.pdf"
    paper.write_bytes(paper.read_bytes()[:-1] + b"!")
    status, said = verify(made.path)
    assert status == 1
    assert "report.pdf" in said


def test_the_table_has_the_order_that_was_asked_for(
    ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path
) -> None:
    ledger.take(invented(60))
    order = Order(sort=Sort(Column.RESOURCE, descending=True), forms=frozenset({Form.CSV}))
    made = exporter.make(order, ASKING, tmp_path / "sorted")
    with (made.path / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    resources = [row["resource"] for row in rows]
    assert len(rows) == 60
    assert resources == sorted(resources, reverse=True) != resources[::-1]
    assert verify(made.path)[0] == UNANCHORED


def test_the_export_is_recorded_before_it_appears(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(5))
    to, seen = tmp_path / "out", []

    class Watching:
        def record_all(self, events: Sequence[AuditEvent]) -> None:
            seen.append(to.exists())
            exporter.recorder.record_all(events)

    made = replace(exporter, recorder=Watching()).make(Order(LedgerQuery(roles=("front_desk",))), ASKING, to)
    (event,) = ledger.reader.search(LedgerQuery(actions=("export.made",))).events
    opened = ledger.reader.open(event.sequence).filing
    assert seen == [False]
    assert opened.actor_id == "k.obi"
    assert opened.body["manifest_sha256"] == made.manifest_sha256
    assert opened.body["reason"] == "the yearly audit"
    assert opened.body["query.roles"] == "front_desk"


def test_what_cannot_be_recorded_is_not_handed_out(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(5))

    class Full:
        def record_all(self, events: Sequence[AuditEvent]) -> None:
            raise NoSuchCheckpoint(0)

    with pytest.raises(NoSuchCheckpoint):
        replace(exporter, recorder=Full()).make(Order(forms=QUICK), ASKING, tmp_path / "out" / "it")
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_nothing_is_written_over(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(5))
    (tmp_path / "there").write_text("mine")
    with pytest.raises(PlaceTaken):
        exporter.make(Order(), ASKING, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"


def test_a_shredded_event_is_said_to_be_destroyed(
    ledger: Ledger, exporter: Exporter, tmp_path: Path, data_keys: MemoryDataKeys
) -> None:
    ledger.take(invented(30))
    one = next(found for found in ledger.reader.search(LedgerQuery()).events if found.filing.patient)
    data_keys.gone.add((one.filing.patient, "2027Q1"))
    ledger.forget_keys()
    made = exporter.make(Order(), ASKING, tmp_path / "whole")
    lines = [json.loads(line) for line in (made.path / "events.ndjson").read_text().splitlines()]
    events = [json.loads(line) for line in (made.path / "fhir.ndjson").read_text().splitlines()]
    assert lines[one.sequence - 1]["shredded"] is True
    assert "detail" not in events[one.sequence - 1]["entity"][0]


def test_an_empty_log_and_an_empty_answer(ledger: Ledger, exporter: Exporter, verify: Verify, tmp_path: Path) -> None:
    empty = exporter.make(Order(), ASKING, tmp_path / "empty")
    assert (empty.count, empty.size) == (0, 0)
    ledger.take(invented(5))
    nobody = exporter.make(Order(LedgerQuery(actors=("nobody",))), ASKING, tmp_path / "nobody")
    assert nobody.count == 0
    assert verify(nobody.path)[0] == UNANCHORED


def test_a_checkpoint_that_never_was(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(5))
    with pytest.raises(NoSuchCheckpoint):
        exporter.make(Order(size=4711), ASKING, tmp_path / "out")


def test_progress_is_told(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    ledger.take(invented(1_500))
    told: list[tuple[int, int]] = []
    order = Order(sort=Sort(Column.ACTION), forms=frozenset({Form.CSV}))
    exporter.make(order, ASKING, tmp_path / "out", lambda done, everything: told.append((done, everything)))
    assert told == [(1_000, 3_000), (2_000, 3_000), (3_000, 3_000)]
