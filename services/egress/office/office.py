"""Which desk does which errand, and each errand in the audit trail."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.egress.office.errors import ChannelOff
from services.egress.office.journal import Errands
from services.egress.office.mails import MailDesk
from services.egress.office.notices import NoticeDesk
from services.egress.office.officers import OfficerDesk
from services.egress.office.payments import PaymentDesk
from services.egress.office.summaries import SummaryDesk
from services.egress.office.texts import TextDesk
from services.egress.senders.errors import WrongCallback
from services.kernel import errands
from services.kernel.errands import Errand

Doing = Callable[[Any], Awaitable[Any]]
_READS: Final = frozenset({"look_up_text", "text_state", "received_texts"})
_CALLS: Final = frozenset({"read_text_call", "read_notice_call"})
_CHANNELS: Final[Mapping[str, str]] = {
    errands.SEND_TEXT.name: "twilio",
    errands.LOOK_UP_TEXT.name: "twilio",
    errands.TEXT_STATE.name: "twilio",
    errands.RECEIVED_TEXTS.name: "twilio",
    errands.READ_TEXT_CALL.name: "twilio",
    errands.SEND_MAIL.name: "smtp",
    errands.SEND_SUMMARY.name: "smtp",
    errands.SEND_OFFICER_MAIL.name: "smtp",
    errands.SEND_NOTICE.name: "sendgrid",
    errands.READ_NOTICE_CALL.name: "sendgrid",
    errands.OPEN_PAYMENT.name: "stripe",
}


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks that are open; None where a channel is not set up."""

    texts: TextDesk | None = None
    mails: MailDesk | None = None
    summaries: SummaryDesk | None = None
    officers: OfficerDesk | None = None
    notices: NoticeDesk | None = None
    payments: PaymentDesk | None = None


class Office:
    """Does errands.

    Args:
        desks: who does them.
        journal: where they are recorded.
    """

    def __init__(self, desks: Desks, journal: Errands) -> None:
        self._journal = journal
        self._doing = dict(_doings(desks))
        self._channels = {**_CHANNELS, **_officers_channel(desks)}

    @property
    def channels(self) -> frozenset[str]:
        """Return the channels that are set up."""
        return frozenset(self._channels[name] for name in self._doing)

    async def run(self, errand: Errand[Any], asked: Any) -> Any:  # noqa: ANN401 each errand has its own shapes
        """Do an errand and return what it tells.

        Raises:
            SealdeskError: it was not done, or nobody knows; its code says which.
        """
        doing, row = self._doing.get(errand.name), getattr(asked, "id", None)
        if doing is None:
            off = ChannelOff(self._channels[errand.name])
            self._journal.refused(errand.name, None, off)
            raise off
        if errand.name in _CALLS:
            return await self._called(errand.name, doing, asked)
        facts = {"channel": self._channels[errand.name], **_facts(asked)}
        async with self._journal.done(errand.name, _row(row), facts, read=errand.name in _READS):
            return await doing(asked)

    async def _called(self, name: str, doing: Doing, asked: object) -> object:
        """Read a carrier's call: nothing leaves, so only a refusal is worth a record, and not each of a flood."""
        try:
            return await doing(asked)
        except WrongCallback as error:
            self._journal.forged(name, error)
            raise


def _officers_channel(desks: Desks) -> Mapping[str, str]:
    """Return by which channel officers are mailed: the relay where there is one, else SendGrid."""
    return {errands.SEND_OFFICER_MAIL.name: desks.officers.channel} if desks.officers else {}


def _doings(desks: Desks) -> Mapping[str, Doing]:
    found: dict[str, Doing] = {}
    if texts := desks.texts:
        found[errands.SEND_TEXT.name] = texts.send
        found[errands.LOOK_UP_TEXT.name] = texts.look_up
        found[errands.TEXT_STATE.name] = texts.state
        found[errands.RECEIVED_TEXTS.name] = texts.received
        found[errands.READ_TEXT_CALL.name] = texts.read_call
    if desks.mails:
        found[errands.SEND_MAIL.name] = desks.mails.send
    if desks.summaries:
        found[errands.SEND_SUMMARY.name] = desks.summaries.send
    if desks.officers:
        found[errands.SEND_OFFICER_MAIL.name] = desks.officers.send
    if notices := desks.notices:
        found[errands.SEND_NOTICE.name] = notices.send
        found[errands.READ_NOTICE_CALL.name] = notices.read_call
    if desks.payments:
        found[errands.OPEN_PAYMENT.name] = desks.payments.open
    return found


def _facts(asked: object) -> dict[str, str]:
    """Return what of an errand may stand in the audit trail: the template's name, if it looks like one."""
    template = str(getattr(asked, "template", ""))
    return {"template": template} if _is_word(template) else {}


def _row(row: object) -> str | None:
    return row if isinstance(row, str) and _is_word(row) else None


def _is_word(text: str) -> bool:
    """Tell whether a value is one of our own words: short, of ASCII letters, digits and a few signs."""
    return 0 < len(text) <= 200 and text.isascii() and all(c.isalnum() or c in "_.:-" for c in text)  # noqa: PLR2004
