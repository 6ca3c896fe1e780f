"""The policy in appliance.yaml: what a visit type takes over, and each mistake with its line and key."""

from datetime import timedelta
from pathlib import Path

import pytest

from appliance.settings.load import WrongSettings, load
from appliance.settings.policy import PolicySettings, VisitRules
from appliance.wiring.policy import visit_policy
from services.scheduling.fee_rule import FeeRule


def test_a_visit_type_differs_only_where_it_says_so() -> None:
    policy = PolicySettings.model_validate(
        {
            "default": {"notice_move_hours": 48, "max_moves": 3},
            "visit_types": {"cleaning": {"notice_move_hours": 12}, "laser": {"max_moves": None}},
        }
    )
    cleaning, laser = policy.rules_for("cleaning"), policy.rules_for("laser")
    assert (cleaning.notice_move_hours, cleaning.max_moves) == (12, 3)
    assert (laser.notice_move_hours, laser.max_moves) == (48, None)


HEAD = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
policy:
"""


@pytest.mark.parametrize(
    ("policy", "line", "key", "what"),
    [
        ("  default:\n    fees:\n      - { cents: -1 }\n", 10, "policy.default.fees.0.cents", "at least 0"),
        (
            "  default:\n    fees:\n      - cents: 1\n        payers: [a b]\n",
            11,
            "policy.default.fees.0.payers.0",
            "form",
        ),
        (
            "  default:\n    fees:\n      - { cents: 1, changes: [swap] }\n",
            10,
            "policy.default.fees.0.changes.0",
            "move",
        ),
        ("  default:\n    fees:\n      - { cents: 1, from: 2 }\n", 10, "policy.default.fees.0.from", "from_offence"),
        (
            "  default:\n    fees:\n      - { cents: 1, from_offence: 0 }\n",
            10,
            "policy.default.fees.0.from_offence",
            "1",
        ),
        ("  default:\n    fees: [{ cents: 1 }]\n", 9, "policy.default.fees", "allow_with_fee"),
        ("  default:\n    free_offences: 1\n", 9, "policy.default.free_offences", "allow_with_fee"),
        ("  visit_types:\n    laser:\n      fees: [{ cents: 1 }]\n", 10, "policy.visit_types.laser.fees", "no effect"),
        ("  default:\n    max_no_shows: 0\n", 9, "policy.default.max_no_shows", "at least 1"),
        ("  default:\n    offence_days: 731\n", 9, "policy.default.offence_days", "at most 730"),
        ("  default:\n    prepaid_weekdays: [sunnyday]\n", 9, "policy.default.prepaid_weekdays.0", "monday"),
        ("  default:\n    interpreter: maybe\n", 9, "policy.default.interpreter", "person"),
        ("  default:\n    telehealth_link: maybe\n", 9, "policy.default.telehealth_link", "person"),
        (
            "  default:\n    opens: '08:00'\n  visit_types:\n    laser:\n      closes: '07:00'\n",
            12,
            "policy.visit_types.laser.closes",
            "later than opens",
        ),
        (
            "  default:\n    slot_labels: [web]\n    reserved_labels: [acute, web]\n",
            10,
            "policy.default.reserved_labels",
            "names web",
        ),
    ],
)
def test_each_mistake_is_told_with_its_line_and_key(
    tmp_path: Path, policy: str, line: int, key: str, what: str
) -> None:
    file = tmp_path / "appliance.yaml"
    file.write_text(HEAD + policy)
    with pytest.raises(WrongSettings) as raised:
        load(file)
    problem = next(each for each in raised.value.problems if each.key == key)
    assert problem.line == line
    assert what in f"{problem.what} {problem.allowed}"


def test_fees_become_the_cores_rules() -> None:
    rules = VisitRules.model_validate(
        {
            "late_cancel": "allow_with_fee",
            "fees": [{"cents": 0, "payers": ["medicaid"]}, {"cents": 5000, "from_offence": 2, "within_hours": 2}],
            "free_offences": 1,
            "offence_days": 180,
            "prepaid_weekdays": ["saturday"],
            "slot_labels": ["web"],
        }
    )
    policy = visit_policy(rules)
    assert policy.fees == (
        FeeRule(0, payers=frozenset({"medicaid"})),
        FeeRule(5000, from_offence=2, within=timedelta(hours=2)),
    )
    assert (policy.free_offences, policy.offence_window) == (1, timedelta(days=180))
    assert (policy.prepaid_weekdays, policy.slot_labels) == (frozenset({5}), frozenset({"web"}))
