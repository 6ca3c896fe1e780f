import pytest

from appliance.demo.web.security import HEADERS
from tests.appliance.demo.outbox.conftest import JAMES, MARIA, Outbox


async def test_a_text_by_the_carriers_own_api_is_on_the_page_and_in_the_list(outbox: Outbox) -> None:
    assert "No messages yet." in await outbox.page()
    assert (await outbox.send(MARIA, "Maple Street Clinic: su cita es el martes.")).status_code == 201
    await outbox.send(JAMES, "Your code is 123456.")
    page = await outbox.page()
    assert page.index(JAMES, page.index('id="texts"')) < page.index(MARIA, page.index('id="texts"'))
    assert 'lang="es">Maple Street Clinic: su cita es el martes.' in page
    assert "Monday, November 23, 9:00:00 AM" in page
    [newest, _] = (await outbox.http.get("/messages.json")).json()["messages"]
    assert (newest["party"], newest["words"], newest["outcome"]) == (JAMES, "Your code is 123456.", "taken")


async def test_it_can_be_emptied(outbox: Outbox) -> None:
    await outbox.send(MARIA, "x")
    await outbox.http.delete("/messages")
    assert "No messages yet." in await outbox.page()


@pytest.mark.parametrize("path", ["/", "/messages.json", "/static/live.js", "/nowhere", "/carriers", "/phones/pat-001"])
async def test_every_answer_carries_the_whole_policy(outbox: Outbox, path: str) -> None:
    answer = await outbox.http.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )
