"""One request for each text, and a defined next step after every answer."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

import httpx
import pytest

from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.twilio import TwilioStandIn
from services.egress.senders.errors import (
    CredentialsRefused,
    NotSent,
    OptedOut,
    SendersError,
    SendRefused,
    SendUnknown,
    SetupRefused,
    WrongRequest,
)
from services.egress.senders.exchange import http_client
from services.egress.senders.steps import NextStep
from services.egress.senders.twilio.send import TwilioSender
from services.egress.senders.twilio.steps import CODES, STATUSES
from tests.doubles.carriers import ACCOUNT, CLINIC, PATIENT, SERVICE, a_text, a_twilio, calling, replying, texts
from tests.doubles.clock import ManualClock
from tests.doubles.loopback import serving


@pytest.fixture
def twilio() -> TwilioStandIn:
    return a_twilio(ManualClock())


@pytest.fixture
def sender(twilio: TwilioStandIn) -> TwilioSender:
    return TwilioSender(calling(twilio), ACCOUNT, texts)


def answering(answer: httpx.Response) -> TwilioSender:
    return TwilioSender(replying(answer), ACCOUNT, texts)


def test_the_request_asks_twilio_to_keep_nothing() -> None:
    call = answering(httpx.Response(500)).request(a_text())
    assert dict(parse_qsl(call.content.decode())) == {
        "To": PATIENT.digits,
        "From": CLINIC.digits,
        "Body": "moved en clinic=Maple Street Clinic new=Tuesday 2:30pm",
        "ContentRetention": "discard",
        "AddressRetention": "obfuscate",
        "ValidityPeriod": "3600",
    }
    assert call.headers["authorization"] == ACCOUNT.authorization
    assert "Maple" not in repr(call)


def test_a_messaging_service_stands_in_for_the_number() -> None:
    account = replace(ACCOUNT, service=SERVICE, validity=timedelta(minutes=10))
    form = dict(
        parse_qsl(TwilioSender(http_client("https://x.example"), account, texts).request(a_text()).content.decode())
    )
    assert form["MessagingServiceSid"] == SERVICE
    assert "From" not in form
    assert form["ValidityPeriod"] == "600"


async def test_a_text_is_taken(twilio: TwilioStandIn, sender: TwilioSender) -> None:
    taken = await sender.send(a_text())
    assert taken.carrier_id in twilio.book.kept
    assert taken.status == "queued"
    assert twilio.book.sent(PATIENT.digits) == ["moved en clinic=Maple Street Clinic new=Tuesday 2:30pm"]


async def test_a_text_with_signs_and_accents_arrives_as_it_is(twilio: TwilioStandIn, sender: TwilioSender) -> None:
    await sender.send(a_text(new="3 & 4 + 5 % = ¿sí? ñ\u2068"))
    assert twilio.book.sent(PATIENT.digits)[0].endswith("new=3 & 4 + 5 % = ¿sí? ñ\u2068")


@pytest.mark.parametrize("new", ["x" * 1600, None])
async def test_a_text_that_cannot_be_sent_is_not_tried(twilio: TwilioStandIn, new: str | None) -> None:
    sender = TwilioSender(calling(twilio), ACCOUNT, texts if new else lambda *_: "")
    with pytest.raises(WrongRequest):
        await sender.send(a_text(new=new or ""))
    assert twilio.requests == []


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.FAIL_AFTER, Fault.GIBBERISH_AFTER, Fault.HANG_AFTER])
async def test_a_text_that_may_have_been_taken_is_unknown_and_sent_once(twilio: TwilioStandIn, fault: Fault) -> None:
    twilio.faults.plan(fault)
    with serving(twilio.app) as address:
        with pytest.raises(SendUnknown):
            await TwilioSender(http_client(address, timeout_seconds=0.5), ACCOUNT, texts).send(a_text())
        assert len(twilio.book.kept) == 1
    assert len(twilio.requests) == 1


@pytest.mark.parametrize("fault", [Fault.FAIL_BEFORE, Fault.HANG_BEFORE])
async def test_a_failure_that_took_nothing_is_unknown_too(twilio: TwilioStandIn, fault: Fault) -> None:
    twilio.faults.plan(fault)
    with serving(twilio.app) as address, pytest.raises(SendUnknown):
        await TwilioSender(http_client(address, timeout_seconds=0.5), ACCOUNT, texts).send(a_text())
    assert len(twilio.requests) == 1


async def test_nobody_listening_is_certainly_not_sent() -> None:
    with serving(a_twilio(ManualClock()).app) as address:
        gone = address
    with pytest.raises(NotSent):
        await TwilioSender(http_client(gone), ACCOUNT, texts).send(a_text())


async def test_too_many_waits_as_long_as_asked(twilio: TwilioStandIn, sender: TwilioSender) -> None:
    twilio.faults.plan(Fault.TOO_MANY)
    with pytest.raises(NotSent) as caught:
        await sender.send(a_text())
    assert type(caught.value) is NotSent
    assert caught.value.retry_after == 7.0


async def test_a_number_that_opted_out_is_never_tried_again(twilio: TwilioStandIn, sender: TwilioSender) -> None:
    twilio.book.receive(PATIENT.digits, "stop")
    with pytest.raises(OptedOut) as caught:
        await sender.send(a_text())
    assert caught.value.reason == "400 (21610)"
    assert PATIENT.digits not in str(caught.value)


async def test_a_wrong_key_is_for_a_person_to_mend(twilio: TwilioStandIn) -> None:
    with pytest.raises(CredentialsRefused):
        await TwilioSender(calling(twilio), replace(ACCOUNT, secret="another"), texts).send(a_text())


_ERRORS = {
    NextStep.RETRY: NotSent,
    NextStep.NEVER: SendRefused,
    NextStep.OPTED_OUT: OptedOut,
    NextStep.UNKNOWN: SendUnknown,
    NextStep.KEY: CredentialsRefused,
    NextStep.SETUP: SetupRefused,
    NextStep.NOTHING: SendUnknown,
}


@pytest.mark.parametrize("code", CODES)
async def test_every_code_has_its_next_step(code: int) -> None:
    answer = httpx.Response(400, json={"code": code, "message": "with +13125550142 in it", "status": 400})
    with pytest.raises(SendersError) as caught:
        await answering(answer).send(a_text())
    assert type(caught.value) is _ERRORS[CODES[code].next]
    assert "+1312" not in str(caught.value)


@pytest.mark.parametrize("status", STATUSES)
async def test_every_status_without_a_code_has_its_next_step(status: int) -> None:
    with pytest.raises(SendersError) as caught:
        await answering(httpx.Response(status, content=b"<html>")).send(a_text())
    assert type(caught.value) is _ERRORS[STATUSES[status].next]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(418), SendRefused),
        (httpx.Response(301), SetupRefused),
        (httpx.Response(502, json={"code": 21610}), SendUnknown),
        (httpx.Response(200, json={"sid": "SM" + "0" * 32, "status": "queued"}), SendUnknown),
        (httpx.Response(201, json={"sid": "SM" + "0" * 32, "status": "invented"}), SendUnknown),
        (httpx.Response(400, json={"code": True}), SendRefused),
        (httpx.Response(400, json=["code"]), SendRefused),
    ],
)
async def test_an_answer_nobody_expects_is_never_taken_for_success(
    answer: httpx.Response, error: type[SendersError]
) -> None:
    with pytest.raises(SendersError) as caught:
        await answering(answer).send(a_text())
    assert type(caught.value) is error
