"""The paper: accessible (PDF/UA-1), with everything that a report has to say, and the same bytes again."""

import io
import re
from collections.abc import Callable, Iterator
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
from services.reports.paper import SHOWN, Paper, breakable, plain, set_pdf
from services.reports.sheet import Sheet
from tests.doubles.exports import Ledger
from tests.services.reports.pdf_text import fonts_of, pages_of

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


def listed(kids: pikepdf.Object | None) -> list[pikepdf.Object]:
    """Return an element's children, which may be one or several."""
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def kinds_of(pdf: pikepdf.Pdf) -> list[str]:
    """Return the kinds of the structure's elements, in the order in which they are read."""

    def below(element: pikepdf.Object) -> Iterator[str]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        yield str(element.S)
        for kid in listed(element.get("/K")):
            yield from below(kid)

    return [kind for one in listed(pdf.Root.StructTreeRoot.K) for kind in below(one)]


def test_headings_are_in_order_and_every_table_has_its_header_first(events_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(events_pdf)) as pdf:
        kinds = kinds_of(pdf)
    headings = [kind for kind in kinds if kind in {"/H1", "/H2", "/H3"}]
    assert headings[0] == "/H1"
    assert set(headings[1:]) == {"/H2"}
    for at, kind in enumerate(kinds):
        if kind == "/Table":
            assert next(each for each in kinds[at:] if each in {"/TH", "/TD"}) == "/TH"
    assert kinds.count("/TH") < kinds.count("/TD")


def test_every_font_is_in_the_file(events_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(events_pdf)) as pdf:
        fonts = fonts_of(pdf)
    assert fonts
    assert all(fonts.values()), fonts


def test_a_thousand_rows_have_their_header_on_each_page() -> None:
    data = data_of("events", 1_000)
    with pikepdf.open(io.BytesIO(pdf_of(data))) as pdf:
        pages, kinds = pages_of(pdf), kinds_of(pdf)
    table = [page for page in pages if len(re.findall(r"2026-", page)) > 5]
    assert len(table) > 20
    assert all(all(title in page for title in ("No.", "When", "Who", "Outcome")) for page in table)
    assert kinds.count("/TR") > 1_000
    assert kinds.count("/TH") < 100  # a repeated header is read aloud once


def test_every_character_that_is_let_through_can_be_shown() -> None:
    every = "".join(chr(code) for code in range(0x3000) if re.fullmatch(f"[{SHOWN}]", chr(code)))
    assert plain(every[:600]) == every[:600]
    data = data_of("events", 1)
    data["rows"][0] = [" ".join(every), *data["rows"][0][1:]]
    assert pdf_of(data).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "odd", ["\u0378", "\u0488", "\u0590", "\u0671", "\u200e", "\u202e", "\U0001f600", "\ud7ff", "\x00"]
)
def test_no_character_stops_the_paper(odd: str) -> None:
    data = data_of("events", 1, note=odd)
    data["rows"][0] = [breakable(f"a{odd}b") for _ in data["rows"][0]]
    assert f"[U+{ord(odd):04X}]" in data["clinic"]
    assert pdf_of(data)


def test_names_from_right_to_left_are_shown_as_names() -> None:
    names = ("\u05e9\u05e8\u05d4 \u05db\u05d4\u05df", "\u0645\u062d\u0645\u062f \u0639\u0644\u064a")
    data = data_of("events", 2)
    for row, name in zip(data["rows"], names, strict=True):
        row[2] = breakable(f"staff {name}")
        assert row[2] == f"staff {name}"
    with pikepdf.open(io.BytesIO(pdf_of(data))) as pdf:
        assert all(fonts_of(pdf).values())
        text = "".join(pages_of(pdf))
    for name in names:
        assert set(name) - {" "} <= set(text)


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
