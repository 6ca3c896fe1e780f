"""Sends texts by Twilio: one request each, no second try of its own, because Twilio has no idempotency key."""

from typing import Final
from urllib.parse import urlencode

import httpx

from services.egress.senders.errors import SendersError, WrongRequest
from services.egress.senders.exchange import Answer, Call, exchange, unusable
from services.egress.senders.ports import Accepted, OutgoingText, Texts
from services.egress.senders.steps import failure
from services.egress.senders.twilio.account import TwilioAccount
from services.egress.senders.twilio.resource import message_of
from services.egress.senders.twilio.steps import step_after_request

_CREATED: Final = 201
_LONGEST: Final = 1600
_FORM: Final = "application/x-www-form-urlencoded"


class TwilioSender:
    """Builds and makes the request that sends a text.

    Args:
        http: a client of Twilio's API, from `exchange.http_client`.
        account: credentials and sender.
        texts: the reviewed texts.
    """

    def __init__(self, http: httpx.AsyncClient, account: TwilioAccount, texts: Texts) -> None:
        self._http, self._account, self._texts = http, account, texts

    def words(self, message: OutgoingText) -> str:
        """Return the words that will be sent; looking a text up compares with them.

        Raises:
            WrongRequest: there are none, or too many for one text.
        """
        words = self._texts(message.template, message.language, message.values)
        if not words or len(words) > _LONGEST:
            raise WrongRequest("A text is empty or too long to send.", "Correct the template.")
        return words

    def request(self, message: OutgoingText) -> Call:
        """Return the request: Twilio keeps neither the words nor the whole number.

        Raises:
            SealdeskError: template and values do not fit.
        """
        account = self._account
        form = {
            "To": message.to.digits,
            **({"MessagingServiceSid": account.service} if account.service else {"From": account.number.digits}),
            "Body": self.words(message),
            "ContentRetention": "discard",
            "AddressRetention": "obfuscate",
            "ValidityPeriod": str(int(account.validity.total_seconds())),
        }
        headers = {"authorization": account.authorization, "content-type": _FORM}
        return Call("POST", account.messages_path, headers, content=urlencode(form).encode())

    async def send(self, message: OutgoingText) -> Accepted:
        """Hand the text over, once.

        Raises:
            WrongRequest: it can never be sent.
            NotSent: it certainly did not leave; `retry_after` says how long Twilio asks to wait.
            SendRefused: it never will. OptedOut: nor anything else to this number.
            SendUnknown: look it up.
        """
        answer = await exchange(self._http, self.request(message))
        if answer.status != _CREATED:
            raise refusal(answer)
        taken = message_of(answer.json())
        if taken is None:
            raise unusable("Twilio said that it took a text and not which.")
        return Accepted(taken.sid, taken.status)


def refusal(answer: Answer) -> SendersError:
    """Return the error for an answer that is not a success; Twilio's code is kept, its words are not."""
    if 200 <= answer.status < 300:  # noqa: PLR2004
        return unusable("Twilio answered a send with a success that is none of a send.")
    body = answer.json()
    code = body.get("code") if isinstance(body, dict) else None
    known = code if isinstance(code, int) and not isinstance(code, bool) else None
    step = step_after_request(answer.status, known)
    reason = str(answer.status) if known is None else f"{answer.status} ({known})"
    return failure("Twilio", reason, step, answer.retry_after)
