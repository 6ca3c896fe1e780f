"""The stand-in is strict: what the real Twilio would refuse, or the clinic must never send, it refuses."""

from collections.abc import AsyncIterator

import httpx
import pytest

from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.journal import Outcome
from appliance.demo.carriers.twilio import TwilioStandIn
from tests.doubles.carriers import ACCOUNT, CLINIC, PATIENT, SERVICE, a_twilio
from tests.doubles.clock import ManualClock

GOOD = {
    "To": PATIENT.digits,
    "From": CLINIC.digits,
    "Body": "x",
    "ContentRetention": "discard",
    "AddressRetention": "obfuscate",
    "ValidityPeriod": "600",
}


@pytest.fixture
def twilio() -> TwilioStandIn:
    return a_twilio(ManualClock())


@pytest.fixture
async def http(twilio: TwilioStandIn) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"authorization": ACCOUNT.authorization}
    transport = httpx.ASGITransport(twilio.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://twilio", headers=headers) as client:
        yield client


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"To": ""}, 21604),
        ({"To": "3125550142"}, 21211),
        ({"From": "+13125550199"}, 21606),
        ({"MessagingServiceSid": SERVICE}, 21603),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"ContentRetention": "retain"}, 20001),
        ({"AddressRetention": "retain"}, 20001),
        ({"ValidityPeriod": "36001"}, 20001),
        ({"MediaUrl": "https://x.example/x.png"}, 20001),
    ],
)
async def test_a_field_that_is_wrong_is_refused(
    http: httpx.AsyncClient, twilio: TwilioStandIn, change: dict[str, str], code: int
) -> None:
    answer = await http.post(ACCOUNT.messages_path, data={**GOOD, **change})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert twilio.book.kept == {}


async def test_a_field_that_stands_twice_and_a_json_body_are_refused(http: httpx.AsyncClient) -> None:
    twice = await http.post(ACCOUNT.messages_path, data={**GOOD, "To": [PATIENT.digits, CLINIC.digits]})
    assert twice.status_code == 400
    assert (await http.post(ACCOUNT.messages_path, json=GOOD)).status_code == 400


async def test_key_and_account_are_checked(http: httpx.AsyncClient) -> None:
    wrong = await http.get(ACCOUNT.messages_path, headers={"authorization": "Basic eA=="})
    assert (wrong.status_code, wrong.json()["code"]) == (401, 20003)
    other = ACCOUNT.messages_path.replace(ACCOUNT.account, "AC" + "0" * 32)
    assert (await http.get(other)).status_code == 404


async def test_a_number_can_be_refused(http: httpx.AsyncClient, twilio: TwilioStandIn) -> None:
    twilio.book.refusals[PATIENT.digits] = 21408
    assert (await http.post(ACCOUNT.messages_path, data=GOOD)).json()["code"] == 21408


async def test_stop_and_start_are_taken_as_twilio_takes_them(http: httpx.AsyncClient, twilio: TwilioStandIn) -> None:
    twilio.book.receive(PATIENT.digits, " Stop ")
    assert (await http.post(ACCOUNT.messages_path, data=GOOD)).json()["code"] == 21610
    twilio.book.receive(PATIENT.digits, "START")
    assert (await http.post(ACCOUNT.messages_path, data=GOOD)).status_code == 201


async def test_a_sent_text_loses_its_words_and_digits_where_redaction_is_on(
    http: httpx.AsyncClient, twilio: TwilioStandIn
) -> None:
    twilio.book.redacts = True
    sid = (await http.post(ACCOUNT.messages_path, data=GOOD)).json()["sid"]
    twilio.book.advance("sent")
    shown = (await http.get(ACCOUNT.message_path(sid))).json()
    assert (shown["body"], shown["to"], shown["status"]) == ("", "+1312555XXXX", "sent")
    assert twilio.book.sent(PATIENT.digits) == ["x"]


@pytest.mark.parametrize("query", ["PageSize=0", "PageSize=1001", "PageSize=x", "Nonsense=1", "Page=-1"])
async def test_a_filter_that_twilio_does_not_have_is_refused(http: httpx.AsyncClient, query: str) -> None:
    assert (await http.get(f"{ACCOUNT.messages_path}?{query}")).status_code == 400


async def test_stop_is_left_to_the_clinic_where_the_filter_is_off(
    http: httpx.AsyncClient, twilio: TwilioStandIn
) -> None:
    twilio.book.filters = False
    twilio.receive(PATIENT.digits, "STOP")
    assert (await http.post(ACCOUNT.messages_path, data=GOOD)).status_code == 201


async def test_every_text_is_noted_with_what_became_of_it(http: httpx.AsyncClient, twilio: TwilioStandIn) -> None:
    twilio.receive(PATIENT.digits, "2")
    twilio.faults.plan(Fault.FAIL_AFTER, Fault.REFUSED, Fault.TOO_MANY, None)
    statuses = [(await http.post(ACCOUNT.messages_path, data=GOOD)).status_code for _ in range(4)]
    assert statuses == [500, 400, 429, 201]
    twilio.book.refusals[PATIENT.digits] = 21408
    await http.post(ACCOUNT.messages_path, data=GOOD)
    twilio.deliver()
    noted = [(entry.outcome, entry.note) for entry in twilio.journal.entries]
    assert noted == [
        (Outcome.RECEIVED, ""),
        (Outcome.TAKEN_UNTOLD, "fail_after"),
        (Outcome.REFUSED, "refused"),
        (Outcome.NOT_TAKEN, "too_many"),
        (Outcome.DELIVERED, ""),
        (Outcome.REFUSED, "21408"),
    ]
    assert {entry.party for entry in twilio.journal.entries} == {PATIENT.digits}
