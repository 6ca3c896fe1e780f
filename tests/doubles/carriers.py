"""The clinic's invented accounts at the carriers, and the stand-ins that believe them."""

from collections.abc import Mapping

import httpx

from appliance.demo.carriers.sendgrid import SendGridStandIn
from appliance.demo.carriers.twilio import TwilioKeys, TwilioStandIn
from services.egress.senders.addresses import MailAddress, PhoneNumber
from services.egress.senders.exchange import http_client
from services.egress.senders.ports import OutgoingText
from services.egress.senders.sendgrid.send import SendGridAccount
from services.egress.senders.twilio.account import TwilioAccount
from services.kernel.clock import Clock
from services.kernel.language import Language

CLINIC = PhoneNumber("+13125550100")
PATIENT = PhoneNumber("+13125550142")
ACCOUNT = TwilioAccount("AC" + "a1" * 16, "SK" + "b2" * 16, "an invented secret", CLINIC)
SERVICE = "MG" + "c3" * 16
NOTICES = SendGridAccount(
    "SG.an-invented-key", MailAddress("notices@clinic.example"), "https://portal.clinic.example/m/"
)
TOKEN = "k3J9fQ2mX7vB1nR8tY5wZa"


def texts(template: str, language: Language, values: Mapping[str, str]) -> str:
    """Write a text as the templates would: the words tell what went in."""
    return " ".join([template, str(language), *(f"{key}={value}" for key, value in sorted(values.items()))])


def a_text(row: str = "msg_1", to: PhoneNumber = PATIENT, new: str = "Tuesday 2:30pm") -> OutgoingText:
    """Return a confirmation to send."""
    return OutgoingText(row, to, "moved", Language.EN, {"clinic": "Maple Street Clinic", "new": new})


def a_twilio(clock: Clock) -> TwilioStandIn:
    """Return a Twilio that believes `ACCOUNT`."""
    return TwilioStandIn(TwilioKeys(ACCOUNT.account, ACCOUNT.key, ACCOUNT.secret, CLINIC.digits), clock)


def a_sendgrid() -> SendGridStandIn:
    """Return a SendGrid that believes `NOTICES`."""
    return SendGridStandIn(NOTICES.key, NOTICES.sender.address)


def calling(carrier: TwilioStandIn | SendGridStandIn) -> httpx.AsyncClient:
    """Return a client of a stand-in in this process."""
    return http_client("https://carrier.example", transport=httpx.ASGITransport(carrier.app))


def replying(answer: httpx.Response) -> httpx.AsyncClient:
    """Return a client that gets this answer to every call, unread as from the wire."""

    def reply(_: httpx.Request) -> httpx.Response:
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(answer.content))

    return http_client("https://carrier.example", transport=httpx.MockTransport(reply))
