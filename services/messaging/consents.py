"""The use cases of opt-outs and consents; every change is audited in its own commit.

The audit trail names the number by a keyed hash, as it does patients: it can be searched by number, not read.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.kernel.clock import Clock
from services.kernel.phone import e164
from services.kernel.store import Store
from services.kernel.texting import Consent, MessageClass, OptOut, Source
from services.messaging.ports import MessagingTx
from services.messaging.rules import COUNTED, Letter, Standing

_MAIL = re.compile(r"[^\s@<>\"]{1,64}@[A-Za-z0-9.-]{1,190}", re.ASCII)


def subject_of(number: str) -> str:
    """Return what the audit trail hashes for a number, or for the address of a mail."""
    return f"mailto:{number}" if "@" in number else f"tel:{number}"


def reached_at(written: str) -> str | None:
    """Return a telephone number or a mail address as it is kept; None for what is neither."""
    mail = written.strip()
    return mail if _MAIL.fullmatch(mail) else e164(written)


def stopped(tx: MessagingTx, number: str) -> bool:
    """Tell whether the number has opted out of texts."""
    word = tx.numbers.opt_out(number)
    return word is not None and word.stopped


def set_stopped(tx: MessagingTx, word: OptOut, actor: Actor, reference: str, now: datetime) -> bool:
    """Keep an opt-out or opt-in and audit it; False when nothing changed: said before, or something newer was.

    `reference` is what the change rests on: a text's id, a message's id, a case.
    """
    before = stopped(tx, word.number)
    if not tx.numbers.save_opt_out(word) or before == word.stopped:
        return False
    action = _actions(word.number)[word.stopped]
    body = {"source": word.source.value, "reference": reference}
    tx.audit.record(AuditEvent(now, actor, action, patient_id=subject_of(word.number), body=body))
    return True


def _actions(number: str) -> tuple[Action, Action]:
    """Return what it is called when a number or an address opts in, and out."""
    if "@" in number:
        return Action.MAILS_STARTED, Action.MAILS_STOPPED
    return Action.TEXTS_STARTED, Action.TEXTS_STOPPED


def standing_of(tx: MessagingTx, letter: Letter, now: datetime) -> Standing:
    """Return how the number stands for the letter's class."""
    consent = tx.numbers.consent(letter.number, letter.message_class)
    return Standing(
        stopped=stopped(tx, letter.number),
        consent=None if consent is None else consent.given,
        sent=tx.numbers.sent(letter.number, letter.message_class, now - COUNTED),
    )


@dataclass(frozen=True, slots=True)
class Consents:
    """What staff and the chat do with consents and opt-outs."""

    store: Store[MessagingTx]
    clock: Clock

    async def stopped(self, number: str) -> bool:
        """Tell whether the number has opted out, before something is promised by text."""
        return await self.store.read(lambda tx: stopped(tx, number))

    async def record(self, number: str, message_class: MessageClass, source: Source, by: Actor, *, given: bool) -> bool:
        """Keep consent to a class, or that it was taken back; False when that is known already."""
        at = self.clock.now()
        consent = Consent(number, message_class, given, at, source)
        return await self.store.write(lambda tx: record_consent(tx, consent, by))

    async def stop(self, number: str, source: Source, by: Actor, reference: str) -> bool:
        """Opt the number out at its owner's word, said elsewhere than by text; False when it was out already."""
        word = OptOut(number, stopped=True, at=self.clock.now(), source=source)
        return await self.store.write(lambda tx: set_stopped(tx, word, by, reference, word.at))

    async def start(self, number: str, source: Source, by: Actor, reference: str) -> bool:
        """Opt the number in again at its owner's word; False when it was not out."""
        word = OptOut(number, stopped=False, at=self.clock.now(), source=source)
        return await self.store.write(lambda tx: set_stopped(tx, word, by, reference, word.at))


def service(name: str = "messaging") -> Actor:
    """Return the actor of what messaging does by itself."""
    return Actor(ActorKind.SERVICE, name)


def record_consent(tx: MessagingTx, consent: Consent, by: Actor, **body: str) -> bool:
    """Keep consent to a class and audit it; False when that is known already."""
    before = tx.numbers.consent(consent.number, consent.message_class)
    if not tx.numbers.save_consent(consent) or (before is not None and before.given == consent.given):
        return False
    told = {
        "class": consent.message_class.value,
        "given": "yes" if consent.given else "no",
        "source": consent.source.value,
    }
    subject = subject_of(consent.number)
    tx.audit.record(AuditEvent(consent.at, by, Action.CONSENT_CHANGED, patient_id=subject, body={**told, **body}))
    return True
