"""The desk for texts: sends, looks up, asks how far they came, fetches received ones, reads the carrier's calls."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.egress.office.errors import WrongErrand
from services.egress.office.memory import Memory
from services.egress.senders.addresses import PhoneNumber
from services.egress.senders.errors import WrongCallback
from services.egress.senders.ports import Accepted, OutgoingText
from services.egress.senders.twilio.account import TwilioAccount
from services.egress.senders.twilio.delivery import Report, current, report_of
from services.egress.senders.twilio.inbound import InboundText, TwilioInbox, form_of, single, text_of
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.lookup import Attempt, LookedUp, TwilioLookup, Verdict, fingerprint
from services.egress.senders.twilio.send import TwilioSender
from services.egress.senders.twilio.signature import TwilioSignature
from services.kernel.clock import Clock
from services.kernel.errands import (
    AskReceived,
    AskTextState,
    Found,
    LookUpText,
    SendText,
    Taken,
    TextCall,
    TextFound,
    TextNews,
    TextState,
)
from services.kernel.texting import ReceivedText

_ROW: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,199}", re.ASCII)
_REFUSE: Final = "Answer with a refusal; Twilio's console shows what it sent."
_FOUND: Final = {Verdict.FOUND: Found.ARRIVED, Verdict.ABSENT: Found.ABSENT}


@dataclass(frozen=True, slots=True)
class Twilio:
    """What the desk needs of Twilio; without a signature's token no webhook is open.

    `inbox` asks for texts, again and again; by default as seldom as the rest, by `listing`.
    """

    account: TwilioAccount
    sender: TwilioSender
    listing: TwilioListing
    lookup: TwilioLookup
    signature: TwilioSignature | None = None
    inbox: TwilioInbox | None = None


@dataclass(frozen=True, slots=True)
class TextDesk:
    """Errands about texts."""

    twilio: Twilio
    memory: Memory
    clock: Clock

    async def send(self, asked: SendText) -> Taken:
        """Send a text once; the same row again, taken before, is answered as then.

        Raises:
            SealdeskError: it was not sent, or nobody knows; its code says which.
        """
        message = outgoing(asked)
        before = self.memory.taken(message.id)
        if before is not None:
            return taken(before)
        self.twilio.sender.words(message)  # what does not fit the reviewed texts is no attempt
        self.memory.begin(message.id, self.clock.now())
        return taken(await self.memory.noted(message.id, self.twilio.sender.send(message)))

    async def look_up(self, asked: LookUpText) -> TextFound:
        """Say what became of a text; a carrier that cannot be asked makes no answer certain.

        Raises:
            SealdeskError: the carrier could not be asked.
        """
        message = outgoing(asked.text)
        known = self.memory.taken(message.id)
        if known is not None:
            return TextFound(Found.ARRIVED, known.carrier_id)
        found = await self._found(message, asked.since)
        if found.verdict is Verdict.FOUND:
            self.memory.take(message.id, Accepted(found.carrier_id, found.status))
        elif found.verdict is Verdict.ABSENT:
            self.memory.forget(message.id)
        return TextFound(_FOUND.get(found.verdict, Found.UNSURE), found.carrier_id)

    async def _found(self, message: OutgoingText, since: datetime) -> LookedUp:
        """Ask the carrier; an attempt that this process does not remember was made before it began, or never."""
        latest = self.memory.begun(message.id) or min(self.memory.since, self.clock.now())
        words = fingerprint(self.twilio.sender.words(message))
        return await self.twilio.lookup.find(
            Attempt(message.to, words, since, latest), claimed=self.memory.others(message.id)
        )

    async def state(self, asked: AskTextState) -> TextState:
        """Ask how far a text has come.

        Raises:
            SealdeskError: the carrier could not be asked.
        """
        report = await current(self.twilio.listing, asked.carrier_id)
        if report is None:
            raise WrongErrand("That is a text to the clinic, not one of ours.", "Ask about a text that was sent.")
        return _state(report)

    async def received(self, asked: AskReceived) -> list[ReceivedText]:
        """Fetch the texts received since, the oldest first.

        Raises:
            SealdeskError: the carrier could not be asked.
        """
        inbox = self.twilio.inbox or TwilioInbox(self.twilio.listing, self.twilio.account)
        brought = await inbox.poll(asked.since, frozenset())
        return [self._received(text) for text in brought.texts if text.received_at >= asked.since]

    async def read_call(self, asked: TextCall) -> TextNews:
        """Believe a call only with its signature, and say what it tells.

        Raises:
            WrongCallback: it is not Twilio's, or cannot be read.
        """
        if self.twilio.signature is None:
            raise WrongCallback("No webhook is open.", "Give the account's token, or poll.")
        fields = form_of(asked.form)
        if not self.twilio.signature.holds_form(asked.url, fields, asked.signature):
            raise WrongCallback("A call's signature is not Twilio's.", _REFUSE)
        form = single(fields)
        if "Body" in form:
            return TextNews(text=self._received(text_of(form, self.twilio.account, self.clock.now())))
        report = report_of(form)
        return TextNews(state=None if report is None else _state(report))

    def _received(self, text: InboundText) -> ReceivedText:
        to = self.twilio.account.number.digits
        return ReceivedText(text.carrier_id, text.sender, to, text.body, text.received_at)


def outgoing(asked: SendText) -> OutgoingText:
    """Return the text to send.

    Raises:
        WrongErrand: its id is none of an outbox row.
        WrongRequest: its number is none.
    """
    return OutgoingText(row_of(asked.id), PhoneNumber(asked.to), asked.template, asked.language, asked.values)


def row_of(name: str) -> str:
    """Return an outbox row's id, which goes into the audit trail.

    Raises:
        WrongErrand: it is none.
    """
    if not _ROW.fullmatch(name):
        raise WrongErrand("The id of a message is not an outbox row's.", "Update both processes.")
    return name


def taken(accepted: Accepted) -> Taken:
    """Return the answer to an errand that sends."""
    return Taken(accepted.carrier_id, accepted.status)


def _state(report: Report) -> TextState:
    following = report.step.next.value if report.step is not None else None
    return TextState(report.carrier_id, report.state.value, report.state.final, report.code, following)
