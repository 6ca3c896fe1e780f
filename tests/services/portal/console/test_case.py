"""One case on one screen: what it shows, the decisions, and what the page says really happened."""

from dataclasses import replace
from datetime import timedelta

from services.accounts.model import Role
from services.audit.model import Action, ActorKind
from services.handoff.task import End, Hold, TaskState
from services.scheduling.model import SlotStatus
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.staff import StaffBrowser


async def looking(roles: tuple[Role, ...] = (Role.FRONT_DESK, Role.APPROVER)) -> tuple[ConsoleClinic, StaffBrowser]:
    clinic = ConsoleClinic()
    await clinic.wants_laser()
    alex = await clinic.at_the_console(roles=roles)
    await alex.get(f"/cases/{clinic.only_case()}")
    return clinic, alex


async def decide(alex: StaffBrowser, what: str, case: str, **fields: str) -> None:
    await alex.post(f"/cases/{case}/{what}", seen=alex.seen, **fields)


async def test_one_screen_says_who_what_both_visits_why_and_by_when() -> None:
    _, alex = await looking()
    for words in (
        "Maria Garcia Lopez",
        "May 4, 1980",
        "+13125550142",
        "can we move my laser visit",
        "Visit now Thursday, March 4 at 9am",
        "Wants Monday, March 1 at 10am",
        "held for this patient",
        "The provider approves each new time.",
        "Then the case ends by itself, and the patient is told",
        "Approve: move it to Monday, March 1 at 10am",
        "Decline with a reason",
    ):
        assert words in alex.text


async def test_a_one_time_code_is_not_shown() -> None:
    clinic, alex = await looking()
    assert clinic.codes()[-1] not in alex.page
    assert "(one-time code)" in alex.text


async def test_the_look_is_audited_with_the_person_and_their_role() -> None:
    clinic, _ = await looking()
    shown = [event for event in clinic.store.audit if event.action is Action.CASE_SHOWN]
    assert [(e.actor.kind, e.actor.id, e.actor.role) for e in shown] == [
        (ActorKind.STAFF, "alex", "approver+front_desk")
    ]


async def test_approving_takes_the_case_makes_the_change_and_says_what_was_read_back() -> None:
    clinic, alex = await looking()
    await decide(alex, "approve", clinic.only_case())
    assert "Done, and read back: the visit is now Monday, March 1 at 10am. The patient gets a text;" in alex.text
    assert clinic.store.tasks[clinic.only_case()].end is End.CHANGED
    assert [m.template for m in clinic.store.outbox.values()].count("approved_move") == 1
    approved = next(event for event in clinic.store.audit if event.action is Action.CASE_APPROVED)
    assert (approved.actor.id, approved.actor.role) == ("alex", "approver+front_desk")


async def test_another_time_is_chosen_from_those_that_are_free_now() -> None:
    clinic, alex = await looking()
    slot = next(s for s in clinic.system.records.slots.values() if f'value="{s.id}"' in alex.page)
    await decide(alex, "change", clinic.only_case(), slot=slot.id)
    assert "Done, and read back" in alex.text
    (visit,) = [v for v in clinic.visits() if v.status.occupies]
    assert visit.slot_ids == (slot.id,)


async def test_declining_needs_a_reason_and_tells_the_patient() -> None:
    clinic, alex = await looking()
    await decide(alex, "decline", clinic.only_case(), reason="provider_said_no", note="out that week")
    assert "Declined by alex" in alex.text
    assert "the provider said no" in alex.text
    assert "declined" in [m.template for m in clinic.store.outbox.values()]
    await alex.post(f"/cases/{clinic.only_case()}/decline", seen="1", reason="because")
    assert alex.status == 400


async def test_who_comes_second_hears_who_decided() -> None:
    clinic, alex = await looking()
    kim = await clinic.at_the_console("kim")
    await kim.get(f"/cases/{clinic.only_case()}")
    await decide(alex, "approve", clinic.only_case())
    await decide(kim, "decline", clinic.only_case(), reason="other")
    assert kim.status == 409
    assert "This case was decided already: approve by alex" in kim.text
    assert clinic.store.tasks[clinic.only_case()].end is End.CHANGED


async def test_a_page_that_is_old_decides_nothing() -> None:
    clinic, alex = await looking()
    old = alex.seen
    await alex.post(f"/cases/{clinic.only_case()}/claim")
    await alex.post(f"/cases/{clinic.only_case()}/approve", seen=old)
    assert "The case changed since you looked at it." in alex.text
    assert clinic.store.tasks[clinic.only_case()].state is TaskState.OPEN


async def test_a_time_that_is_gone_is_said_and_nothing_is_written() -> None:
    clinic, alex = await looking()
    request = clinic.store.tasks[clinic.only_case()].request
    assert request is not None
    assert request.slot is not None
    slots = clinic.system.records.slots
    slots[request.slot.id] = replace(slots[request.slot.id], status=SlotStatus.BUSY)
    await decide(alex, "approve", clinic.only_case())
    assert "The new time is not free any more; nothing was written." in alex.text
    assert clinic.store.tasks[clinic.only_case()].state is TaskState.OPEN


async def test_a_visit_that_moved_meanwhile_is_shown_as_it_is_now() -> None:
    clinic, alex = await looking()
    visits = clinic.system.records.appointments
    (visit,) = clinic.visits()
    assert visit.interval is not None
    later = replace(visit.interval, start=visit.interval.start + timedelta(minutes=5))
    visits[visit.id] = replace(visit, interval=later, version="99")
    await alex.get(f"/cases/{clinic.only_case()}")
    assert "It changed since the patient asked." in alex.text
    assert "Visit then Thursday, March 4 at 9am" in alex.text
    assert "Visit now Thursday, March 4 at 9:05am" in alex.text


async def test_the_front_desk_alone_sees_no_decision_and_can_make_none() -> None:
    clinic, alex = await looking((Role.FRONT_DESK,))
    assert "An approver decides this." in alex.text
    assert "/approve" not in alex.page
    for what in ("approve", "change", "decline"):
        await alex.post(f"/cases/{clinic.only_case()}/{what}", seen="1", slot="s", reason="other")
        assert alex.status == 403
    await alex.get("/cases")
    await alex.post(f"/cases/{clinic.only_case()}/approve", seen="1")
    assert alex.status == 403
    assert clinic.store.tasks[clinic.only_case()].state is TaskState.OPEN
    denied = [event for event in clinic.store.audit if event.action is Action.STAFF_DENIED]
    assert [e.body["page"] for e in denied] == ["/cases/{case}/approve"] * 2


async def test_who_was_slower_sees_the_case_and_who_has_it() -> None:
    clinic, alex = await looking()
    kim = await clinic.at_the_console("kim")
    for one in (kim, alex):
        await one.get("/cases")
    await kim.post(f"/cases/{clinic.only_case()}/claim")
    await alex.post(f"/cases/{clinic.only_case()}/claim")
    assert "somebody else has this case in hand" in alex.text
    assert "Take it over from kim" in alex.text


async def test_a_colleagues_case_is_taken_over_by_their_name() -> None:
    clinic, alex = await looking()
    kim = await clinic.at_the_console("kim")
    await kim.get("/cases")
    await kim.post(f"/cases/{clinic.only_case()}/claim")
    await alex.get(f"/cases/{clinic.only_case()}")
    assert "Take it over from kim" in alex.text
    await alex.post(f"/cases/{clinic.only_case()}/take-over", colleague="kim")
    assert "You have it in hand." in alex.text
    await alex.post(f"/cases/{clinic.only_case()}/release")
    assert "The case is back in the queue." in alex.text


async def test_closing_by_hand_gives_the_held_time_back() -> None:
    clinic, alex = await looking()
    await alex.post(f"/cases/{clinic.only_case()}/close")
    assert "Finished by hand and closed by alex" in alex.text
    assert clinic.store.tasks[clinic.only_case()].hold is Hold.RELEASED


async def test_a_silent_scheduling_system_is_said_and_the_case_still_shown() -> None:
    clinic, alex = await looking()
    clinic.system.records.patients.clear()
    await alex.get(f"/cases/{clinic.only_case()}")
    assert alex.status == 200
    assert "The scheduling system does not answer." in alex.text
    assert "can we move my laser visit" in alex.text


async def test_an_unknown_case_is_not_found() -> None:
    clinic, alex = await looking()
    await alex.get("/cases/case_9999")
    assert alex.status == 404
    assert clinic.only_case() not in alex.page
