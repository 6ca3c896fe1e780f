from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from appliance.demo.ehr.clock import SettableClock
from appliance.demo.ehr.store import CAPACITY, Store

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def store() -> Store:
    clock = SettableClock()
    clock.set(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    return Store(clock, ZONE)


def appointment(number: int, slot: str = "s1", status: str = "booked") -> dict[str, Any]:
    slots = [{"reference": f"Slot/{slot}"}]
    return {"resourceType": "Appointment", "id": f"a{number}", "status": status, "slot": slots, "participant": []}


def slot(name: str = "s1", **more: Any) -> dict[str, Any]:  # noqa: ANN401 any element
    return {"resourceType": "Slot", "id": name, "status": "free", **more}


def test_every_write_is_a_new_version_and_old_ones_stay(store: Store) -> None:
    store.write(slot(), "one", "PUT")
    store.write({**slot(), "status": "busy"}, "two", "PUT")
    versions = store.history("Slot/s1")
    assert [(v.number, v.resource["status"], v.actor) for v in versions] == [(1, "free", "one"), (2, "busy", "two")]
    assert versions[1].resource["meta"] == {"versionId": "2", "lastUpdated": "2026-11-23T12:00:00Z"}


def test_what_was_stored_does_not_follow_the_callers_copy(store: Store) -> None:
    mine = slot()
    store.write(mine, "one", "PUT")
    mine["status"] = "busy"
    found = store.get("Slot/s1")
    assert found is not None
    assert found.resource["status"] == "free"


def test_a_failing_group_leaves_nothing_behind(store: Store) -> None:
    store.write(slot(), "one", "PUT")

    def fail() -> None:
        with store.atomic():
            store.write({**slot(), "status": "busy"}, "one", "PUT")
            with store.atomic():
                store.write(appointment(1), "one", "POST")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.get("Appointment/a1") is None
    assert [version.number for version in store.history("Slot/s1")] == [1]
    assert store.occupants("Slot/s1") == frozenset()
    assert len(store.log) == 1


def test_a_rehearsal_keeps_nothing(store: Store) -> None:
    with store.rehearsal():
        store.write(appointment(1), "one", "POST")
        assert store.get("Appointment/a1") is not None
    assert store.get("Appointment/a1") is None


def test_only_active_appointments_hold_slots(store: Store) -> None:
    store.write(appointment(1), "one", "POST")
    assert store.occupants("Slot/s1") == {"Appointment/a1"}
    store.write(appointment(1, status="cancelled"), "one", "PUT")
    assert store.occupants("Slot/s1") == frozenset()


def test_a_double_booking_is_remembered_even_when_it_is_mended(store: Store) -> None:
    store.write(slot(), "one", "PUT")
    store.write(appointment(1), "one", "POST")
    store.write(appointment(2), "two", "POST")
    store.write(appointment(2, status="cancelled"), "two", "PUT")
    assert [found.appointments for found in store.double_booking_log] == [("Appointment/a1", "Appointment/a2")]


def test_a_swap_inside_one_group_is_no_double_booking(store: Store) -> None:
    store.write(appointment(1, "s1"), "one", "POST")
    store.write(appointment(2, "s2"), "one", "POST")
    with store.atomic():
        store.write(appointment(1, "s2"), "one", "PUT")
        store.write(appointment(2, "s1"), "one", "PUT")
    assert store.double_booking_log == []


def test_a_group_class_takes_as_many_as_it_has_places(store: Store) -> None:
    store.write(slot(extension=[{"url": CAPACITY, "valuePositiveInt": 2}]), "one", "PUT")
    store.write(appointment(1), "one", "POST")
    store.write(appointment(2), "one", "POST")
    assert store.double_booking_log == []
    store.write(appointment(3), "one", "POST")
    assert len(store.double_booking_log) == 1


def test_watchers_hear_of_finished_groups_only(store: Store) -> None:
    heard: list[int] = []
    store.watchers.add(lambda: heard.append(1))
    with store.atomic():
        store.write(slot("s1"), "one", "PUT")
        store.write(slot("s2"), "one", "PUT")
        assert heard == []
    assert heard == [1]


def test_ids_follow_from_the_seed() -> None:
    first, second, third = (Store(SettableClock(), ZONE, seed=seed).new_id("Appointment") for seed in (1, 1, 2))
    assert first == second != third
