"""From the forms of the disclosures' pages to what is put on record."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from services.audit.model import AuditEvent
from services.disclosures.accounting import Told
from services.disclosures.disclosure import Disclosure
from services.disclosures.errors import WrongDisclosure, WrongSuspension
from services.disclosures.ground import SUSPENDABLE, ground_named
from services.disclosures.later import About, Statement, Suspension

RECORDED: Final = ("recipient", "address", "description", "statement", "by", "times")
"""Fields of the form whose words go into the disclosure."""
CORRECTED: Final[Mapping[str, str]] = {
    "recipient": "recipient",
    "address": "recipient_address",
    "description": "description",
    "statement": "disclosure_purpose",
}
"""Fields of the form of a correction, and what each is called in the event."""


def disclosure_of(fields: Mapping[str, str], today: date) -> Disclosure:
    """Read a disclosure.

    Raises:
        WrongDisclosure: something of it is missing, or cannot be read.
        DoesNotCount: the ground is exempt.
    """
    ground = ground_named(fields.get("ground", ""))
    if ground is None:
        raise WrongDisclosure("It has to be said on what ground it left.", "Choose one of the list.")
    said = {name: " ".join(fields.get(name, "").split()) for name in RECORDED}
    return Disclosure(
        ground,
        said["recipient"],
        said["description"],
        said["statement"],
        day_of(fields.get("on", "")) if fields.get("on") else today,
        address=said["address"],
        by=said["by"],
        last=day_of(fields["last"]) if fields.get("last") else None,
        times=said["times"],
        found=fields.get("found", ""),
    )


def _corrected(about: About, told: Told, fields: Mapping[str, str], today: date) -> AuditEvent:
    del told, today
    said = {key: fields.get(name, "") for name, key in CORRECTED.items()}
    return about.corrected(said, fields.get("why", ""))


def _withdrawn(about: About, told: Told, fields: Mapping[str, str], today: date) -> AuditEvent:
    del told, today
    return about.withdrawn(fields.get("why", ""))


def _suspended(about: About, told: Told, fields: Mapping[str, str], today: date) -> AuditEvent:
    if told.ground not in SUSPENDABLE:
        raise WrongSuspension(
            "Only what went to law enforcement or a health oversight agency can be held back.",
            "See 45 CFR 164.528(a)(2).",
        )
    statement = Statement.ORAL if fields.get("statement") == Statement.ORAL.value else Statement.WRITTEN
    agency, official = fields.get("agency", ""), fields.get("official", "")
    return about.suspended(Suspension(agency, official, day_of(fields.get("until", "")), statement), today)


def _resumed(about: About, told: Told, fields: Mapping[str, str], today: date) -> AuditEvent:
    del today
    if not told.held_until:
        raise WrongSuspension("Nothing holds it back.", "Look at it again.")
    return about.resumed(fields.get("why", ""))


LATER: Final[Mapping[str, Callable[[About, Told, Mapping[str, str], date], AuditEvent]]] = {
    "correct": _corrected,
    "withdraw": _withdrawn,
    "suspend": _suspended,
    "resume": _resumed,
}
"""What can be said later of a disclosure, by the end of its form's address."""


def day_of(text: str) -> date:
    """Read a day.

    Raises:
        WrongDisclosure: it is none.
    """
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 a day has no zone
    except ValueError:
        raise WrongDisclosure("That day cannot be read.", "Write it like 2026-11-23.") from None
