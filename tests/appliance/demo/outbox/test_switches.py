import pytest

from appliance.demo.outbox.switches import FAULTS
from tests.appliance.demo.outbox.conftest import MARIA, Outbox


async def throw(outbox: Outbox, **form: str) -> int:
    return (await outbox.http.post("/carriers", data={"carrier": "twilio", **form})).status_code


async def test_the_next_message_goes_wrong_and_then_no_more(outbox: Outbox) -> None:
    assert await throw(outbox, fault="too_many", times="1") == 303
    assert "Too many at once (429), once more." in await outbox.page("/carriers")
    assert [(await outbox.send(MARIA, "x")).status_code for _ in range(2)] == [429, 201]
    assert "Too many at once (429), once" not in await outbox.page("/carriers")


async def test_every_message_goes_wrong_until_it_is_switched_off(outbox: Outbox) -> None:
    await throw(outbox, fault="refused", times="0")
    assert [(await outbox.send(MARIA, "x")).status_code for _ in range(4)] == [400] * 4
    assert "every time." in await outbox.page()
    await throw(outbox, fault="refused", times="0", well="yes")
    assert (await outbox.send(MARIA, "x")).status_code == 201


@pytest.mark.parametrize(
    "form", [{"fault": "dance"}, {"fault": "refused", "times": "99"}, {"carrier": "pigeon", "fault": "refused"}]
)
async def test_what_is_not_there_is_refused_on_the_page(outbox: Outbox, form: dict[str, str]) -> None:
    answer = await outbox.http.post("/carriers", data={"carrier": "twilio", **form})
    assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)


async def test_every_fault_can_be_chosen(outbox: Outbox) -> None:
    page = await outbox.page("/carriers")
    assert all(page.count(f'value="{fault}"') == 3 for fault in FAULTS)
