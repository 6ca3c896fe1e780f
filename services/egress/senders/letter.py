"""A letter to one of the clinic's officers: reviewed words about the appliance itself, and nothing of a patient."""

from dataclasses import dataclass, field

from services.egress.senders.addresses import MailAddress


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to send; `row` is the same at every attempt, `subject` is one line."""

    row: str
    to: MailAddress = field(repr=False)
    subject: str
    text: str = field(repr=False)
