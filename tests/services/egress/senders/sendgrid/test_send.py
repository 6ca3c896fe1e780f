"""A notice holds an address, fixed words and an opaque token: nothing of a patient can be in it."""

import json
from dataclasses import fields, replace

import httpx
import pytest

from appliance.demo.carriers.faults import Fault
from services.egress.senders.addresses import MailAddress
from services.egress.senders.errors import (
    CredentialsRefused,
    NotSent,
    SendersError,
    SendRefused,
    SendUnknown,
    SetupRefused,
    WrongRequest,
)
from services.egress.senders.exchange import http_client
from services.egress.senders.sendgrid.send import OutgoingNotice, SendGridAccount, SendGridSender
from services.egress.senders.sendgrid.words import NOTICES as WORDS
from services.kernel.language import Language
from tests.doubles.carriers import NOTICES, TOKEN, a_sendgrid, calling, replying
from tests.doubles.loopback import serving

TO = MailAddress("m.santos@mail.example")
NOTICE = OutgoingNotice("msg_1", TO, Language.EN, TOKEN)


async def test_a_notice_is_taken() -> None:
    sendgrid = a_sendgrid()
    taken = await SendGridSender(calling(sendgrid), NOTICES).send(NOTICE)
    [mail] = sendgrid.kept
    assert (taken.carrier_id, mail.to) == (mail.id, TO.address)
    assert f"https://portal.clinic.example/m/{TOKEN}\n" in mail.body


@pytest.mark.parametrize("language", Language)
def test_two_notices_differ_in_address_and_token_alone(language: Language) -> None:
    sender = SendGridSender(calling(a_sendgrid()), NOTICES)
    other = OutgoingNotice("another row", MailAddress("someone@else.example"), language, "Z" * 22)
    first = sender.request(replace(NOTICE, language=language)).content.decode()
    second = sender.request(other).content.decode()
    assert first.replace(TO.address, "someone@else.example").replace(TOKEN, "Z" * 22) == second


def test_a_notice_has_no_field_for_more() -> None:
    assert {each.name for each in fields(OutgoingNotice)} == {"id", "to", "language", "token"}


def test_nothing_is_tracked_named_or_attached() -> None:
    sender = SendGridSender(calling(a_sendgrid()), NOTICES)
    body = json.loads(sender.request(NOTICE).content)
    assert set(body) == {"personalizations", "from", "subject", "content", "tracking_settings"}
    assert body["personalizations"] == [{"to": [{"email": TO.address}]}]
    assert body["from"] == {"email": NOTICES.sender.address}
    assert [part["type"] for part in body["content"]] == ["text/plain"]
    assert not any(setting["enable"] for setting in body["tracking_settings"].values())
    assert "msg_1" not in json.dumps(body)


@pytest.mark.parametrize("token", ["", "short", "Maria Santos 1985-03-14", "a" * 22 + "/x", "á" * 22, "a" * 87])
def test_a_token_that_could_say_something_is_refused(token: str) -> None:
    with pytest.raises(WrongRequest):
        OutgoingNotice("msg_1", TO, Language.EN, token)


@pytest.mark.parametrize("language", Language)
def test_the_words_name_no_visit_no_person_and_no_time(language: Language) -> None:
    told = f"{WORDS[language].subject} {WORDS[language].words}".lower()
    for word in ("appointment", "visit", "clinic", "doctor", "cita", "clínica", "{name", "{clinic", "{new"):
        assert word not in told


@pytest.mark.parametrize(
    "link",
    ["http://portal.clinic.example/m/", "https://portal.clinic.example/m", "https:///m/", "https://x.example/?t=/"],
)
def test_a_link_goes_to_the_clinics_own_page_by_https(link: str) -> None:
    with pytest.raises(ValueError, match="link"):
        SendGridAccount("SG.x", NOTICES.sender, link)


@pytest.mark.parametrize("key", ["", "SG.x\r\nx: y", "SG.ñ"])
def test_a_key_is_one_line(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        SendGridAccount(key, NOTICES.sender, NOTICES.link)


def test_neither_key_nor_patient_show() -> None:
    assert NOTICES.key not in repr(NOTICES)
    assert "santos" not in repr(NOTICE)
    assert TOKEN not in repr(NOTICE)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, SendRefused),
        (401, CredentialsRefused),
        (403, CredentialsRefused),
        (404, SetupRefused),
        (405, SetupRefused),
        (408, SendUnknown),
        (413, SendRefused),
        (422, SendRefused),
        (429, NotSent),
        (302, SetupRefused),
        (200, SendUnknown),
        (500, SendUnknown),
        (503, SendUnknown),
    ],
)
async def test_every_answer_has_its_next_step(status: int, error: type[SendersError]) -> None:
    answer = httpx.Response(status, content=b"<html><body>413 Request Entity Too Large</body></html>")
    with pytest.raises(SendersError) as caught:
        await SendGridSender(replying(answer), NOTICES).send(NOTICE)
    assert type(caught.value) is error


async def test_an_id_that_is_none_is_not_kept() -> None:
    answer = httpx.Response(202, headers={"x-message-id": "<script>"})
    assert (await SendGridSender(replying(answer), NOTICES).send(NOTICE)).carrier_id == ""


@pytest.mark.parametrize("fault", [Fault.HANG_AFTER, Fault.CUT_AFTER, Fault.FAIL_AFTER])
async def test_a_notice_that_may_have_been_taken_is_unknown_and_sent_once(fault: Fault) -> None:
    sendgrid = a_sendgrid()
    sendgrid.faults.plan(fault)
    with serving(sendgrid.app) as address, pytest.raises(SendUnknown):
        await SendGridSender(http_client(address, timeout_seconds=0.5), NOTICES).send(NOTICE)
    assert len(sendgrid.raw) == 1


async def test_none_of_a_thousand_canaries_reaches_sendgrid() -> None:
    sendgrid = a_sendgrid()
    sender = SendGridSender(calling(sendgrid), NOTICES)
    canaries = [f"canary-{number:04d}-santos" for number in range(1000)]
    for canary in canaries:
        await sender.send(OutgoingNotice(canary, TO, Language.ES, TOKEN))
    wire = b"".join(sendgrid.raw)
    assert len(sendgrid.kept) == 1000
    assert not any(canary.encode() in wire for canary in canaries)
