"""The paper: accessible (PDF/UA-1), with everything that a report has to say, and the same bytes again."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
import pytest

from services.audit.checkpoint import Checkpoint
from services.reports import paper as papers
from services.reports.breach import duties
from services.reports.definitions import REPORTS
from services.reports.errors import PdfFailed
from services.reports.paper import Paper, breakable, plain, set_pdf
from services.reports.sheet import Sheet
from tests.doubles.exports import Ledger

ZONE = ZoneInfo("America/New_York")


def data_of(report: str, count: int = 12, note: str = "") -> dict[str, Any]:
    ledger = Ledger(3).grow(count)
    sheet = Sheet(REPORTS[report], ZONE)
    point = Checkpoint.of(ledger.checkpoint())
    facts = duties(datetime(2026, 11, 2, tzinfo=UTC).date()) if report == "breach" else ()
    made = datetime(2026, 11, 23, 12, tzinfo=UTC)
    paper = Paper(REPORTS[report], f"Riverside {note}", point, [("From", "2026-11-01")], made, facts)
    number = 0
    for row in sheet.rows(ledger.events):
        number += 1
        paper.keep(row)
    return paper.data(sheet, number, "report.csv")


def pdf_of(data: dict[str, Any]) -> bytes:
    blocks: list[bytes] = []
    set_pdf(data, blocks.append)
    return b"".join(blocks)


@pytest.fixture(scope="module")
def events_pdf() -> bytes:
    return pdf_of(data_of("events", 80))


def test_it_is_tagged_and_says_it_is_pdf_ua(events_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(events_pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K
        assert str(pdf.Root.Lang) == "en-US"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "Audit events"
            assert "2026-11-23" in about["xmp:CreateDate"]


def test_tables_have_header_cells(events_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(events_pdf)) as pdf:
        kinds = [
            str(one.S) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one
        ]
    assert kinds.count("/Table") >= 3
    assert kinds.count("/TH") >= 9
    assert kinds.count("/TD") > 500
    assert "/H1" in kinds
    assert "/H2" in kinds


def test_the_same_data_make_the_same_bytes() -> None:
    data = data_of("events")
    assert pdf_of(data) == pdf_of(data)


@pytest.mark.parametrize("report", ["activity", "patient-users", "disclosures", "breach"])
def test_every_layout_can_be_set(report: str) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(data_of(report)))) as pdf:
        assert len(pdf.pages) >= 1
        with pdf.open_metadata() as about:
            assert about["dc:title"] == REPORTS[report].title


def test_characters_beyond_the_font_do_not_stop_it() -> None:
    assert plain("診療 \u0000 Núñez") == "[U+8A3A][U+7642] [U+0000] Núñez"
    assert pdf_of(data_of("events", 2, note="診療 🩺 \u200e"))


def test_long_words_can_break() -> None:
    assert breakable("short") == "short"
    broken = breakable("chat_" + "0123456789" * 4)
    assert broken.replace("\u200b", "") == "chat_" + "0123456789" * 4
    assert max(map(len, broken.split("\u200b"))) <= 12


def test_more_rows_than_it_shows_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_ROWS", 5)
    data = data_of("events", 12)
    assert len(data["rows"]) == 5
    assert data["left_out"] == 7


def test_a_paper_that_cannot_be_set_is_an_error() -> None:
    data = data_of("events", 2) | {"widths": "nonsense"}
    with pytest.raises(PdfFailed):
        pdf_of(data)


def test_a_setting_that_takes_too_long_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "_SECONDS", 0)
    take: Callable[[bytes], None] = lambda _: None  # noqa: E731
    with pytest.raises(PdfFailed, match="TimeoutExpired"):
        set_pdf(data_of("events", 2), take)
