"""Probe that patients prove who they are: no conversation was told of appointments before it was verified as theirs."""

from datetime import timedelta
from typing import Final

from compliance.probes.model import Figure, NotApplicable, NotShown, Probe
from compliance.probes.records import records
from compliance.probes.subject import Subject
from services.audit.chain import Record
from services.audit.model import Action, ActorKind

_MONTH: Final = timedelta(days=31)
_BEFORE: Final = timedelta(days=62)
"""A conversation that was told something within a month was verified within this time."""
_TALKING: Final = frozenset((ActorKind.PATIENT.value, ActorKind.CALLER.value))
_NAMED: Final = 5


async def _verified_first(subject: Subject) -> Figure:
    now = subject.clock.now()
    told = [
        each
        for each in await records(subject, [Action.APPOINTMENTS_DISCLOSED], now - _MONTH)
        if each.actor_kind in _TALKING
    ]
    if not told:
        raise NotApplicable("no conversation was told of an appointment in the last 31 days")
    since: dict[tuple[str, str | None], int] = {}
    for each in await records(subject, [Action.IDENTITY_VERIFIED], now - _BEFORE):
        since.setdefault(_who(each), each.sequence)
    early = [each.sequence for each in told if since.get(_who(each), each.sequence) >= each.sequence]
    if early:
        raise NotShown(f"{len(early)} of {len(told)} were told before they were verified: records {early[:_NAMED]}")
    chats = len({each.actor_id for each in told})
    return Figure(
        f"{len(told)} times in the last 31 days a conversation was told of appointments, {chats} conversations in all; "
        "each had been verified before as the patient whose they are"
    )


def _who(record: Record) -> tuple[str, str | None]:
    """Return the conversation and the patient, by keyed hash, that a record is about."""
    return record.actor_id, record.patient


VERIFIED_FIRST: Final = Probe(
    "patients.verified_first",
    "Nobody is told of appointments before they have proved who they are",
    "each time of the last 31 days that a conversation was told of appointments, and when it was verified, as whom",
    "sealdesk audit search --kind 'appointments.disclosed identity.verified' --as NAME",
    "Stop the chat, and treat the conversations as disclosures that may be breaches (164.414(b)).",
    _verified_first,
)
PATIENTS: Final = (VERIFIED_FIRST,)
