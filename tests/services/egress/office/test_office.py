"""The office: what it sends, what it refuses, and what it writes down."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from appliance.demo.carriers.faults import Fault
from services.audit.model import Action, AuditOutcome
from services.egress.errors import Refused
from services.egress.office.errors import ChannelOff, NotAudited
from services.egress.office.journal import MOST_REFUSED, Errands
from services.egress.office.office import Desks
from services.egress.reasons import Reason
from services.egress.senders.errors import NotSent, OptedOut, SendUnknown, WrongCallback, WrongRequest
from services.egress.senders.ports import OutgoingText
from services.egress.senders.twilio.signature import signed
from services.kernel.errands import (
    LOOK_UP_TEXT,
    OPEN_PAYMENT,
    READ_TEXT_CALL,
    RECEIVED_TEXTS,
    SEND_NOTICE,
    SEND_TEXT,
    TEXT_STATE,
    AskReceived,
    AskTextState,
    Found,
    LookUpText,
    OpenPayment,
    SendNotice,
    SendText,
    Taken,
    TextCall,
)
from services.kernel.language import Language
from services.line.client import Line
from services.line.errors import ErrandFailed
from services.payments.stripe_request import CheckoutPages, checkout_request
from tests.contract.payments import ORDER
from tests.doubles.carriers import ACCOUNT, PATIENT
from tests.doubles.clock import MONDAY_MORNING
from tests.doubles.loopback import serving
from tests.doubles.office import STRIPE, TOKEN, OfficeWorld, open_office

VALUES = {"clinic": "Maple", "old": "Tuesday, March 4, 2:30pm"}
TEXT = SendText("op_1:cancelled", PATIENT.digits, "cancelled", Language.EN, VALUES)
PAGES = CheckoutPages(STRIPE.success_url, STRIPE.cancel_url)
OPAQUE = "4f" * 16
WEBHOOK = "https://clinic.example/texts"


@pytest.fixture
def world() -> OfficeWorld:
    return OfficeWorld()


@pytest.fixture
def socket_path(world: OfficeWorld, tmp_path: Path) -> Iterator[Path]:
    with open_office(world, tmp_path) as path:
        yield path


@pytest.fixture
async def line(socket_path: Path) -> AsyncIterator[Line]:
    line = Line(socket_path)
    yield line
    await line.aclose()


@pytest.fixture
def address(world: OfficeWorld) -> Iterator[str]:
    with serving(world.twilio.app) as address:
        yield address


def words(world: OfficeWorld) -> list[str]:
    return world.twilio.book.sent(PATIENT.digits)


async def test_a_text_is_worded_here_and_recorded_before_and_after(world: OfficeWorld, line: Line) -> None:
    taken = await line.run(SEND_TEXT, TEXT)
    assert isinstance(taken, Taken)
    assert words(world) == ["Maple: your visit on Tuesday, March 4, 2:30pm is cancelled."]
    assert [event.action for event in world.trail.events] == [Action.ERRAND_TAKEN, Action.ERRAND_DONE]
    assert {event.operation for event in world.trail.events} == {TEXT.id}
    assert world.trail.events[0].body == {"errand": "send_text", "channel": "twilio", "template": "cancelled"}


async def test_the_same_row_again_is_answered_as_the_first_time(world: OfficeWorld, line: Line) -> None:
    assert await line.run(SEND_TEXT, TEXT) == await line.run(SEND_TEXT, TEXT)
    assert len(words(world)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        replace(TEXT, template="free_words"),
        replace(TEXT, values={**VALUES, "diagnosis": "a secret"}),
        replace(TEXT, values={**VALUES, "old": "x" * 500}),
        replace(TEXT, values={"clinic": "Maple"}),
        replace(TEXT, template="code", values={"clinic": "Maple", "code": "call me!"}),
        replace(TEXT, to="3125550142"),
        replace(TEXT, id="Mr. Santos, born 1980"),
    ],
)
async def test_what_fits_no_reviewed_text_never_leaves(world: OfficeWorld, line: Line, wrong: SendText) -> None:
    with pytest.raises(ErrandFailed) as failed:
        await line.run(SEND_TEXT, wrong)
    assert failed.value.failed.code in {"wrong_message", "wrong_request", "wrong_errand"}
    assert world.twilio.requests == []
    assert "secret" not in world.said()
    assert "Santos" not in world.said()


async def test_what_cannot_be_recorded_is_not_sent(world: OfficeWorld, line: Line) -> None:
    world.trail.broken = OSError("the disk is full")
    with pytest.raises(ErrandFailed) as failed:
        await line.run(SEND_TEXT, TEXT)
    assert failed.value.failed.code == NotAudited.code
    assert world.twilio.requests == []


async def test_a_text_in_doubt_is_not_sent_again_before_the_carrier_says_that_it_is_not_there(
    world: OfficeWorld, address: str
) -> None:
    desk = world.text_desk(address)
    world.twilio.faults.plan(Fault.HANG_BEFORE)
    for _ in range(2):
        with pytest.raises(SendUnknown):
            await desk.send(TEXT)
    assert world.twilio.requests.count(("POST", ACCOUNT.messages_path)) == 1
    asked = LookUpText(TEXT, world.clock.now())
    assert (await desk.look_up(asked)).found is Found.UNSURE
    world.clock.advance(timedelta(minutes=4))
    assert (await desk.look_up(asked)).found is Found.ABSENT
    await desk.send(TEXT)
    assert len(words(world)) == 1


async def test_a_text_that_was_taken_without_an_answer_is_found(world: OfficeWorld, address: str) -> None:
    desk = world.text_desk(address)
    world.twilio.faults.plan(Fault.CUT_AFTER)
    with pytest.raises(SendUnknown):
        await desk.send(TEXT)
    found = await desk.look_up(LookUpText(TEXT, world.clock.now()))
    assert found.found is Found.ARRIVED
    assert (await desk.send(TEXT)).carrier_id == found.carrier_id
    assert len(words(world)) == 1


async def test_another_rows_text_with_the_same_words_is_not_taken_for_this_one(
    world: OfficeWorld, address: str
) -> None:
    desk = world.text_desk(address)
    await desk.send(TEXT)
    other, since = replace(TEXT, id="op_2:cancelled"), world.clock.now()
    world.twilio.faults.plan(Fault.HANG_BEFORE)
    with pytest.raises(SendUnknown):
        await desk.send(other)
    world.clock.advance(timedelta(minutes=4))
    assert (await desk.look_up(LookUpText(other, since))).found is Found.ABSENT


async def test_an_opt_out_at_the_carrier_has_its_own_code(world: OfficeWorld, line: Line) -> None:
    world.twilio.book.opted_out.add(PATIENT.digits)
    with pytest.raises(ErrandFailed) as failed:
        await line.run(SEND_TEXT, TEXT)
    assert (failed.value.failed.code, failed.value.failed.reason) == (OptedOut.code, "400 (21610)")
    assert world.trail.events[-1].outcome is AuditOutcome.REFUSED
    assert PATIENT.digits not in failed.value.failed.what


async def test_the_doors_refusal_has_its_reason(world: OfficeWorld, address: str) -> None:
    desk = world.text_desk(address)

    async def shut(message: OutgoingText) -> None:
        del message
        raise Refused(Reason.BAA_EXPIRED)

    desk.twilio.sender.send = shut  # type: ignore[method-assign,assignment]
    office = world.office(Desks(texts=desk))
    with pytest.raises(Refused):
        await office.run(SEND_TEXT, TEXT)
    assert world.trail.events[-1].body["code"] == "not_allowed"
    with pytest.raises(Refused):  # and nothing is in doubt: it did not leave
        await office.run(SEND_TEXT, TEXT)


async def test_a_channel_that_is_not_set_up_is_refused_and_recorded(world: OfficeWorld) -> None:
    with pytest.raises(ChannelOff):
        await world.office(Desks()).run(SEND_TEXT, TEXT)
    assert [event.action for event in world.trail.events] == [Action.ERRAND_REFUSED]


async def test_how_far_a_text_came(world: OfficeWorld, line: Line) -> None:
    taken = await line.run(SEND_TEXT, TEXT)
    world.twilio.book.advance("undelivered", 30005)
    state = await line.run(TEXT_STATE, AskTextState(taken.carrier_id))
    assert (state.state, state.final, state.code, state.next) == ("failed", True, 30005, "never")


async def test_polls_are_recorded_once_a_minute_with_their_count(world: OfficeWorld, line: Line) -> None:
    world.twilio.book.receive(PATIENT.digits, "1")
    for _ in range(5):
        (text,) = await line.run(RECEIVED_TEXTS, AskReceived(MONDAY_MORNING))
    assert (text.sender, text.body, text.to) == (PATIENT.digits, "1", ACCOUNT.number.digits)
    world.clock.advance(timedelta(minutes=1))
    for _ in range(2):
        await line.run(RECEIVED_TEXTS, AskReceived(MONDAY_MORNING))
    asked = {"errand": "received_texts", "channel": "twilio"}
    assert [(event.action, event.body) for event in world.trail.events] == [
        (Action.ERRAND_TAKEN, asked),
        (Action.ERRAND_TAKEN, {**asked, "more": "4"}),
    ]


async def test_every_poll_that_fails_is_recorded(world: OfficeWorld) -> None:
    journal = Errands(world.trail, world.clock)
    for error in (None, NotSent("Twilio answered 429.", ""), NotSent("Twilio answered 429.", ""), None):
        with suppress(NotSent):
            async with journal.done("received_texts", None, {}, read=True):
                if error is not None:
                    raise error
    assert [event.action for event in world.trail.events] == [Action.ERRAND_TAKEN, *[Action.ERRAND_DONE] * 2]


def call(**fields: str) -> TextCall:
    form = {"AccountSid": ACCOUNT.account, "MessageSid": "SM" + "1" * 32, **fields}
    return TextCall(WEBHOOK, urlencode(form).encode(), signed(TOKEN, WEBHOOK, list(form.items())).decode())


async def test_a_signed_call_tells_of_a_text_or_of_a_state(line: Line) -> None:
    news = await line.run(READ_TEXT_CALL, call(To=ACCOUNT.number.digits, From=PATIENT.digits, Body=" STOP "))
    assert news.text is not None
    assert news.text.body == " STOP "
    news = await line.run(READ_TEXT_CALL, call(MessageStatus="delivered"))
    assert news.state is not None
    assert news.state.final


async def test_a_call_that_is_not_signed_is_refused_and_recorded(world: OfficeWorld, line: Line) -> None:
    with pytest.raises(ErrandFailed) as failed:
        await line.run(READ_TEXT_CALL, replace(call(Body="1"), signature="AAAA"))
    assert failed.value.failed.code == WrongCallback.code
    assert [event.action for event in world.trail.events] == [Action.ERRAND_REFUSED]


async def test_a_flood_of_forged_calls_does_not_fill_the_trail(world: OfficeWorld) -> None:
    office = world.office(Desks(texts=world.text_desk("http://twilio.localhost:9")))
    forged = replace(call(Body="1"), signature="AAAA")
    for _ in range(2):
        for _ in range(MOST_REFUSED + 20):
            with pytest.raises(WrongCallback):
                await office.run(READ_TEXT_CALL, forged)
        world.clock.advance(timedelta(minutes=1))
    assert len(world.trail.events) == 2 * MOST_REFUSED


async def test_a_notice_holds_fixed_words_and_a_link(world: OfficeWorld, line: Line) -> None:
    await line.run(SEND_NOTICE, SendNotice("op_1:notice", "m.santos@mail.example", Language.EN, OPAQUE))
    (kept,) = world.sendgrid.kept
    assert OPAQUE in kept.body


@pytest.mark.parametrize(
    "token",
    [
        "MariaSantosBornNineteenEighty",
        "maria_santos_1980-03-04_mrn",
        "visit-2027-03-16-2pm-cardiology",
        "call-312-555-0142-now-please",
        "19800304312555014219800304312555",
    ],
)
async def test_a_token_that_says_something_is_refused(world: OfficeWorld, line: Line, token: str) -> None:
    with pytest.raises(ErrandFailed) as failed:
        await line.run(SEND_NOTICE, SendNotice("op_1:notice", "m.santos@mail.example", Language.EN, token))
    assert failed.value.failed.code == WrongRequest.code
    assert world.sendgrid.raw == []


def payment() -> OpenPayment:
    request = checkout_request(ORDER, PAGES)
    return OpenPayment(request.method, request.host, request.path, request.headers, request.body)


async def test_the_key_is_added_here(world: OfficeWorld, line: Line) -> None:
    assert (await line.run(OPEN_PAYMENT, payment())).status == 200
    assert world.stripe_keys == [f"Bearer {STRIPE.key}"]


@pytest.mark.parametrize(
    "wrong",
    [
        replace(payment(), method="GET"),
        replace(payment(), host="api.stripe.example"),
        replace(payment(), path="/v1/customers"),
        replace(payment(), headers={**payment().headers, "X-Patient": "Santos"}),
        replace(payment(), headers={**payment().headers, "Idempotency-Key": "Maria Santos"}),
        replace(payment(), body=payment().body + b"&customer_email=m.santos%40mail.example"),
        replace(payment(), body=payment().body.replace(b"Office+fee", b"Cardiology+fee")),
        replace(payment(), body=payment().body.replace(ORDER.reference.encode(), b"Maria+Santos")),
        replace(payment(), body=payment().body.replace(b"maple.example%2Fpaid", b"elsewhere.example%2Fpaid")),
        replace(payment(), body=b""),
        replace(payment(), body=b"\xff"),
    ],
)
async def test_no_other_request_goes_to_the_payment_service(world: OfficeWorld, line: Line, wrong: OpenPayment) -> None:
    with pytest.raises(ErrandFailed) as failed:
        await line.run(OPEN_PAYMENT, wrong)
    assert failed.value.failed.code == WrongRequest.code
    assert world.stripe.requests == []


async def test_a_look_up_sends_nothing(world: OfficeWorld, line: Line) -> None:
    assert (await line.run(LOOK_UP_TEXT, LookUpText(TEXT, MONDAY_MORNING))).found is Found.ABSENT
    assert words(world) == []
