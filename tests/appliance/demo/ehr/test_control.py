import pytest

from tests.appliance.demo.clinic_client import Clinic


async def test_reset_changes_settings_and_forgets_everything(generic: Clinic) -> None:
    await generic.control("front-desk", {"action": "edit"})
    await generic.trap("status", times=0)
    answer = await generic.control("reset", {"dialect": "oracle", "days": 15, "zone": "America/Chicago"})
    assert answer["dialect"] == "oracle"
    assert generic.ehr.store.log == []
    assert (await generic.http.get("/_control/traps")).json() == {"traps": []}
    assert generic.free_slots("whitfield-main")[0]["start"].endswith("-06:00")


@pytest.mark.parametrize("body", [{"dialect": "klingon"}, {"days": 3}, {"zone": "Mars/Base"}, {"colour": "red"}])
async def test_a_wrong_reset_is_400_and_changes_nothing(generic: Clinic, body: dict[str, object]) -> None:
    assert (await generic.http.post("/_control/reset", json=body)).status_code == 400
    assert generic.ehr.config.dialect == "generic"


async def test_load_and_state(generic: Clinic) -> None:
    await generic.control("reset", {"load_clinic": False})
    resource = {"resourceType": "Location", "id": "moon", "vendorColour": "grey"}
    await generic.control("load", {"resources": [resource]})
    state = (await generic.http.get("/_control/state?type=Location")).json()["resources"]["Location"]
    assert [(found["id"], found["vendorColour"]) for found in state] == [("moon", "grey")]
    assert set((await generic.http.get("/_control/state")).json()["resources"]) == {"Location"}


async def test_the_log_says_who_did_what(generic: Clinic) -> None:
    await generic.put("Appointment/apt-001", generic.appointment_of("pat-001"), user_agent="sealdesk-one")
    line = (await generic.http.get("/_control/log")).json()["log"][-1]
    assert (line["actor"], line["method"], line["reference"], line["version"]) == (
        "sealdesk-one",
        "PUT",
        "Appointment/apt-001",
        2,
    )


async def test_the_clock_can_be_set_advanced_and_released(generic: Clinic) -> None:
    await generic.control("clock", {"now": "2026-11-24T08:00:00-05:00"})
    assert (await generic.control("clock", {"advance_seconds": 60}))["now"] == "2026-11-24T08:01:00-05:00"
    await generic.control("clock", {})
    assert generic.ehr.clock.now().year >= 2026
    assert (await generic.http.post("/_control/clock", json={"now": "2026-11-24T08:00:00"})).status_code == 400


@pytest.mark.parametrize(("name", "body"), [("lock", {}), ("front-desk", {"action": "dance"}), ("load", {})])
async def test_an_incomplete_request_is_400(generic: Clinic, name: str, body: dict[str, str]) -> None:
    assert (await generic.http.post(f"/_control/{name}", json=body)).status_code == 400


async def test_a_body_that_is_not_json_is_400(generic: Clinic) -> None:
    assert (await generic.http.post("/_control/reset", content=b"{")).status_code == 400
