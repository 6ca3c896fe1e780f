import re

import pytest

from appliance.demo.web.security import HEADERS
from tests.appliance.demo.clinic_client import Clinic, Opener

ACT = "/clinic/act"
FREE = "Slot/whitfield-main-20261124-0900"


async def page(clinic: Clinic, day: str = "") -> str:
    answer = await clinic.http.get(f"/clinic?day={day}" if day else "/clinic")
    assert answer.status_code == 200
    return answer.text


def row(text: str, slot: str) -> str:
    """Return the list item of one slot."""
    found = re.search(rf'id="slot-{slot}".*?</li>', text, re.DOTALL)
    assert found is not None
    return found[0]


async def test_it_opens_on_today_and_lists_the_coming_month(generic: Clinic) -> None:
    text = await page(generic)
    assert "<h2>Monday, November 23, 2026</h2>" in text
    assert 'aria-current="page"' in text
    assert text.count("?day=2026-") == 31
    for name in ("Dr. Elena Brooks", "Dr. Marcus Lindqvist", "Priya Raman", "Dana Whitfield"):
        assert name in text


async def test_a_day_off_opens_on_the_next_day_with_slots(open_clinic: Opener) -> None:
    clinic = await open_clinic(start_date="2026-11-29")
    await clinic.control("clock", {"now": "2026-11-29T12:00:00-05:00"})
    assert "<h2>Monday, November 30, 2026</h2>" in await page(clinic)


async def test_a_booked_slot_shows_who_and_what(generic: Clinic) -> None:
    booked = row(await page(generic, "2026-12-01"), "whitfield-main-20261201-1000")
    assert all(part in booked for part in ("10:00 AM to 10:30 AM", "Booked", "Maria Santos", "Dental cleaning"))


async def test_the_front_desk_books_closes_opens_and_cancels(generic: Clinic) -> None:
    states = []
    for action in ("block", "unblock", "walk-in"):
        answer = await generic.http.post(ACT, data={"action": action, "slot": FREE, "day": "2026-11-24"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/clinic?day=2026-11-24")
        states.append(generic.stored(FREE)["status"])
    appointment = next(iter(generic.ehr.store.occupants(FREE)))
    await generic.http.post(ACT, data={"action": "cancel", "appointment": appointment, "day": "2026-11-24"})
    assert [*states, generic.stored(FREE)["status"]] == ["busy-unavailable", "free", "busy", "free"]
    text = await page(generic, "2026-11-24")
    assert "9:00 AM" in text.split("Not in the schedule any more")[1]
    assert "booked to cancelled" in text.split("Latest changes")[1]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"action": "dance"}, 400),
        ({}, 400),
        ({"action": "cancel", "slot": FREE}, 400),
        ({"action": "cancel", "appointment": "Appointment/nobody"}, 404),
        ({"action": "unblock", "slot": FREE}, 409),
    ],
)
async def test_what_does_not_work_is_said_on_the_page(generic: Clinic, form: dict[str, str], status: int) -> None:
    answer = await generic.http.post(ACT, data=form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "http://evil.test"}]
)
async def test_a_form_from_elsewhere_is_refused(generic: Clinic, headers: dict[str, str]) -> None:
    answer = await generic.http.post(ACT, data={"action": "block", "slot": FREE}, headers=headers)
    assert answer.status_code == 403
    assert generic.stored(FREE)["status"] == "free"


async def test_a_double_booked_slot_cannot_be_overlooked(generic: Clinic) -> None:
    extra = {**generic.appointment_of("pat-001"), "id": "extra"}
    generic.ehr.store.write(extra, "somebody", "POST")
    assert "Double-booked" in row(await page(generic, "2026-12-01"), "whitfield-main-20261201-1000")


async def test_a_group_class_shows_its_places(generic: Clinic) -> None:
    slot = generic.appointment_of("pat-011")["slot"][0]["reference"].split("/")[1]
    assert "1 of 8 places taken" in row(await page(generic, "2026-12-03"), slot)


async def test_the_page_holds_nothing_inline_and_carries_the_whole_policy(generic: Clinic) -> None:
    answer = await generic.http.get("/clinic")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)", answer.text)
    assert (await generic.http.get("/clinic/static/live.js")).status_code == 200


async def test_fhir_answers_carry_no_page_policy(generic: Clinic) -> None:
    assert "content-security-policy" not in (await generic.get("metadata")).headers
