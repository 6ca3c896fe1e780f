"""The error codes and audit events, as docs/reference prints them."""

import importlib
import pkgutil
from collections.abc import Iterator

import appliance
import compliance
import services
from services.audit.action import Action
from services.audit.facts import FACTS
from services.kernel.errors import SealdeskError

_ERRORS = """# Error codes

Made from the code by `make docs`. A message always says what happened and what to do; it never holds PHI. The room is
the folder whose errors the code belongs to.

| code | error | room | what it means |
|---|---|---|---|
"""
_EVENTS = """# Audit events

Made from the code by `make docs`. Every event has a time, an actor (patient, caller, staff or service), an outcome
(success, refused or failed) and a purpose of use. A patient's id is kept as a keyed hash; bodies hold short values and
never free text. See [the explanation](../explanation/audit.md).

A patient, record or change under "must have" is refused by the tests where it is missing; elsewhere it is filled in
where it is known. Purposes are HL7 v3 ActReason codes; somebody who acts for another purpose says so.

| event | constant | recorded when | purpose | must have |
|---|---|---|---|---|
"""
_WHEN = {
    "chat.opened": "A conversation begins, on the page or in the terminal.",
    "chat.ended": "A patient ended the conversation, or the dialogue did; nothing more is taken in it.",
    "chat.expired": "A conversation is deleted because its retention is over.",
    "identity.asked": "A caller gave a name and a birth date.",
    "identity.code_sent": "A one-time code was queued for the phone on file.",
    "identity.verified": "The code was right: from here on the caller is the patient.",
    "identity.failed": "A code was wrong, or name and birth date matched nobody.",
    "identity.locked": "Too many tries: a person takes over.",
    "appointments.disclosed": "Appointments were shown, to the patient or to staff.",
    "slots.offered": "Free times were offered.",
    "change.requested": "The patient said yes to one exact change; its operation was recorded.",
    "change.done": "The change was read back from the scheduling system and is as asked.",
    "change.undone": "Nothing was changed, or what was changed was put back.",
    "change.with_person": "The change could not be finished with certainty: a person has it.",
    "person.asked": "A case was opened because the patient asked for a person, or the flow did.",
    "case.shown": "Staff looked at a case.",
    "case.held": "A change that policy leaves to a person was put before staff, or its new time is held (again).",
    "case.claimed": "A member of staff took a case in hand, or keeps it in hand.",
    "case.taken_over": "A member of staff took a case out of a colleague's hands; the colleague is in the body.",
    "case.released": "A member of staff put a case back into the queue.",
    "case.approved": "A member of staff approved the change as the patient asked for it; its operation was recorded.",
    "case.changed": "A member of staff chose another time; its operation was recorded.",
    "case.declined": "A member of staff declined the change; the reason's code is in the body.",
    "case.refused": "A decision did not count; why is in the body, and whether the case shows the present visit now.",
    "case.reopened": "An approved change had no effect, so the case waits for another decision.",
    "case.hold_lost": "Somebody else holds the new time that waited for a decision.",
    "case.hold_released": "The new time that waited for a decision has come, so it is not held any more.",
    "case.timed_out": "Nobody decided in time; what followed is in the body.",
    "case.closed": "A case is closed: finished by hand, or its approved change ended.",
    "chat.taken_over": "A member of staff took a conversation over; the automatic part is silent.",
    "chat.staff_said": "A member of staff wrote to the patient in a conversation.",
    "chat.handed_back": "The automatic part has the conversation again; who had it is in the body.",
    "staff.added": "An account was made; its sign-in name and roles are in the body.",
    "staff.enrolled": "A person used their invitation: password and second factor are set.",
    "staff.reset": "Password, second factor and sessions of an account were taken away; it was invited anew.",
    "staff.disabled": "An account was closed; its sessions ended at once.",
    "staff.signed_in": "A person signed in to the console with both factors; their roles are in the body.",
    "staff.sign_in_failed": "Somebody did not get in: wrong details, held back, disabled, or a name that nobody has. "
    "What could be repeated without end is recorded the first, tenth, hundredth time of a day, with `tries`.",
    "staff.locked": "Unknown browsers had their last try of the day at a name; its person's own browsers go on.",
    "staff.signed_out": "A person signed out.",
    "staff.denied": "A person asked for what their roles do not open; the permission it needs is in the body.",
    "staff.stepped_up": "A person showed a second factor again, for something that reaches far.",
    "staff.step_up_failed": "The second factor that was asked for again did not fit; five in a row end the session.",
    "staff.roles_changed": "A person's roles became others, by the directory's groups; both are in the body.",
    "staff.linked": "An account comes in through the clinic's directory from now on.",
    "staff.key_added": "A person added a security key to their account.",
    "staff.key_revoked": "A security key was taken off an account.",
    "break_glass.opened": "Emergency access was used; who, why and until when are in the body.",
    "break_glass.reviewed": "The security officer signed the review of a use of emergency access.",
    "emergency.shown": "The emergency notice was shown.",
    "message.sent": "A message was handed to its carrier.",
    "message.failed": "A message was given up; its reason is in the body.",
    "message.postponed": "A message may not go now (quiet hours, a cap); until when, and why, is in the body.",
    "message.dropped": "A message may not go at all: STOP, no consent, or too late; the reason is in the body.",
    "message.unknown": "Nobody knows whether a message left; staff see it, and the carrier is asked.",
    "message.undelivered": "The carrier took a message and could not deliver it; its code is in the body.",
    "messages.shown": "A person looked at messages to this patient that did not arrive, or at how a number stands.",
    "text.received": "A text came in; what it was taken for is in the body, the number is kept as a keyed hash.",
    "text.answered": "A text was taken by the conversation, or answered a reminder; which digit is in the body.",
    "texts.stopped": "A number opted out, by a text, at the carrier or by staff.",
    "texts.started": "A number opted in again.",
    "mails.stopped": "An address wants no more mails: it said so at the mail service, or to staff.",
    "mails.started": "An address gets mails again, at its owner's word to staff.",
    "consent.changed": "Consent of a number to one class of messages was given or taken back.",
    "gateway.called": "A call was redacted and is about to reach the model server; counts by type are in the body.",
    "gateway.refused": "The gateway refused a call, or a part of it failed; nothing was passed on.",
    "gateway.reply_withheld": "A reply failed an output check; the caller got a safe sentence instead.",
    "gateway.placeholder_dropped": "The model wrote a placeholder that stands for nothing; it was dropped.",
    "egress.opened": "The door let a service through; recorded before the first packet leaves.",
    "egress.refused": "The door stayed shut; the reason is in the body.",
    "egress.closed": "A tunnel ended; the reason and the bytes each way are in the body.",
    "errand.taken": "The egress process took an errand of another process; recorded before anything leaves.",
    "errand.done": "How an errand ended; for a failed one, its code. Reads that succeed have `errand.taken` alone.",
    "errand.refused": "An errand or a carrier's call was refused; the code is in the body. Nothing left.",
    "egress.tested": "A person had a destination tried; nothing was sent there but a TLS greeting.",
    "baa.key_made": "An approver's key for agreements was made; its public half is in the body.",
    "baa.signed": "A record of an agreement was signed by its approver.",
    "baa.added": "A signed record was put on the register; its channel opens if it is valid.",
    "baa.listed": "A person looked at the register of agreements.",
    "baa.withdrawn": "A record was taken off the register; its channel closes within a minute.",
    "waitlist.joined": "Somebody was put on the waitlist.",
    "waitlist.changed": "An entry of the waitlist was changed.",
    "waitlist.left": "An entry ended: placed, left or run out; its state is in the body.",
    "waitlist.opened": "A freed slot is about to be offered; refused where the chain of freed slots is too long.",
    "waitlist.batch": "A batch of offers was made; counts are in the body.",
    "waitlist.offered": "A freed slot was offered to one patient; the message is in the outbox.",
    "waitlist.accepted": "The first valid reply took the slot; its change begins.",
    "waitlist.replied": "Any other reply to an offer; what it led to is in the body.",
    "waitlist.told": "The note that an offered time is gone was queued.",
    "waitlist.ended": "The offering of a slot ended; how is in the body.",
    "fee.raised": "A late change was done; its fee is due, or free by the clinic's rule.",
    "fee.prepared": "A reference was made under which one fee can be paid.",
    "fee.handed_over": "The patient can pay the fee: a payment page was opened under its reference.",
    "fee.returned": "A reference was not used in time; the fee is due again.",
    "fee.paid": "A fee was paid, at the desk or by the payment service's signed word.",
    "fee.waived": "A person decided that a fee is not asked; the reason is in the body.",
    "fee.refunded": "A person gave a paid fee back; the reason is in the body.",
    "fee.texted": "The link to pay a fee was queued as a text, to a patient who agreed to such texts.",
    "fee.voided": "A fee was raised by mistake and counts for nothing.",
    "fee.looked_up": "The clinic's payment page, or staff, asked which fee a reference stands for.",
    "payment.refused": "A payment service's message was not believed: signature, time, or what it says.",
    "payment.unexpected": "A payment arrived that does not fit its fee; a person has it.",
    "summary.queued": "A summary for a provider was made.",
    "summary.delivered": "A summary reached the provider's or team's inbox on the LAN.",
    "summary.failed": "A summary was given up; its reason is in the body.",
    "officer_mail.queued": "A mail to an officer was made: the day's root of the log, or a use of emergency access.",
    "officer_mail.sent": "A mail to an officer was taken by the mail relay or service.",
    "officer_mail.failed": "A mail to an officer did not leave; it is tried again, unless the body says given_up.",
    "ledger.searched": "A person looked at the audit ledger; what was asked is in the body.",
    "ledger.tested": "Somebody had a test event recorded, to see that the ledger takes events.",
    "export.made": "Records were taken out; recorded before they are handed out, with the hash of their manifest.",
    "ledger.opened": "Somebody opened one event of the log: its number is the resource; whose it is, in the body.",
    "export.ordered": "Somebody ordered an export on the compliance pages; it is not made yet.",
    "export.fetched": "Somebody downloaded an export; its name is in the body.",
    "export.dropped": "Somebody cancelled an export, or removed it before its hour was over; its name is in the body.",
    "review.signed": "A person signed a review of activity off; period, findings and checkpoint are in the body.",
    "state.restored": "Somebody declared that a backup put an outbox back; what it no longer holds is in the body.",
    "ledger.clock_accepted": "Somebody let the ledger go on at its last time until the clock catches up.",
    "ledger.quarter_removed": "The oldest quarter's events went at their retention's end; the body names the last.",
    "ledger.key_certified": "The ledger's signing key was changed; the key before certifies the new one in the body.",
    "keys.made": "The key hierarchy was made.",
    "keys.rotated": "A key was replaced by a new one.",
    "keys.sealed_anew": "The keys were sealed anew by the machine's key.",
    "keys.split": "Recovery cards were made; the old ones are worth nothing.",
    "keys.recovered": "The keys were recovered from cards.",
    "hold.placed": "A legal hold was placed, or its placing was refused: nothing that it covers is destroyed.",
    "hold.lifted": "A legal hold was lifted, or its lifting was refused; by whom and why.",
    "hold.shown": "Somebody looked at the list of legal holds.",
    "keys.shredded": "Two people destroyed a data key at its retention's end; both are in the body.",
    "keys.shred_key_made": "Somebody made a key that signs orders to destroy data keys; the public half is in it.",
    "keys.shred_ordered": "Somebody ordered that data keys be destroyed; two people have to sign the order.",
    "keys.shred_signed": "Somebody signed an order to destroy data keys.",
    "keys.shred_refused": "An order to destroy data keys was refused; why is in the body.",
    "control.signed": "Somebody signed the form or the paper of a control off; the document's hash is with it.",
    "evidence.collected": "The evidence pack was made; its hash and its figures are with it.",
    "retention.applied": "Something kept long enough was deleted; counts are in the body.",
    "service.started": "A process began to work.",
    "service.stopped": "A process stopped in order.",
    "disclosure.made": "A disclosure that counts (45 CFR 164.528) was put on record: what an export took out, a "
    "message that reached the wrong person, or what left by other ways. Date, recipient, what and why are in the body.",
    "disclosure.corrected": "What was said of a disclosure was corrected; the new words and why are in the body.",
    "disclosure.withdrawn": "A disclosure on record turned out to be none; the reason is in the body.",
    "disclosure.suspended": "An agency asked not to tell the patient for a time (164.528(a)(2)): until when, who, how.",
    "disclosure.resumed": "A suspension ended before its day.",
    "accounting.given": "An accounting of disclosures was made for the patient; its manifest is in the body.",
}


def errors() -> list[type[SealdeskError]]:
    """Return every error of the product, by room and name."""
    for package in (appliance, compliance, services):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.rpartition(".")[2] != "__main__" and ".migrations" not in module.name:
                importlib.import_module(module.name)
    named = {error for error in _below(SealdeskError) if not error.__name__.startswith("_")}
    return sorted(named, key=lambda error: (error.__module__, error.__name__))


def errors_text() -> str:
    """Return the reference page of the errors."""
    return _ERRORS + "".join(f"{_row(error)}\n" for error in errors())


def events_text() -> str:
    """Return the reference page of the audit events."""
    return _EVENTS + "".join(map(_event, Action))


def _event(action: Action) -> str:
    facts = FACTS[action]
    needs = [*sorted(field.value for field in facts.fields), *(f"`{key}`" for key in facts.body)]
    when = _WHEN.get(action, "")
    return f"| `{action}` | `{action.name}` | {when} | {facts.purpose} | {', '.join(needs)} |\n"


def _below(error: type[SealdeskError]) -> Iterator[type[SealdeskError]]:
    for child in error.__subclasses__():
        if child.__module__.split(".")[0] in ("appliance", "compliance", "services"):
            yield child
            yield from _below(child)


def _row(error: type[SealdeskError]) -> str:
    code = getattr(error, "code", "")
    meaning = " ".join((error.__doc__ or "").split("\n\n")[0].split())
    room = f"{error.__module__.replace('.', '/')}.py"
    return f"| {f'`{code}`' if code else ''} | `{error.__name__}` | `{room}` | {meaning} |"
