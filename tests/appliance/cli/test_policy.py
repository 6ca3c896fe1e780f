"""`sealdesk policy explain` from the command line, and its look at a real appointment."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from appliance.cli.app import app
from appliance.cli.policy import Looking, Named, look
from services.audit.model import Action, Actor, ActorKind
from services.scheduling.operation import ChangeKind
from services.scheduling.policy import PolicyBook
from tests.contract.fees import a_fee
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.store import MemoryStore

SETTINGS = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
policy:
  default:
    late_cancel: allow_with_fee
    late_cancel_fee_cents: 2500
    fees:
      - { payers: [medicaid], cents: 0 }
"""
CHICAGO = ZoneInfo("America/Chicago")
STAFF = Actor(ActorKind.STAFF, "m.ortiz")
CASE = ["--start", "2027-03-04T09:00", "--now", "2027-03-03T12:00", "--born", "1980-05-04"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "appliance.yaml"
    path.write_text(SETTINGS)
    return path


def run(file: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["policy", "explain", *words, "--config", str(file)])
    assert result.exit_code == 0, result.exception
    return result.output


def test_a_yes_is_not_read_out_of_rules_that_could_not_be_asked(file: Path) -> None:
    early = [*CASE[:2], "--now", "2027-02-01T12:00", *CASE[4:]]
    assert "by itself" in run(file, "cancel", *early)
    said = run(file, "move", *early)
    assert "by itself" not in said
    assert "Nothing asked so far speaks against it." in said


@pytest.mark.parametrize(("payer", "ruling", "cents"), [("medicaid", "allowed", 0), ("aetna", "allowed", 2500)])
def test_a_described_case_is_explained(file: Path, payer: str, ruling: str, cents: int) -> None:
    value = json.loads(run(file, "cancel", *CASE, "--payer", payer, "--json"))
    assert (value["ruling"], value["fee_cents"]) == (ruling, cents)
    fees = next(s for rule in value["rules"] for s in rule["settings"] if s["key"] == "policy.default.fees")
    assert (fees["line"], fees["value"][0]["payers"]) == (11, ["medicaid"])


def test_the_words_are_plain(file: Path) -> None:
    text = run(file, "cancel", *CASE)
    assert (
        "Cancelling the visit of Thursday, March 4 at 9am, asked Wednesday, March 3 at noon:\nA person decides." in text
    )
    assert "person     What does cancelling late cost? The fee hangs on who pays, and the record does not say." in text
    assert f"policy.default.late_cancel_fee_cents = 2500 ({file}:10)" in text


def test_a_move_is_explained_with_its_new_time(file: Path) -> None:
    text = run(
        file, "move", "--start", "2027-03-08T09:00", "--now", "2027-03-03T12:00", "--new-start", "2027-09-01T09:00"
    )
    assert "It is refused" in text
    assert "refused    Is the new time near enough? It may be at most 90 days ahead." in text
    assert "Applied when times are searched:" in text


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["cancel"], "There is no case to explain."),
        (["swap", *CASE], "The change is not known."),
        (["cancel", "--start", "soon"], "--start is no time."),
        (["cancel", *CASE, "--born", "May"], "--born is no date."),
        (["cancel", *CASE, "--status", "gone"], "--status is not known."),
        (["cancel", "--appointment", "12"], "--as needs your name or staff id."),
    ],
)
def test_a_case_that_is_not_told_well_says_what_is_missing(file: Path, words: list[str], what: str) -> None:
    result = CliRunner().invoke(app, ["policy", "explain", *words, "--config", str(file)])
    assert result.exit_code == 1
    assert what in str(result.exception)


async def test_a_look_at_a_real_appointment_is_audited_and_knows_its_past() -> None:
    store, clock, system = MemoryStore(), ManualClock(), FakeSchedulingSystem()
    appointment = an_appointment(id="appt-1")
    slot = a_slot(start=at(9, 9))
    system.add(a_patient(), appointment, slot)
    await store.write(lambda tx: tx.fees.add(a_fee()))
    looking = Looking(ChangeKind.MOVE, MONDAY_MORNING, PolicyBook(zone=CHICAGO), STAFF)
    case = await look(store, system, clock, Named("appt-1", slot.id, "m.ortiz"), looking)
    assert (case.appointment.id, case.slot and case.slot.id, case.past.late_changes) == (
        "appt-1",
        slot.id,
        (MONDAY_MORNING,),
    )
    (event,) = store.audit
    assert (event.action, event.actor, event.resource) == (Action.APPOINTMENTS_DISCLOSED, STAFF, "Appointment/appt-1")


async def test_a_look_that_cannot_be_audited_shows_nothing() -> None:
    store, system = MemoryStore(), FakeSchedulingSystem()
    system.add(a_patient(), an_appointment(id="appt-1"))
    store.fail_next_write(OSError("full"))
    book = PolicyBook(zone=CHICAGO)
    looking = Looking(ChangeKind.CANCEL, MONDAY_MORNING, book, STAFF)
    with pytest.raises(OSError, match="full"):
        await look(store, system, ManualClock(), Named("appt-1", None, "m.ortiz"), looking)
