"""Two people at the front desk and three patients, at once, each in a browser of their own: nothing is lost, no time is
given twice, and every page tells what really happened.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from services.audit.model import Action
from services.handoff.task import End, Task
from tests.browser.conftest import Watch, origin_of
from tests.browser.front_desk import FrontDeskTab
from tests.browser.patient import Patient
from tests.dialogues.clinic import VISITS
from tests.doubles.builders import DR_RIVERA, MAIN_STREET, a_patient, a_slot, an_appointment, at, half_hour
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.portal import serving

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
TOLD = "#case > .done, #case > .notice, main > .problem"
CHOICES = ".choices button"
PEOPLE = (("Ana", "Ruiz"), ("Ben", "Cole"), ("Cleo", "Hart"))


@dataclass
class Together:
    """Everybody at once."""

    clinic: ConsoleClinic
    patients: tuple[Patient, ...]
    alex: FrontDeskTab
    kim: FrontDeskTab

    def task_of(self, number: int) -> Task:
        found = [t for t in self.clinic.store.tasks.values() if t.request and _of(t) == f"pat-{number}"]
        return found[-1]


def _of(task: Task) -> str:
    return task.request.appointment.patient_id if task.request else ""


@pytest_asyncio.fixture(loop_scope="session")
async def together(chromium: Browser) -> AsyncIterator[Together]:
    clinic = ConsoleClinic()
    for number, (given, family) in enumerate(PEOPLE, start=1):
        clinic.system.add(
            a_patient(id=f"pat-{number}", given=(given,), family=family, phones=(f"+1312555014{number}",))
        )
        slot = a_slot(
            id=f"old-{number}", interval=half_hour(at(2 + number, 9)), practitioner=DR_RIVERA, location=MAIN_STREET
        )
        visit = an_appointment(
            id=f"visit-{number}", slot=slot, patient_id=f"pat-{number}", visit_type="laser", visit_name=VISITS["laser"]
        )
        clinic.system.add(slot, visit)
    for name in ("alex", "kim"):
        await clinic.staff(name)
    async with AsyncExitStack() as stack:
        chat = await stack.enter_async_context(serving(clinic.chat_page()))
        desk = await stack.enter_async_context(serving(clinic.console()))
        watches = {chat: Watch(origin_of(chat)), desk: Watch(origin_of(desk))}

        async def tab(address: str) -> Patient:
            context = await chromium.new_context(locale="en-US")
            stack.push_async_callback(context.close)
            context.on("page", watches[address].follow)
            return Patient(await context.new_page(), address)

        patients = [await tab(chat) for _ in PEOPLE]
        staff = [FrontDeskTab((await tab(desk)).page, desk, clinic) for _ in range(2)]
        yield Together(clinic, tuple(patients), *staff)
    for watch in watches.values():
        watch.check()


async def asks(together: Together, number: int, choice: str | None = None) -> None:
    """Let a patient ask for a new time of their laser visit, as far as the case."""
    patient, (given, family) = together.patients[number - 1], PEOPLE[number - 1]
    await patient.start()
    await patient.say("i need to move my laser visit")
    await patient.say(f"{given} {family}")
    before = len(together.clinic.codes())
    await patient.say("May 4, 1980")
    assert len(together.clinic.codes()) > before
    phone = f"+1312555014{number}"
    codes = [m.values["code"] for m in together.clinic.store.outbox.values() if m.template == "code" and m.to == phone]
    await patient.say(codes[-1])
    await patient.press(choice or (await patient.choices.first.inner_text()))
    await expect(patient.replies.last).to_contain_text("front desk")


async def test_two_staff_and_three_patients_act_at_once(together: Together) -> None:
    alex, kim = together.alex, together.kim
    await asyncio.gather(alex.sign_in("alex"), kim.sign_in("kim"))
    for number in (1, 2, 3):
        await asks(together, number)
    for tab in (alex, kim):
        await expect(tab.rows).to_have_count(3)
    await one_case_decided_twice(together)
    await one_time_given_twice(together)
    no_time_has_two_visits(together.clinic)


async def one_case_decided_twice(together: Together) -> None:
    """The same case at the same moment, approved by one and declined by the other: one decision counts."""
    alex, kim = together.alex, together.kim
    case = together.task_of(1).id
    await asyncio.gather(alex.open(f"/cases/{case}"), kim.open(f"/cases/{case}"))
    await kim.press("d")
    await asyncio.gather(alex.press("a"), kim.press("y"))
    for tab in (alex, kim):
        await expect(tab.page.locator(TOLD).first).to_be_visible()
    decided = [
        event
        for event in together.clinic.store.audit
        if event.action in (Action.CASE_APPROVED, Action.CASE_DECLINED) and event.body["case"] == case
    ]
    assert len(decided) == 1
    counted = together.task_of(1)
    assert counted.end in (End.CHANGED, End.DECLINED)
    loser, winner = (kim, "alex") if decided[0].actor.id == "alex" else (alex, "kim")
    await expect(loser.page.locator("main")).to_contain_text(winner)
    words = "made the change you asked for" if counted.end is End.CHANGED else "could not make the change"
    await expect(together.patients[0].replies.filter(has_text=words)).to_have_count(1)


async def one_time_given_twice(together: Together) -> None:
    """Two cases are given the same new time at the same moment: one gets it, the other page says why not."""
    alex, kim = together.alex, together.kim
    await asyncio.gather(alex.open(f"/cases/{together.task_of(2).id}"), kim.open(f"/cases/{together.task_of(3).id}"))
    await asyncio.gather(alex.press("c"), kim.press("c"))
    times = [await tab.page.locator(CHOICES).evaluate_all("all => all.map(one => one.value)") for tab in (alex, kim)]
    wanted = next(slot for slot in times[0] if slot in times[1])
    await asyncio.gather(*(tab.page.locator(f'{CHOICES}[value="{wanted}"]').click() for tab in (alex, kim)))
    for tab in (alex, kim):
        await expect(tab.page.locator(TOLD).first).to_be_visible()
    (winner,) = [tab for tab in (alex, kim) if await tab.page.locator("#case > .done").count()]
    (loser,) = {alex, kim} - {winner}
    await expect(loser.page.locator("main")).to_contain_text("not free any more")
    await expect(winner.page.locator("main")).to_contain_text("Done, and read back")
    await loser.press("a")
    await expect(loser.outcome).to_contain_text("Done, and read back")
    for patient in together.patients[1:]:
        await expect(patient.replies.filter(has_text="made the change you asked for")).to_have_count(1)
    assert {together.task_of(number).end for number in (2, 3)} == {End.CHANGED}


def no_time_has_two_visits(clinic: ConsoleClinic) -> None:
    """Fail where two visits share a slot, or a provider is in two places at once."""
    there = [visit for visit in clinic.visits() if visit.status.occupies]
    slots = [slot for visit in there for slot in visit.slot_ids]
    assert len(slots) == len(set(slots))
    times = [(visit.practitioner, visit.interval) for visit in there]
    assert len(times) == len(set(times))


async def test_two_staff_do_not_both_write_with_a_patient(together: Together) -> None:
    clinic, alex, kim, ana = together.clinic, together.alex, together.kim, together.patients[0]
    await asyncio.gather(alex.sign_in("alex"), kim.sign_in("kim"))
    await ana.start()
    await ana.person.click()
    await expect(ana.replies.last).to_be_visible()
    await asyncio.gather(alex.open("/chats"), kim.open("/chats"))
    await expect(alex.rows).to_have_count(1)
    take = "document.querySelector('.do form').requestSubmit()"  # a click would wait until the list has settled
    await asyncio.gather(alex.page.evaluate(take), kim.page.evaluate(take))
    await expect(alex.heading).to_contain_text("Chat:")
    await expect(kim.heading).to_contain_text("Chat:")
    writing = [tab for tab in (alex, kim) if await tab.page.locator("#text").count()]
    assert len(writing) == 1
    (waiting,) = {alex, kim} - set(writing)
    await expect(waiting.page.locator("main")).to_contain_text("alex" if writing[0] is alex else "kim")
    await writing[0].page.locator("#text").fill("Hello, how can I help?")
    await writing[0].press("Control+Enter")
    await expect(ana.lines.filter(has_text="Hello, how can I help?")).to_have_count(1)
    await expect(ana.page.locator("#lines > .staff .who")).to_contain_text("Front desk (a person)")
    await ana.field.fill("my visit is too early")
    await ana.field.press("Enter")
    await expect(writing[0].page.locator(".said.patient").last).to_contain_text("my visit is too early")
    await expect(waiting.page.locator(".said.patient").last).to_contain_text("my visit is too early")
    assert len([e for e in clinic.store.audit if e.action is Action.CHAT_TAKEN_OVER]) == 1
