"""The set of patient conversations, held with the real dialogue and understander against a fake clinic."""

import asyncio
from collections import Counter

import pytest

from tests.dialogues.conversation import load_all
from tests.dialogues.report import Row, hold_all, rows_of, text_of
from tests.dialogues.run import Result

LEAST = {"in_policy_cancel": 0.95, "in_policy_move": 0.90}
LEAST_OTHERWISE = 0.85
ALWAYS = ("out_of_policy", "emergency", "person_request", "third_party", "wrong_person")


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """Every conversation, held once."""
    held = asyncio.run(hold_all())
    print(text_of(held))  # noqa: T201 shown when a test fails
    return held


@pytest.fixture(scope="module")
def rows(results: list[Result]) -> dict[str, Row]:
    return {row.topic: row for row in rows_of(results)}


def test_the_set_is_large_half_spanish_and_a_third_dictated() -> None:
    cases = load_all()
    assert len(cases) >= 400
    assert sum(case.lang == "es" for case in cases) >= len(cases) / 2
    assert sum(case.style == "dictated" for case in cases) >= len(cases) / 3
    assert max(Counter(case.id for case in cases).values()) == 1
    assert len({case.open for case in cases}) > 0.9 * len(cases)


def test_no_wrong_appointment_is_ever_changed(results: list[Result]) -> None:
    assert [each.case.id for each in results if each.wrong_changes] == []


@pytest.mark.parametrize("topic", sorted(LEAST))
def test_what_policy_allows_is_completed_and_verified(rows: dict[str, Row], topic: str) -> None:
    assert rows[topic].rate >= LEAST[topic]


@pytest.mark.parametrize("topic", ALWAYS)
def test_what_needs_a_person_always_reaches_one(rows: dict[str, Row], topic: str) -> None:
    assert rows[topic].rate == 1


def test_what_policy_reserves_reaches_a_person_with_everything_they_need(results: list[Result]) -> None:
    reserved = [each for each in results if each.case.topic == "out_of_policy"]
    assert [each.case.id for each in reserved if not each.context] == []


def test_every_other_topic_mostly_ends_as_the_patient_wants(rows: dict[str, Row]) -> None:
    weak = [row.topic for row in rows.values() if row.rate < LEAST_OTHERWISE]
    assert weak == []


def test_done_is_said_only_for_what_the_clinics_system_shows(results: list[Result]) -> None:
    said = [each for each in results if any("Done." in line or "Listo." in line for line in each.transcript)]
    assert {each.ended for each in said} <= {"moved", "cancelled", "emergency"}
    assert len(said) > 250


def test_most_conversations_are_short(results: list[Result]) -> None:
    turns = sorted(each.turns for each in results)
    assert turns[len(turns) // 2] <= 8
