"""Sends a notice by SendGrid: somebody has a message, and a link to it on the clinic's own page. No PHI, by shape.

A notice takes a mail address, a language and an opaque token, and nothing else: there is no field for more. Letters to
the clinic's own officers go the same way: about the appliance, never about a patient.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import httpx

from services.egress.senders.addresses import MailAddress
from services.egress.senders.errors import WrongRequest
from services.egress.senders.exchange import Answer, Call, exchange
from services.egress.senders.letter import Letter
from services.egress.senders.ports import Accepted
from services.egress.senders.sendgrid.words import NOTICES
from services.egress.senders.steps import NextStep, Step, failure
from services.kernel.language import Language

BASE_URL: Final = "https://api.sendgrid.com"
_PATH: Final = "/v3/mail/send"
_ACCEPTED: Final = 202
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22,86}", re.ASCII)
_MESSAGE_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,128}", re.ASCII)

STATUSES: Final[dict[int, Step]] = {
    400: Step(NextStep.NEVER, "the request is refused"),
    401: Step(NextStep.KEY, "the key is not accepted"),
    403: Step(NextStep.KEY, "the key may not send from this address"),
    404: Step(NextStep.SETUP, "there is no such service"),
    405: Step(NextStep.SETUP, "the service is not to be used this way"),
    408: Step(NextStep.UNKNOWN, "the request took too long"),
    413: Step(NextStep.NEVER, "the mail is too large"),
    429: Step(NextStep.RETRY, "too many requests"),
}
"""The step after each HTTP status; another 4xx is refused for good, and after a 5xx nobody knows."""

_OFF: Final = {
    "click_tracking": {"enable": False, "enable_text": False},
    "open_tracking": {"enable": False},
    "subscription_tracking": {"enable": False},
    "ganalytics": {"enable": False},
}


@dataclass(frozen=True, slots=True)
class SendGridAccount:
    """Key and sender. `link` is the address on the clinic's own page that the token is added to, with its slash."""

    key: str = field(repr=False)
    sender: MailAddress
    link: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.link)
        if parts.scheme != "https" or not parts.hostname or not self.link.endswith("/") or parts.query:
            raise ValueError("The link of a notice begins with https:// and ends with a slash.")
        if not self.key.isascii() or not self.key.isprintable() or not self.key:
            raise ValueError("The SendGrid key holds a character that no key has.")


@dataclass(frozen=True, slots=True)
class OutgoingNotice:
    """A notice to send. `token` opens the message on the clinic's page and says nothing by itself."""

    id: str
    to: MailAddress = field(repr=False)
    language: Language
    token: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _TOKEN.fullmatch(self.token):
            raise WrongRequest("The token of a notice is not an opaque one.", "Make it of 128 random bits or more.")


class SendGridSender:
    """Builds and makes the request that sends a notice.

    Args:
        http: a client of SendGrid's API, from `exchange.http_client`.
        account: key and sender.
    """

    def __init__(self, http: httpx.AsyncClient, account: SendGridAccount) -> None:
        self._http, self._account = http, account

    def request(self, notice: OutgoingNotice) -> Call:
        """Return the request; nothing is tracked, and only the address and the token differ from one to the next."""
        words = NOTICES[notice.language]
        text = words.words.format(link=f"{self._account.link}{notice.token}")
        return self._call(notice.to, words.subject, text)

    def _call(self, to: MailAddress, subject: str, text: str) -> Call:
        body = {
            "personalizations": [{"to": [{"email": to.address}]}],
            "from": {"email": self._account.sender.address},
            "subject": subject,
            "content": [{"type": "text/plain", "value": text}],
            "tracking_settings": _OFF,
        }
        headers = {"authorization": f"Bearer {self._account.key}", "content-type": "application/json"}
        return Call("POST", _PATH, headers, content=json.dumps(body).encode())

    async def send(self, notice: OutgoingNotice) -> Accepted:
        """Hand the notice over, once.

        Raises:
            NotSent: it certainly did not leave.
            SendRefused: it never will.
            SendUnknown: nobody knows, and SendGrid's mail API has nothing to look it up with: a person decides.
        """
        return await self._sent(self.request(notice))

    async def letter(self, letter: Letter) -> Accepted:
        """Hand a letter to an officer over, once.

        Raises:
            SendersError: as for `send`.
        """
        return await self._sent(self._call(letter.to, letter.subject, letter.text))

    async def _sent(self, call: Call) -> Accepted:
        answer = await exchange(self._http, call)
        if answer.status == _ACCEPTED:
            shown = answer.headers.get("x-message-id", "")
            return Accepted(shown if _MESSAGE_ID.fullmatch(shown) else "", "queued")
        raise failure("SendGrid", str(answer.status), step_after(answer), answer.retry_after)


def step_after(answer: Answer) -> Step:
    """Return what follows an answer that is not 202."""
    if answer.status in STATUSES:
        return STATUSES[answer.status]
    if 400 <= answer.status < 500:  # noqa: PLR2004
        return Step(NextStep.NEVER, "the request is refused")
    if 300 <= answer.status < 400:  # noqa: PLR2004
        return Step(NextStep.SETUP, "it points elsewhere, where nothing is sent")
    return Step(NextStep.UNKNOWN, "it may have been taken")
