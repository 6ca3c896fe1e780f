"""Payloads as JSON text: the core's dataclasses, checked again when they are read."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from services.accounts.model import Account, EmergencyUse
from services.accounts.officer_mail import OfficerMail
from services.dialogue.model import Line
from services.handoff.task import Task
from services.kernel.texting import Lane, ReceivedText
from services.scheduling.fee import FeeRecord
from services.scheduling.operation import Escalation, Operation, OutboxMessage
from services.scheduling.provider_notice import ProviderNotice, ProviderSummary
from services.scheduling.waitlist.model import Entry, Offer, Round
from services.scheduling.waitlist.ports import Known
from services.state.errors import StateCorrupt

T = TypeVar("T")


class Codec(Generic[T]):
    """Writes and reads one type."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter = TypeAdapter(kind)

    def dump(self, value: T) -> str:
        """Return the value as JSON text."""
        return self._adapter.dump_json(value).decode()

    def load(self, text: str) -> T:
        """Return the value.

        Raises:
            StateCorrupt: the text is not such a value; the validation error would hold PHI and is dropped.
        """
        try:
            return self._adapter.validate_json(text)
        except ValidationError:
            raise StateCorrupt from None


OPERATION = Codec(Operation)
MESSAGE = Codec(OutboxMessage)
ESCALATION = Codec(Escalation)
TASK = Codec(Task)
LINE = Codec(Line)
ENTRY = Codec(Entry)
ROUND = Codec(Round)
OFFER = Codec(Offer)
KNOWN = Codec(Known)
FEE = Codec(FeeRecord)
NOTICE = Codec(ProviderNotice)
SUMMARY = Codec(ProviderSummary)
TEXT = Codec(ReceivedText)
LANE = Codec(Lane)
ACCOUNT = Codec(Account)
EMERGENCY = Codec(EmergencyUse)
OFFICER_MAIL = Codec(OfficerMail)
WORDS: Codec[Mapping[str, str]] = Codec(Mapping[str, str])  # type: ignore[type-abstract]  # pydantic takes a mapping
