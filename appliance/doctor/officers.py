"""The check that the clinic's officers get their mails: the log's root every day, word of every emergency."""

from datetime import timedelta
from typing import Final

from appliance.doctor.model import Check, NotUsed, Patient, Wrong
from appliance.wiring.state import read_state
from services.accounts.break_glass import EmergencyReviews
from services.accounts.officer_mail import Letter, MailRoom, MailState, OfficerMail
from services.state.store import StateStore

_LATE: Final = timedelta(hours=27)
"""A day of 25 hours, and two to try."""


async def _officers(patient: Patient) -> str:
    names = sorted(patient.settings.audit.officers)
    if not names:
        raise NotUsed("audit.officers names nobody who gets the log's root and word of emergencies")
    store = read_state(patient.settings, patient.secrets)
    try:
        return await _found(patient, store, names)
    finally:
        await store.close()


async def _found(patient: Patient, store: StateStore, names: list[str]) -> str:
    room, reviews = MailRoom(store), EmergencyReviews(store, patient.clock)
    if troubled := await room.troubled():
        raise Wrong("; ".join(_waits(mail) for mail in troubled[:3]) + f" ({len(troubled)} mails in all)")
    late = [use for use in await reviews.open() if reviews.is_late(use)]
    if late:
        raise Wrong(f"{len(late)} uses of emergency access are not reviewed within 24 hours")
    newest = await room.newest(Letter.DAILY_ROOT, len(names))
    sent = [mail for mail in newest if mail.state is MailState.SENT and mail.ended_at is not None]
    if not sent:
        raise Wrong("no root was mailed yet; the portal mails the first one when it starts")
    last = max(mail.ended_at for mail in sent if mail.ended_at is not None)
    if patient.clock.now() - last > _LATE:
        raise Wrong(f"the last root was mailed {last:%Y-%m-%d %H:%M} UTC")
    return f"root over {sent[0].values['size']} entries mailed {last:%Y-%m-%d %H:%M} UTC to {', '.join(names)}"


def _waits(mail: OfficerMail) -> str:
    return f"{mail.id} waits: {mail.failed} after {mail.attempts} tries"


OFFICERS = Check(
    "The officers get their mails", "sealdesk egress test --as NAME; see docs/runbooks/officer-mail.md", _officers
)
