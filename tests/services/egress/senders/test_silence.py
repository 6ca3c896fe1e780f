"""What is planted in messages shows in no log and in no error, whatever goes wrong and however much is logged."""

import logging
from collections.abc import Callable
from contextlib import suppress

import pytest

from appliance.demo.carriers.faults import Fault
from services.egress.senders.addresses import MailAddress, PhoneNumber
from services.egress.senders.errors import SendersError
from services.egress.senders.exchange import http_client
from services.egress.senders.sendgrid.send import OutgoingNotice, SendGridSender
from services.egress.senders.twilio.inbound import TwilioInbox
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.lookup import Attempt, TwilioLookup, fingerprint
from services.egress.senders.twilio.send import TwilioSender
from services.kernel.language import Language
from tests.doubles.carriers import ACCOUNT, NOTICES, TOKEN, a_sendgrid, a_text, a_twilio, texts
from tests.doubles.clock import ManualClock
from tests.doubles.loopback import serving

FAULTS = [None, Fault.CUT_AFTER, Fault.FAIL_BEFORE, Fault.FAIL_AFTER, Fault.GIBBERISH_AFTER, Fault.TOO_MANY]
CANARIES = 1000


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join(f"{record.getMessage()} {record.exc_text} {record.args}" for record in caplog.records)


async def test_none_of_a_thousand_canaries_is_told(told: Callable[[], str]) -> None:
    clock = ManualClock()
    twilio, errors, planted = a_twilio(clock), list[str](), list[str]()
    with serving(twilio.app) as address:
        http = http_client(address)
        sender, listing = TwilioSender(http, ACCOUNT, texts), TwilioListing(http, ACCOUNT)
        for number in range(CANARIES // 2):
            to, name = PhoneNumber(f"+1415555{number:04d}"), f"canary-{number:04d}"
            planted += [to.digits[1:], name]  # an address writes the plus otherwise
            message = a_text(f"msg_{number}", to, name)
            twilio.faults.plan(FAULTS[number % len(FAULTS)])
            try:
                await sender.send(message)
            except SendersError as error:
                errors += [str(error), repr(error), repr(message)]
        twilio.book.receive("+14155550001", "canary-0001")
        await TwilioInbox(listing, ACCOUNT).poll(clock.now(), set())
        attempt = Attempt(PhoneNumber("+14155550002"), fingerprint("canary-0002"), clock.now())
        await TwilioLookup(listing, ACCOUNT, clock).find(attempt)
        logging.getLogger("services.test").info("the end of the log")
    log = told()
    assert "the end of the log" in log
    assert errors
    assert [canary for canary in (*planted, ACCOUNT.secret) if canary in log or canary in "".join(errors)] == []


async def test_a_notice_tells_neither_address_nor_token(told: Callable[[], str]) -> None:
    sendgrid = a_sendgrid()
    sendgrid.faults.plan(*FAULTS)
    notice = OutgoingNotice("msg_1", MailAddress("canary-santos@mail.example"), Language.EN, TOKEN)
    with serving(sendgrid.app) as address:
        for _ in FAULTS:
            with suppress(SendersError):
                await SendGridSender(http_client(address), NOTICES).send(notice)
    assert len(sendgrid.raw) == len(FAULTS)
    assert [word for word in ("canary-santos", TOKEN, NOTICES.key) if word in told()] == []
