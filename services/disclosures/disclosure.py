"""One disclosure that counts: what 164.528(b)(2) asks for, and the event that puts it on record."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from services.audit.model import Action, Actor, AuditEvent
from services.disclosures.errors import DoesNotCount, WrongDisclosure
from services.disclosures.ground import GROUNDS, Ground, counts

LONGEST: Final = 300
"""Characters of each field."""
_NAMES: Final = {
    "recipient": "who received it",
    "description": "what was disclosed",
    "purpose": "for what purpose",
    "address": "the recipient's address",
    "by": "who disclosed it",
    "times": "how often",
}
_NEEDED: Final = ("recipient", "description", "purpose")


@dataclass(frozen=True, slots=True)
class Whose:
    """The patient concerned: by the scheduling system's id, or by the log's keyed reference."""

    patient_id: str | None = field(default=None, repr=False)
    reference: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What left, to whom, why and when.

    `by` names the business associate that disclosed it (164.504(e)(2)(ii)(G)), empty for the clinic itself. A series to
    one recipient for one purpose may be told by its first day, `times` and its `last` day (164.528(b)(3)). `found` says
    by what it is known: a message's id, an export's manifest.
    """

    ground: Ground
    recipient: str = field(repr=False)
    description: str = field(repr=False)
    purpose: str = field(repr=False)
    on: date
    address: str = field(default="", repr=False)
    by: str = ""
    last: date | None = None
    times: str = ""
    found: str = ""

    def __post_init__(self) -> None:
        """Refuse what the accounting could not tell.

        Raises:
            DoesNotCount: the ground is exempt.
            WrongDisclosure: something is missing, too long, or against another part.
        """
        if not counts(self.ground):
            raise DoesNotCount(GROUNDS[self.ground].words)
        for name, words in _NAMES.items():
            check_words(words, getattr(self, name), needed=name in _NEEDED)
        if bool(self.times) != (self.last is not None):
            raise WrongDisclosure(
                "A series needs both how often and its last day.", "Give both, or leave both out for a single one."
            )
        if self.last is not None and self.last < self.on:
            raise WrongDisclosure("The series ends before it begins.", "Give the day of the first disclosure first.")

    def event(self, name: str, whose: Whose, actor: Actor, at: datetime, today: date) -> AuditEvent:
        """Return the event that puts it on record under the name `name`.

        Raises:
            WrongDisclosure: it is said to happen after today.
        """
        if (self.last or self.on) > today:
            raise WrongDisclosure("That day has not come yet.", "Record a disclosure once it has happened.")
        body = {
            "date": self.on.isoformat(),
            "recipient": self.recipient,
            "recipient_address": self.address,
            "description": self.description,
            "disclosure_purpose": self.purpose,
            "ground": self.ground.value,
            "rule": GROUNDS[self.ground].rule,
            "by": self.by,
            "last": self.last.isoformat() if self.last else "",
            "times": self.times,
            "found": self.found,
        }
        return AuditEvent(
            at,
            actor,
            Action.DISCLOSURE_MADE,
            patient_id=whose.patient_id,
            patient_ref=whose.reference,
            operation=name,
            accountable=True,
            body={key: value for key, value in body.items() if value},
        )


def check_words(what: str, value: str, *, needed: bool) -> None:
    """Let only words go on that a paper can show.

    Raises:
        WrongDisclosure: they are missing, too long, or hold a line break or a control character.
    """
    if needed and not value.strip():
        raise WrongDisclosure(f"The accounting has to tell {what}.", f"Say {what}, in up to {LONGEST} characters.")
    if len(value) > LONGEST or not value.isprintable():
        raise WrongDisclosure(f"What was given for {what} is too long or cannot be printed.", "Say it in one line.")
