"""What is said later of a disclosure on record: corrections, that it was none, and suspensions (164.528(a)(2)).

Nothing is edited: each is an event of its own behind the first, under the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from services.audit.model import Action, Actor, AuditEvent
from services.disclosures.disclosure import Whose, check_words
from services.disclosures.errors import WrongDisclosure, WrongSuspension

CORRECTABLE: Final[Mapping[str, str]] = {
    "recipient": "who received it",
    "recipient_address": "the recipient's address",
    "description": "what was disclosed",
    "disclosure_purpose": "for what purpose",
}
"""What a correction may say anew; another day or ground is another disclosure: withdraw this one, record that one."""
ORAL: Final = timedelta(days=30)
"""The longest suspension without a written statement (164.528(a)(2)(ii))."""


class Statement(StrEnum):
    """How the agency asked."""

    WRITTEN = "written"
    ORAL = "oral"


@dataclass(frozen=True, slots=True)
class Suspension:
    """That an agency asked not to tell the patient: which one, who for it, how, and until which day, that day too."""

    agency: str
    official: str
    until: date
    statement: Statement


@dataclass(frozen=True, slots=True)
class About:
    """Which disclosure of which patient, who says it, and when."""

    name: str
    whose: Whose = field(repr=False)
    actor: Actor
    at: datetime

    def corrected(self, said: Mapping[str, str], why: str) -> AuditEvent:
        """Return the event of a correction; `said` are the fields that are told anew.

        Raises:
            WrongDisclosure: nothing is told anew, it cannot be printed, or nobody says why.
        """
        anew = {key: " ".join(value.split()) for key, value in said.items() if key in CORRECTABLE and value.strip()}
        if not anew:
            raise WrongDisclosure("Nothing was corrected.", f"Say anew: {', '.join(CORRECTABLE.values())}.")
        for key, value in anew.items():
            check_words(CORRECTABLE[key], value, needed=True)
        return self._event(Action.DISCLOSURE_CORRECTED, {**anew, "reason": _why(why)})

    def withdrawn(self, why: str) -> AuditEvent:
        """Return the event that says that it was none, or is recorded otherwise.

        Raises:
            WrongDisclosure: nobody says why.
        """
        return self._event(Action.DISCLOSURE_WITHDRAWN, {"reason": _why(why)})

    def suspended(self, asked: Suspension, today: date) -> AuditEvent:
        """Return the event of a suspension.

        Raises:
            WrongSuspension: it has no agency or official, is over already, or is too long for an oral statement.
        """
        agency, official = " ".join(asked.agency.split()), " ".join(asked.official.split())
        if not agency or not official:
            raise WrongSuspension(
                "The rule wants the agency's name and the official's on record.", "Give both (164.528(a)(2)(ii)(A))."
            )
        check_words("the agency", agency, needed=True)
        check_words("the official", official, needed=True)
        if asked.until < today:
            raise WrongSuspension("That day is past.", "Give the last day on which the patient is not to be told.")
        if asked.statement is Statement.ORAL and asked.until > today + ORAL:
            raise WrongSuspension(
                "An oral statement suspends for 30 days at most.",
                "Ask for a written one, or give a day within 30 days (164.528(a)(2)(ii)(C)).",
            )
        body = {"agency": agency, "official": official, "until": asked.until.isoformat()}
        return self._event(Action.DISCLOSURE_SUSPENDED, {**body, "statement": asked.statement.value})

    def resumed(self, why: str) -> AuditEvent:
        """Return the event that ends a suspension before its day.

        Raises:
            WrongDisclosure: nobody says why.
        """
        return self._event(Action.DISCLOSURE_RESUMED, {"reason": _why(why)})

    def _event(self, action: Action, body: Mapping[str, str]) -> AuditEvent:
        who = self.whose
        return AuditEvent(
            self.at,
            self.actor,
            action,
            patient_id=who.patient_id,
            patient_ref=who.reference,
            operation=self.name,
            body=body,
        )


def _why(text: str) -> str:
    plain = " ".join(text.split())
    check_words("why", plain, needed=True)
    return plain
