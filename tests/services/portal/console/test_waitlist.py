"""The waitlist's pages: who waits, priority and removal with a reason, what is on offer and what was."""

from datetime import time, timedelta

from services.accounts.model import Role
from services.audit.model import Action, Actor, ActorKind
from services.portal.console.waitlist import PER_PAGE
from services.scheduling.waitlist.model import (
    EntryState,
    Hours,
    RoundState,
    Source,
)
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import BOTH, StaffBrowser
from tests.doubles.waitlist_desk import an_entry, keep, on_offer

ALEX = Actor(ActorKind.STAFF, "alex", "approver+front_desk")


async def listed(roles: tuple[Role, ...] = BOTH, **changes: object) -> tuple[ConsoleClinic, StaffBrowser]:
    clinic = ConsoleClinic()
    await keep(clinic, an_entry(clinic, "entry_1", **changes))
    alex = await clinic.at_the_console(roles=roles)
    await alex.get("/waitlist")
    return clinic, alex


async def test_the_list_says_who_waits_for_what_and_the_look_is_audited() -> None:
    clinic, alex = await listed(
        practitioner_id="prac-rivera",
        weekdays=frozenset({1, 3}),
        hours=(Hours(time(9), time(12)),),
        priority=4,
    )
    for words in ("Maria Garcia Lopez", "ends in 0142", "Follow-up visit", "Tuesday, Thursday; 9am-noon", "Priority 4"):
        assert words in alex.text
    assert "Has Sunday, March 21 at 9am" in alex.text
    assert "Joined 2 days ago No offer yet" in alex.text
    assert "+13125550142" not in alex.page
    shown = [event for event in clinic.store.audit if event.action is Action.APPOINTMENTS_DISCLOSED]
    assert [(event.actor, event.body["page"]) for event in shown] == [(ALEX, "waitlist")]


async def test_a_priority_is_set_with_its_reason_under_the_person_s_name_and_role() -> None:
    clinic, alex = await listed()
    await alex.post("/waitlist/entry_1/priority", priority="7", reason="clinical", was="0")
    assert "The priority is set." in alex.text
    assert clinic.store.entries["entry_1"].priority == 7
    [event] = [event for event in clinic.store.audit if event.action is Action.WAITLIST_CHANGED]
    assert (event.actor, event.body["priority"], event.body["reason"]) == (ALEX, "7", "clinical")


async def test_who_comes_second_sees_the_colleague_s_priority_and_overwrites_nothing() -> None:
    clinic, alex = await listed()
    await alex.post("/waitlist/entry_1/priority", priority="7", reason="clinical", was="0")
    await alex.post("/waitlist/entry_1/priority", priority="2", reason="other", was="0")
    assert alex.status == 409
    assert "Somebody gave another priority meanwhile." in alex.text
    assert "Priority 7" in alex.text
    assert clinic.store.entries["entry_1"].priority == 7


async def test_a_form_without_a_reason_or_with_another_number_changes_nothing() -> None:
    clinic, alex = await listed()
    for fields in ({"priority": "3", "reason": "because"}, {"priority": "33", "reason": "other"}):
        await alex.post("/waitlist/entry_1/priority", was="0", **fields)
        assert alex.status == 400
        await alex.get("/waitlist")
    await alex.post("/waitlist/entry_1/remove", reason="")
    assert alex.status == 400
    assert clinic.store.entries["entry_1"].priority == 0


async def test_who_is_taken_off_has_left_for_the_reason_that_is_kept() -> None:
    clinic, alex = await listed((Role.FRONT_DESK,))
    await alex.post("/waitlist/entry_1/remove", reason="patient_asked")
    assert "Taken off" in alex.text
    assert "Nobody waits for an earlier time." in alex.text
    assert clinic.store.entries["entry_1"].state is EntryState.LEFT
    [event] = [event for event in clinic.store.audit if event.action is Action.WAITLIST_LEFT]
    assert (event.actor.id, event.actor.role, event.body["reason"]) == ("alex", "front_desk", "patient_asked")
    await alex.post("/waitlist/entry_1/remove", reason="patient_asked")
    assert alex.status == 409
    assert "or it has ended" in alex.text


async def test_an_entry_of_the_clinic_s_own_list_has_its_priority_there() -> None:
    clinic, alex = await listed(source=Source.EHR, source_id="wl-1", consents=False)
    assert "On the scheduling system's own list" in alex.text
    assert "the patient has not agreed" in alex.text
    assert 'name="priority"' not in alex.page
    await alex.post("/waitlist/entry_1/priority", priority="7", reason="clinical", was="0")
    assert alex.status == 409
    assert clinic.store.entries["entry_1"].priority == 0


async def test_a_long_list_has_pages() -> None:
    clinic = ConsoleClinic()
    first = an_entry(clinic)
    others = [
        an_entry(clinic, f"entry_{number:03}", since=first.since + timedelta(minutes=number))
        for number in range(PER_PAGE)
    ]
    await keep(clinic, first, *others)
    alex = await clinic.at_the_console()
    await alex.get("/waitlist")
    assert alex.page.count('class="row wish"') == PER_PAGE
    await alex.get("/waitlist?page=2")
    assert alex.page.count('class="row wish"') == 1
    assert f"Page 2 of 2, {PER_PAGE + 1} wait" in alex.text
    await alex.get("/waitlist?page=x")
    assert f"Page 1 of 2, {PER_PAGE + 1} wait" in alex.text


async def test_a_silent_scheduling_system_leaves_the_list_readable() -> None:
    clinic = ConsoleClinic()
    await keep(clinic, an_entry(clinic, patient_id="pat-gone", appointment_id="appt-gone"))
    alex = await clinic.at_the_console()
    await alex.get("/waitlist")
    assert alex.status == 200
    assert "Name not available now" in alex.text
    assert "Follow up, any provider" in alex.text


async def test_a_time_on_offer_says_how_many_answered_and_how() -> None:
    clinic, alex = await listed()
    await on_offer(clinic)
    await alex.get("/waitlist/offers")
    assert "Thursday, March 4 at 10am" in alex.text
    assert "On offer A visit was cancelled" in alex.text
    assert "4 asked, 1 waiting for an answer, 1 declined, 1 told that it is gone, 1 no answer" in alex.text
    assert "Batch 1, next one at" in alex.text
    assert "No time was on offer yet." in alex.text


async def test_who_won_is_named_and_that_is_audited() -> None:
    clinic, alex = await listed()
    await on_offer(clinic, RoundState.FILLED)
    await alex.get("/waitlist/offers")
    assert "Booked : Maria Garcia Lopez" in alex.text
    assert "No time is on offer." in alex.text
    shown = [event.actor for event in clinic.store.audit if event.action is Action.APPOINTMENTS_DISCLOSED]
    assert shown == [ALEX, ALEX], "The list, then whose time it became."


async def test_the_pages_are_live() -> None:
    clinic, _ = await listed()
    section = next(each for each in clinic.sections if each.path == "/waitlist")
    pulses = [page.pulse for page in section.pages if page.pulse is not None]
    before = [await pulse(None) for pulse in pulses]  # type: ignore[arg-type]  # they look at no call
    await on_offer(clinic)
    after = [await pulse(None) for pulse in pulses]  # type: ignore[arg-type]  # as above
    clinic.clock.advance(timedelta(hours=2))
    later = [await pulse(None) for pulse in pulses]  # type: ignore[arg-type]  # as above
    for was, then, now in zip(before, after, later, strict=True):
        assert was != then != now
