"""The cases page: what waits, who has it, and nothing that names a patient."""

from services.portal.console.queue import Queue
from tests.doubles.staff import StaffBrowser, console_of, enrolled
from tests.services.handoff.desk_rig import KIM, Desk


async def at_the_desk(desk: Desk, account_id: str = "alex") -> StaffBrowser:
    secret = await enrolled(desk.store, desk.clock, account_id, account_id.title())
    console = console_of([Queue(desk.desk, desk.clock).section()], desk.store, desk.clock)
    browser = StaffBrowser(console)
    await browser.sign_in(account_id, secret, desk.clock)
    return browser


async def test_an_open_case_says_why_and_by_when_and_names_no_patient() -> None:
    desk = Desk()
    task = await desk.asks(desk.visit(1), desk.free(1))
    alex = await at_the_desk(desk)
    assert alex.at == "/cases"
    assert "The provider approves the new time" in alex.text
    assert "then it ends and the patient is told" in alex.text
    assert f'href="/cases/{task.id}"' in alex.page
    assert "pat-1" not in alex.page
    assert "can it be the week after" not in alex.page


async def test_an_empty_queue_says_so() -> None:
    alex = await at_the_desk(Desk())
    assert "Nothing waits." in alex.text


async def test_taking_a_case_puts_it_into_my_list() -> None:
    desk = Desk()
    task = await desk.asks(desk.visit(1), desk.free(1))
    alex = await at_the_desk(desk)
    await alex.post(f"/cases/{task.id}/claim")
    assert desk.store.tasks[task.id].held_by(desk.clock.now()) == "alex"
    await alex.get("/cases?view=mine")
    assert f"/cases/{task.id}" in alex.page


async def test_a_case_in_a_colleagues_hands_is_not_offered() -> None:
    desk = Desk()
    task = await desk.claimed(await desk.asks(desk.visit(1), desk.free(1)), KIM)
    alex = await at_the_desk(desk)
    assert "kim" in alex.text
    assert f'action="/cases/{task.id}/claim"' not in alex.page
    await alex.post(f"/cases/{task.id}/claim")
    assert alex.at == f"/cases/{task.id}"


async def test_closed_cases_are_shown_with_their_end() -> None:
    desk = Desk()
    task = await desk.asks(desk.visit(1), desk.free(1))
    await desk.desk.close(task.id, KIM)
    alex = await at_the_desk(desk)
    await alex.get("/cases?view=closed")
    assert "finished by hand" in alex.text
    assert "kim" in alex.text


async def test_an_unknown_view_is_the_open_one() -> None:
    alex = await at_the_desk(Desk())
    await alex.get("/cases?view=../../etc")
    assert "Nothing waits." in alex.text
