"""Each rule is told with its value, its line and its outcome, and the ruling is exactly the policy's."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.explain.explanation import Case, explain, judge
from appliance.explain.rules import RULES, SEARCH_ONLY, WORDS
from appliance.explain.show import as_json, as_text
from appliance.explain.sources import Sources
from appliance.settings.load import load_with_lines
from appliance.settings.policy import VisitRules
from appliance.wiring.policy import policy_book
from services.scheduling import policy as policy_module
from services.scheduling.fee_rule import Past
from services.scheduling.model import AppointmentStatus
from services.scheduling.operation import ChangeKind
from tests.doubles.builders import a_patient, a_slot, an_appointment, at
from tests.doubles.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
TEXT = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
policy:
  default:
    notice_cancel_hours: 48
    late_cancel: allow_with_fee
    late_cancel_fee_cents: 2500
    free_offences: 1
  visit_types:
    laser:
      notice_cancel_hours: 72
      needs_provider_approval: true
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    file = tmp_path_factory.mktemp("settings") / "appliance.yaml"
    file.write_text(TEXT)
    return Sources(*load_with_lines(file), file)


def a_case(kind: ChangeKind = ChangeKind.CANCEL, **changes: Any) -> Case:  # noqa: ANN401 any field of a case
    return replace(Case(kind, an_appointment(start=NOW + timedelta(hours=30)), NOW, a_patient()), **changes)


def test_every_finding_of_the_policy_has_its_rule_and_its_words() -> None:
    listed = re.findall(r"`([a-z_]+)`", (policy_module.__doc__ or "").split("Rule codes")[1])
    assert set(listed) == {code for rule in RULES for code in rule.codes}
    assert set(listed) == set(WORDS)


def test_every_key_of_a_visit_types_rules_is_explained() -> None:
    keys = {key for rule in RULES for key in rule.keys} | set(SEARCH_ONLY)
    assert keys - {"days_off", "closed_on"} == set(VisitRules.model_fields)


def test_a_rule_tells_its_value_and_the_line_that_sets_it(sources: Sources) -> None:
    found = explain(a_case(past=Past((NOW,))), policy_book(sources.settings), sources)
    by_key = {setting.key: setting for line in found.lines for setting in line.settings}
    notice = by_key["policy.default.notice_cancel_hours"]
    assert (notice.value, notice.line, notice.source) == (48, 9, f"{sources.file}:9")
    assert by_key["policy.default.series"].source == "built in"
    fee = next(line for line in found.lines if line.codes == ("late_fee",))
    assert (fee.outcome, fee.why) == ("allowed", "It is late change number 2.")


def test_a_visit_types_own_line_goes_before_the_default_ones(sources: Sources) -> None:
    laser = an_appointment(start=NOW + timedelta(hours=60), visit_type="laser")
    found = explain(a_case(appointment=laser), policy_book(sources.settings), sources)
    by_key = {setting.key: setting for line in found.lines for setting in line.settings}
    assert by_key["policy.visit_types.laser.notice_cancel_hours"].line == 15
    assert by_key["policy.default.late_cancel"].line == 10
    assert found.verdict.late


def test_what_the_environment_says_is_told_to_come_from_there(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEALDESK_POLICY__DEFAULT__MAX_MOVES", "2")
    changed = Sources(*load_with_lines(sources.file), sources.file)
    setting = changed.of("max_moves", None)
    assert (setting.value, setting.source, setting.line) == (2, "environment", None)


def test_without_patient_or_new_time_their_rules_are_not_asked(sources: Sources) -> None:
    found = explain(a_case(ChangeKind.MOVE, patient=None), policy_book(sources.settings), sources)
    outcomes = {line.question: line.outcome for line in found.lines}
    assert outcomes["Is the patient an adult?"] == "not asked"
    assert outcomes["Is the new time near enough?"] == "not asked"
    assert outcomes["Was it moved too often?"] == "allowed"


def test_the_text_says_the_ruling_first_and_names_nobody(sources: Sources) -> None:
    laser = an_appointment(start=at(20, 9), visit_type="laser")
    case = a_case(ChangeKind.MOVE, appointment=laser, slot=a_slot(start=at(22, 9), visit_types=frozenset()))
    text = as_text(explain(case, policy_book(sources.settings), sources), sources)
    assert text.startswith(
        "Moving the visit of Sunday, March 21 at 10am (laser) to Tuesday, March 23 at 10am, "
        "asked Monday, March 1 at 8am:\nA person decides.\n"
    )
    assert "person     Must the provider approve the new time? The provider approves each new time.\n" in text
    assert f"policy.visit_types.laser.needs_provider_approval = true ({sources.file}:16)" in text
    for secret in ("Maria", "Garcia", "pat-1", "1980"):
        assert secret not in text


def test_the_fee_is_said_as_the_patient_hears_it(sources: Sources) -> None:
    found = explain(a_case(past=Past((NOW,))), policy_book(sources.settings), sources)
    assert "The fee is $25; the patient hears it before the yes." in as_text(found, sources)
    value = json.loads(as_json(found, sources))
    assert (value["ruling"], value["fee_cents"], value["late"]) == ("allowed", 2500, True)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    kind = draw(st.sampled_from(ChangeKind))
    appointment = an_appointment(
        start=NOW + timedelta(hours=draw(st.integers(-10, 2000))),
        status=draw(st.sampled_from(AppointmentStatus)),
        visit_type=draw(st.sampled_from([None, "laser", "follow-up"])),
    )
    new = draw(st.none() | st.integers(1, 2500))
    slot = a_slot(start=NOW + timedelta(hours=new)) if new and kind is ChangeKind.MOVE else None
    return a_case(kind, appointment=appointment, past=Past((NOW,) * draw(st.integers(0, 3))), slot=slot)


@given(cases())
def test_the_gravest_rule_is_always_the_verdict(sources: Sources, case: Case) -> None:
    book = policy_book(sources.settings)
    found = explain(case, book, sources)
    assert found.verdict == judge(case, book)
    order = ["not asked", "allowed", "person", "refused"]
    assert max((line.outcome for line in found.lines), key=order.index) == found.verdict.ruling.value
    told = {code for line in found.lines for code in line.codes}
    assert told == {finding.rule for finding in found.verdict.findings}


def test_times_are_the_clinics(sources: Sources) -> None:
    case = a_case(now=datetime(2027, 3, 15, 13, tzinfo=UTC))
    assert json.loads(as_json(explain(case, policy_book(sources.settings), sources), sources))["asked_at"] == (
        "2027-03-15T08:00:00-05:00"
    )


def test_every_file_is_named_by_its_path(sources: Sources) -> None:
    assert isinstance(sources.file, Path)
    assert sources.of("opens", None).value is None
