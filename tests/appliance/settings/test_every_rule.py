"""Every rule of the clinic's policy, one by one: a wrong type, a value out of range and a misspelt key are told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic.fields import FieldInfo

from appliance.settings.load import WrongSettings, load
from appliance.settings.policy import DaysOff, FeeEntry, VisitRules
from appliance.settings.problems import Problem
from appliance.settings.section import Section

NEEDED = {
    "notice_cancel_hours, notice_move_hours": "notice, for each by itself",
    "late_cancel_fee_cents, late_move_fee_cents, fees, late_cancel, late_move": "fee by visit type, payer and count",
    "waivers": "waivers by people",
    "max_moves": "moves of one appointment",
    "min_lead_hours": "lead of a new slot",
    "max_horizon_days": "horizon",
    "duration_minutes, buffer_before_minutes, buffer_after_minutes": "duration and buffers",
    "slot_labels, reserved_labels, weekdays, opens, closes": "provider templates and labels",
    "same_provider, same_place, same_modality": "what stays the same",
    "new_patient": "new patients",
    "needs_referral, needs_authorization": "referral and authorisation",
    "needs_provider_approval": "the provider's approval",
    "resources": "room and equipment",
    "linked, series, group": "linked, series, group",
    "adult_age": "age and guardian",
    "interpreter": "interpreter",
    "telehealth_link": "telehealth link",
    "max_no_shows, no_show_days": "repeated no-shows",
    "free_offences, offence_days": "first offence free",
    "prepaid_weekdays": "prepaid visits",
}
"""What real clinics' policies say, by the keys that say it; days off are a list of their own."""

HEAD = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
"""
RULES_AT = HEAD.count("\n") + 3
PLACES: dict[str, tuple[type[Section], str, str]] = {
    "rules": (VisitRules, "policy.default.", "policy:\n  default:\n    {0}"),
    "visit type": (VisitRules, "policy.visit_types.laser.", "policy:\n  visit_types:\n    laser: {{{0}}}"),
    "fee": (FeeEntry, "policy.default.fees.0.", "policy:\n  default:\n    fees: [{{{1}{0}}}]"),
    "day off": (DaysOff, "policy.days_off.0.", "policy:\n  days_off:\n    - {{{1}{0}}}"),
}
BESIDE: dict[str, dict[str, object]] = {"fee": {"cents": 100}, "day off": {"first": "2027-01-01", "last": "2027-01-02"}}


def test_every_rule_field_of_real_policies_is_there() -> None:
    named = {key for keys in NEEDED for key in keys.split(", ")}
    assert named == set(VisitRules.model_fields)


def fields() -> Iterator[tuple[str, str]]:
    for place, (section, _, _) in PLACES.items():
        for name in section.model_fields:
            yield place, name


def info_of(place: str, name: str) -> FieldInfo:
    return PLACES[place][0].model_fields[name]


def limit(info: FieldInfo, name: str) -> Any:  # noqa: ANN401 a number of either kind
    return next((getattr(each, name) for each in info.metadata if hasattr(each, name)), None)


def told(folder: Path, place: str, name: str, value: object) -> Problem:
    """Return the one problem of a file in which a key has this value."""
    _, key, shape = PLACES[place]
    others = {each: other for each, other in BESIDE.get(place, {}).items() if each != name}
    beside = "".join(f"{each}: {yaml.safe_dump(other).splitlines()[0]}, " for each, other in others.items())
    line = f"{name}: {yaml.safe_dump(value, default_flow_style=True).splitlines()[0]}"
    file = folder / "appliance.yaml"
    file.write_text(HEAD + shape.format(line, beside) + "\n")
    with pytest.raises(WrongSettings) as caught:
        load(file)
    problem = next(each for each in caught.value.problems if each.key.startswith(f"{key}{name}"))
    assert problem.where == str(file)
    assert problem.line == RULES_AT
    assert problem.what
    assert problem.allowed
    assert "docs/reference" not in problem.allowed
    return problem


@pytest.mark.parametrize(("place", "name"), list(fields()))
@pytest.mark.parametrize("wrong", ["no such value", {"a": 1}], ids=["a word", "a section"])
def test_a_wrong_type_is_told_with_file_line_key_and_what_is_allowed(
    tmp_path: Path, place: str, name: str, wrong: object
) -> None:
    if name in ("practitioner", "location") and isinstance(wrong, str):
        wrong = [wrong]  # any word is an id
    assert info_of(place, name).description
    told(tmp_path, place, name, wrong)


BOUNDED = [
    (place, name, bound)
    for place, name in fields()
    for bound in ("ge", "gt", "le", "lt")
    if limit(info_of(place, name), bound) is not None
]


@pytest.mark.parametrize(("place", "name", "bound"), BOUNDED)
def test_a_value_out_of_range_is_told_with_its_limit(tmp_path: Path, place: str, name: str, bound: str) -> None:
    edge = limit(info_of(place, name), bound)
    beyond = {"ge": edge - 1, "gt": edge, "le": edge + 1, "lt": edge}[bound]
    problem = told(tmp_path, place, name, beyond)
    assert problem.what == "is out of range"
    assert problem.allowed.endswith(f" {edge}")


@pytest.mark.parametrize(("place", "name"), list(fields()))
def test_a_misspelt_key_is_told_with_its_neighbour(tmp_path: Path, place: str, name: str) -> None:
    problem = told(tmp_path, place, f"{name}z", 1)
    assert problem.what == "is not a known key"
    assert f"did you mean {name}?" in problem.allowed
    assert name in problem.allowed.split("allowed: ")[1].split(", ")


def test_a_persons_reason_is_none_of_the_rules_own(tmp_path: Path) -> None:
    problem = told(tmp_path, "rules", "waivers", ["free_by_rule"])
    assert "free_offences" in problem.allowed
