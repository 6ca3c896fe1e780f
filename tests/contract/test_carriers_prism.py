"""Every request to a carrier, and every answer of its stand-in, against the carrier's own OpenAPI description."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.sendgrid import SendGridStandIn
from appliance.demo.carriers.twilio import TwilioStandIn
from services.egress.office.memory import Memory
from services.egress.office.notices import NoticeDesk
from services.egress.senders.addresses import MailAddress, PhoneNumber
from services.egress.senders.errors import (
    CredentialsRefused,
    OptedOut,
    ReadFailed,
    SendRefused,
    SendUnknown,
    SetupRefused,
)
from services.egress.senders.exchange import http_client
from services.egress.senders.sendgrid.send import OutgoingNotice, SendGridSender
from services.egress.senders.twilio.delivery import current
from services.egress.senders.twilio.inbound import TwilioInbox
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.lookup import SETTLED, Attempt, TwilioLookup, Verdict, fingerprint
from services.egress.senders.twilio.send import TwilioSender
from services.kernel.errands import AskReceived, AskTextState, Found, LookUpText, SendNotice, SendText
from services.kernel.language import Language
from tests.doubles.carriers import (
    ACCOUNT,
    NOTICES,
    PATIENT,
    SERVICE,
    TOKEN,
    a_sendgrid,
    a_text,
    a_twilio,
    texts,
)
from tests.doubles.clock import ManualClock
from tests.doubles.loopback import serving
from tests.doubles.office import OfficeWorld
from tests.peers.prism.peer import VIOLATIONS, prism_proxy

pytestmark = pytest.mark.peer

SPECS = Path(__file__).parents[1] / "data" / "specs"


@dataclass
class Checked:
    """A carrier behind Prism, and what Prism said of each answer."""

    address: str
    answers: list[tuple[int, list[str]]] = field(default_factory=list)

    def client(self) -> httpx.AsyncClient:
        http = http_client(self.address)
        http.event_hooks = {"response": [self._note]}
        return http

    async def _note(self, answer: httpx.Response) -> None:
        told = json.loads(answer.headers.get(VIOLATIONS, "[]"))
        self.answers.append((answer.status_code, [".".join(each["location"]) for each in told]))

    def holds(self, *statuses: int) -> None:
        """Every answer had one of these statuses, and neither it nor its request broke the description.

        Twilio's description names no status of a refusal; then the only thing to remark is that status.
        """
        assert self.answers
        for status, broken in self.answers:
            assert status in statuses
            assert broken in ([], ["response"]) if status >= 400 else broken == []


@pytest.fixture(scope="module")
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(scope="module")
def twilio(clock: ManualClock) -> TwilioStandIn:
    return a_twilio(clock)


@pytest.fixture(scope="module")
def sendgrid() -> SendGridStandIn:
    return a_sendgrid()


@pytest.fixture(scope="module")
def twilio_proxy(twilio: TwilioStandIn) -> Iterator[str]:
    with serving(twilio.app) as upstream, prism_proxy(SPECS / "twilio_api_v2010_messages.json", upstream) as address:
        yield address


@pytest.fixture(scope="module")
def sendgrid_proxy(sendgrid: SendGridStandIn) -> Iterator[str]:
    with serving(sendgrid.app) as upstream, prism_proxy(SPECS / "sendgrid_tsg_mail_v3.json", upstream) as address:
        yield address


@pytest.fixture
def to_twilio(twilio_proxy: str, twilio: TwilioStandIn) -> Checked:
    twilio.book.kept.clear()
    twilio.book.opted_out.clear()
    twilio.book.redacts = False
    return Checked(twilio_proxy)


async def test_sends_by_number_and_by_service(to_twilio: Checked, twilio: TwilioStandIn) -> None:
    http = to_twilio.client()
    await TwilioSender(http, ACCOUNT, texts).send(a_text(new="3 & 4 + ñ"))
    await TwilioSender(http, replace(ACCOUNT, service=SERVICE, validity=timedelta(hours=10)), texts).send(a_text())
    to_twilio.holds(201)
    assert twilio.book.sent(PATIENT.digits)[0].endswith("new=3 & 4 + ñ")


async def test_refusals(to_twilio: Checked, twilio: TwilioStandIn) -> None:
    http = to_twilio.client()
    twilio.book.receive(PATIENT.digits, "STOP")
    abroad = PhoneNumber("+4915112345678")
    twilio.book.refusals[abroad.digits] = 21408
    with pytest.raises(SetupRefused):
        await TwilioSender(http, ACCOUNT, texts).send(a_text(to=abroad))
    with pytest.raises(OptedOut):
        await TwilioSender(http, ACCOUNT, texts).send(a_text())
    with pytest.raises(CredentialsRefused):
        await TwilioSender(http, replace(ACCOUNT, secret="another"), texts).send(a_text())
    to_twilio.holds(400, 401)


async def test_a_lookup_in_every_state_of_a_text(to_twilio: Checked, twilio: TwilioStandIn, clock: ManualClock) -> None:
    http = to_twilio.client()
    sender, listing = TwilioSender(http, ACCOUNT, texts), TwilioListing(http, ACCOUNT, page_size=1)
    lookup = TwilioLookup(listing, ACCOUNT, clock)
    await sender.send(a_text("other", new="Monday"))
    attempt = Attempt(PATIENT, fingerprint(sender.words(a_text())), clock.now())
    twilio.faults.plan(Fault.FAIL_AFTER)
    with pytest.raises(SendUnknown):
        await sender.send(a_text())
    found = await lookup.find(attempt)
    assert found.verdict is Verdict.FOUND
    twilio.book.redacts = True
    twilio.book.advance("delivered")
    clock.advance(SETTLED)
    assert (await lookup.find(attempt)).verdict is Verdict.LIKELY
    told = await current(listing, found.carrier_id)
    assert told is not None
    assert told.status == "delivered"
    to_twilio.holds(200, 201, 500)


async def test_polling_page_by_page(to_twilio: Checked, twilio: TwilioStandIn, clock: ManualClock) -> None:
    since = clock.now()
    for number in range(5):
        twilio.book.receive(PATIENT.digits, str(number))
    brought = await TwilioInbox(TwilioListing(to_twilio.client(), ACCOUNT, page_size=2), ACCOUNT).poll(since, set())
    assert [text.body for text in brought.texts] == list("01234")
    to_twilio.holds(200)
    assert len(to_twilio.answers) == 3


async def test_a_message_that_is_gone(to_twilio: Checked) -> None:
    with pytest.raises(ReadFailed):
        await TwilioListing(to_twilio.client(), ACCOUNT).message("SM" + "f" * 32)
    to_twilio.holds(404)


@pytest.mark.parametrize("language", Language)
async def test_notices(sendgrid_proxy: str, sendgrid: SendGridStandIn, language: Language) -> None:
    checked = Checked(sendgrid_proxy)
    notice = OutgoingNotice("msg_1", MailAddress("m.santos@mail.example"), language, TOKEN)
    await SendGridSender(checked.client(), NOTICES).send(notice)
    checked.holds(202)
    assert sendgrid.kept


async def test_notices_that_are_refused(sendgrid_proxy: str) -> None:
    checked = Checked(sendgrid_proxy)
    notice = OutgoingNotice("msg_1", MailAddress("m.santos@mail.example"), Language.EN, TOKEN)
    with pytest.raises(CredentialsRefused):
        await SendGridSender(checked.client(), replace(NOTICES, key="SG.another")).send(notice)
    with pytest.raises(CredentialsRefused):
        await SendGridSender(checked.client(), replace(NOTICES, sender=MailAddress("x@y.example"))).send(notice)
    with pytest.raises(SendRefused):
        await SendGridSender(checked.client(), replace(NOTICES, link=f"https://{'x' * 70_000}/")).send(notice)
    checked.holds(401, 403, 413)


async def test_the_requests_of_the_office(
    to_twilio: Checked, sendgrid_proxy: str, twilio: TwilioStandIn, sendgrid: SendGridStandIn, clock: ManualClock
) -> None:
    desk = OfficeWorld(clock).text_desk("", to_twilio.client())
    values = {"clinic": "Maple Street Clinic", "new": "martes, 4 de marzo, 2:30 p. m.", "provider": "Dra. Íñiguez"}
    text = SendText("op_1:moved", PATIENT.digits, "moved", Language.ES, values)
    taken = await desk.send(text)
    assert twilio.book.sent(PATIENT.digits)[-1].endswith("Con Dra. Íñiguez.")
    assert (await desk.look_up(LookUpText(replace(text, id="op_2:moved"), clock.now()))).found is Found.UNSURE
    assert not (await desk.state(AskTextState(taken.carrier_id))).final
    await desk.received(AskReceived(clock.now()))
    to_twilio.holds(200, 201)
    mails = Checked(sendgrid_proxy)
    notices = NoticeDesk(SendGridSender(mails.client(), NOTICES), Memory(clock.now()), clock)
    await notices.send(SendNotice("op_1:notice", "m.santos@mail.example", Language.ES, "4f" * 16))
    assert "4f" * 16 in sendgrid.kept[-1].body
    mails.holds(202)


async def test_prism_would_notice(twilio_proxy: str, sendgrid_proxy: str) -> None:
    texts_, mails = Checked(twilio_proxy), Checked(sendgrid_proxy)
    key = {"authorization": ACCOUNT.authorization, "content-type": "application/x-www-form-urlencoded"}
    await texts_.client().post(ACCOUNT.messages_path, content=b"Body=x&ContentRetention=keep", headers=key)
    await texts_.client().get(ACCOUNT.messages_path)
    await texts_.client().get(f"{ACCOUNT.messages_path}?PageSize=5000", headers=key)
    await mails.client().post("/v3/mail/send", json={"subject": "x"})
    for _, broken in [*texts_.answers, *mails.answers]:
        assert any(place.startswith("request") for place in broken)
