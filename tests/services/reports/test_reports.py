"""Each report over a real ledger: what it finds, what it leaves out, and that it says what it cannot show."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from services.audit.model import Action, Actor, ActorKind
from services.audit.reading import LedgerQuery
from services.audit.statement import STATEMENTS
from services.ledger.ledger import Ledger
from services.reports.asked import Asking, Form, Order
from services.reports.breach import duties
from services.reports.definitions import REPORTS, report_named
from services.reports.errors import NoReason, UnknownReport, WrongQuestion
from services.reports.export import Exporter
from services.reports.fields import FIELDS
from services.reports.preparing import prepared, usual_since
from services.reports.review import SignOff, signatures
from services.reports.sheet import Sheet
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import a_filing
from tests.doubles.reports import ASKING, ZONE

NOW = ManualClock().now()
PATIENT, OTHER = "ab" * 32, "cd" * 32
TABLE = frozenset({Form.CSV})
MICROS = int(NOW.timestamp()) * 1_000_000 - 3_600_000_000
EVERY = [action for action in Action if action.value not in STATEMENTS]
SHOWN = {
    "activity": "staff.sign_in_failed",
    "sign-ins": "staff.signed_in",
    "access": "staff.added",
    "outbound": "egress.opened",
    "changes": "change.done",
    "keys": "keys.rotated",
    "exports": "export.made",
    "backups": "evidence.collected",
    "agreements": "baa.added",
}
"""For each report that sets its kinds of event, one that belongs in it."""


def rows_of(path: Path, name: str = "report.csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((path / name).read_text("utf-8-sig"), newline="")))


@pytest.fixture
def filed(ledger: Ledger) -> Ledger:
    """One event of each kind, about two patients, by two people."""
    filings = []
    for number, action in enumerate(EVERY, 1):
        failed = action.value.endswith("failed")
        filings.append(
            a_filing(
                number,
                at=MICROS + number,
                action=action.value,
                actor_kind="staff",
                actor_id="k.obi" if number % 2 else "l.marsh",
                outcome="failed" if failed else "success",
                patient=PATIENT if number % 3 else OTHER,
                body={"number": str(number)},
            )
        )
    ledger.take(filings)
    return ledger


def made(exporter: Exporter, report: str, to: Path, **query: object) -> Path:
    discovered = "2026-11-02" if report == "breach" else ""
    order = Order(LedgerQuery(**query), forms=TABLE, report=report, discovered=discovered)  # type: ignore[arg-type]
    return exporter.make(prepared(order, NOW), ASKING, to).path


def test_every_definition_speaks_of_what_is_there() -> None:
    families = {f"{action.value.partition('.')[0]}." for action in Action}
    for one in REPORTS.values():
        assert one.means
        assert one.cannot
        assert set(one.columns) <= set(FIELDS)
        assert not one.by or one.by in one.columns
        for action in one.actions:
            assert action in families or action in {each.value for each in Action}, action


@pytest.mark.usefixtures("filed")
@pytest.mark.parametrize(("report", "action"), SHOWN.items())
def test_it_finds_its_own_kinds_of_event(exporter: Exporter, tmp_path: Path, report: str, action: str) -> None:
    folder = made(exporter, report, tmp_path / "out")
    found = {row["action"] for row in rows_of(folder, "events.csv")}
    definition = report_named(report)
    assert action in found
    assert "chat.opened" not in found
    assert len(rows_of(folder)) == len(rows_of(folder, "events.csv"))
    for one in found if definition.actions else ():
        assert one in definition.actions or f"{one.partition('.')[0]}." in definition.actions


def test_who_saw_this_patient(filed: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    rows = rows_of(made(exporter, "patient-users", tmp_path / "out", patients=(OTHER,)))
    events = filed.reader.search(LedgerQuery(last=len(EVERY)), limit=1_000).events
    mine = [one for one in events if one.filing.patient == OTHER]
    assert {row["Who"] for row in rows} == {"staff k.obi", "staff l.marsh"}
    assert sum(int(row["Events"]) for row in rows) == len(mine)


@pytest.mark.usefixtures("filed")
def test_whose_data_this_user_saw(exporter: Exporter, tmp_path: Path) -> None:
    rows = rows_of(made(exporter, "user-patients", tmp_path / "out", actors=("k.obi",)))
    assert {row["Patient (keyed hash)"] for row in rows} == {PATIENT, OTHER}
    assert int(rows[0]["Events"]) >= int(rows[1]["Events"])
    assert rows[0]["First"] <= rows[0]["Last"]


def test_an_accounting_holds_only_what_counts(ledger: Ledger, exporter: Exporter, tmp_path: Path) -> None:
    told = {
        "recipient": "County health department",
        "description": "date of a visit",
        "disclosure_purpose": "public health",
    }
    ledger.take(
        [
            a_filing(1, at=MICROS, patient=PATIENT, accountable=True, body=told),
            a_filing(2, at=MICROS, patient=PATIENT, accountable=False, body=told),
            a_filing(3, at=MICROS, patient=OTHER, accountable=True, body=told),
        ]
    )
    (row,) = rows_of(made(exporter, "disclosures", tmp_path / "out", patients=(PATIENT,)))
    assert row["No."] == "1"
    assert row["Who received it"] == "County health department"
    assert row["What was disclosed"] == "date of a visit"
    assert row["For what purpose"] == "public health"


def test_an_accounting_goes_six_years_back() -> None:
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert usual_since(REPORTS["disclosures"], datetime(2026, 11, 23, tzinfo=UTC)) == datetime(2020, 11, 23, tzinfo=UTC)
    assert usual_since(REPORTS["disclosures"], leap) == datetime(2022, 2, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize("report", ["patient-users", "user-patients", "disclosures", "breach"])
def test_what_a_report_needs_is_asked_for(report: str) -> None:
    with pytest.raises(WrongQuestion, match="needs"):
        prepared(Order(report=report), NOW)


def test_a_report_sets_its_kinds_of_event_itself() -> None:
    with pytest.raises(WrongQuestion):
        prepared(Order(LedgerQuery(actions=("chat.opened",)), report="sign-ins"), NOW)
    narrowed = prepared(Order(LedgerQuery(actions=("staff.locked",)), report="sign-ins"), NOW)
    assert narrowed.query.actions == ("staff.locked",)


def test_an_unknown_report_lists_the_known() -> None:
    with pytest.raises(UnknownReport, match="disclosures"):
        report_named("gossip")


@pytest.mark.parametrize(
    ("reason", "purpose"), [("", "HCOMPL"), ("x" * 201, "HCOMPL"), ("audit", "GOSSIP"), ("a\nb", "HCOMPL")]
)
def test_an_export_has_a_reason(reason: str, purpose: str) -> None:
    with pytest.raises(NoReason):
        Asking(Actor(ActorKind.STAFF, "k.obi"), reason, purpose)


@pytest.mark.usefixtures("filed")
def test_the_breach_pack_names_patients_and_dates(exporter: Exporter, tmp_path: Path) -> None:
    rows = rows_of(made(exporter, "breach", tmp_path / "out", actors=("l.marsh",)))
    assert {row["Patient (keyed hash)"] for row in rows} == {PATIENT, OTHER}
    with pytest.raises(WrongQuestion, match="discovery"):
        prepared(Order(report="breach", discovered="yesterday"), NOW)


def test_by_when_a_breach_is_told() -> None:
    by_rule = {rule: by for _, by, rule in duties(date(2026, 11, 2))}
    assert by_rule["164.404(b)"] == by_rule["164.408(b)"] == "2027-01-01"
    assert by_rule["164.408(c)"] == "2027-03-01"


def test_a_sign_off_stands_in_the_next_report(ledger: Ledger, exporter: Exporter) -> None:
    until = NOW
    signed = SignOff("activity", until - timedelta(days=7), until, 3, " two  failed sign-ins, explained ")
    exporter.recorder.record_all([signed.event(NOW, Actor(ActorKind.STAFF, "k.obi", "compliance"))])
    size = ledger.last_taken("exports")
    inside = LedgerQuery(since=until - timedelta(days=3), until=until + timedelta(days=1))
    ((_, who, period, findings),) = signatures(ledger.reader, inside, size, ZONE)
    assert who == "k.obi"
    assert period.startswith("activity: ")
    assert findings == "two failed sign-ins, explained"
    before = LedgerQuery(until=until - timedelta(days=30))
    assert signatures(ledger.reader, before, size, ZONE) == []
    assert signatures(ledger.reader, inside, 0, ZONE) == []


@pytest.mark.parametrize(
    "change", [{"report": "keys"}, {"findings": "  "}, {"findings": "x" * 501}, {"until": NOW - timedelta(days=9)}]
)
def test_what_cannot_be_signed(change: dict[str, object]) -> None:
    signed = SignOff("activity", NOW - timedelta(days=7), NOW, 3, "none")
    with pytest.raises(WrongQuestion):
        replace(signed, **change).event(NOW, Actor(ActorKind.STAFF, "k.obi"))  # type: ignore[arg-type]


def test_figures_count_by_kind_and_outcome(filed: Ledger) -> None:
    sheet = Sheet(REPORTS["sign-ins"], ZONE)
    rows = list(sheet.rows(filed.reader.stream(LedgerQuery(actions=("staff.",)))))
    figures = {what: (success, refused, failed) for what, success, refused, failed in sheet.tally.rows()}
    assert sheet.tally.count == len(rows)
    assert figures["staff sign in failed"] == ("0", "0", "1")
    assert figures["staff signed in"] == ("1", "0", "0")


@pytest.mark.usefixtures("filed")
def test_a_report_verifies(exporter: Exporter, tmp_path: Path, verify: Callable[..., tuple[int, str]]) -> None:
    status, said = verify(made(exporter, "sign-ins", tmp_path / "out"))
    assert status == 2, said
