"""The console's fixed words: notices after a form, problems, roles, why a case needs a person."""

from collections.abc import Mapping
from datetime import datetime

from services.accounts.model import Role
from services.scheduling.model import Modality

ROLES: Mapping[str, str] = {
    Role.FRONT_DESK: "front desk",
    Role.APPROVER: "approver",
    Role.COMPLIANCE: "compliance",
    Role.IT: "IT",
    Role.SECURITY_OFFICER: "security officer",
    Role.BREAK_GLASS: "emergency access",
}

NOTICES: Mapping[str, str] = {
    "ended": "You were signed out: nobody used the page for a while, or the session had reached its longest time. "
    "What you had sent is kept. Sign in to go on where you were.",
    "too_many": "You were signed out: the second factor did not fit five times.",
    "signed_out": "You are signed out.",
    "signed_out_everywhere": "You are signed out, here and in every other browser.",
    "account_disabled": "The account has ended, with every session of it.",
    "emergency_reviewed": "Signed. The review is kept with the use.",
    "key_added": "The key is added. From now on it signs you in by itself.",
    "key_revoked": "The key is taken off. It opens nothing any more.",
    "key_gone": "This key was taken off before.",
    "enrolled": "Your account is ready. Sign in with your new password and the next code of your app.",
    "claimed": "You have this case in hand.",
    "not_claimed": "Nothing was changed: somebody else has this case in hand, or it is over.",
    "released": "The case is back in the queue.",
    "closed": "The case is closed.",
    "declined": "Declined. The patient is told by text that the visit stays as it was.",
    "declined_silent": "Declined. No phone number is known, so the patient was not told: please call.",
    "taken_over": "You have this chat. The assistant is silent until you hand it back.",
    "fee_paid": "The fee is paid.",
    "fee_waived": "The fee is waived. This late change is not counted.",
    "fee_voided": "The fee is taken back. This late change is not counted.",
    "fee_refunded": "Noted. Return the money where it was paid: Sealdesk moves none. The late change is not counted.",
    "consent_kept": "Noted.",
    "fee_texted": "The link to pay is on its way by text.",
    "fee_no_consent": "Not sent: the patient did not agree to texts about fees. Ask them, then press “They agreed”.",
    "fee_no_number": "Not sent: no phone number is known.",
    "fee_no_link": "Not sent: the link is too long for a text.",
    "settled": "Noted. The message is not sent again.",
    "waitlist_priority": "The priority is set.",
    "waitlist_removed": "Taken off: no more offers go out to them.",
    "export_known": "You ordered the same before, and it is still being made: this is it. Nothing was ordered twice.",
    "export_allowed": "Thank you. Now press “Download”.",
    "export_dropped": "Noted. It is not made, or not kept here any more.",
    "misdirected": "On record as a disclosure. Tell the compliance officer: it may be a breach.",
    "disclosure_recorded": "On record. The patient may ask to be told of it for six years.",
    "disclosure_noted": "On record, behind the disclosure itself.",
    "hold_placed": "The hold stands. The log has it, with your name and the reason.",
    "hold_lifted": "The hold is lifted. Other holds may still cover the same records.",
    "review_signed": "Signed. The log has it, with your name and the time.",
    "handed_back": "The assistant answers in this chat again.",
}
"""What a page says after a form, by its code in the address."""

PROBLEMS: Mapping[int, tuple[str, str]] = {
    400: ("This did not work", "The request is not one that our pages make. Open the page again, then try once more."),
    401: ("Please sign in", "Nobody is signed in here any more."),
    403: ("This is not open to you", "The page was too old, or your role does not open it. Nothing was changed."),
    404: ("There is no such page", "The case may have been removed, or the address has a typing mistake."),
    409: ("Nothing was changed", "Something changed meanwhile."),
    413: ("Too long", "The form is larger than this page takes."),
    429: ("Too many tries", "Wait a minute, then try again."),
    500: ("Something failed", "It is not your fault. Nothing more was done. Try again, or tell whoever runs Sealdesk."),
    502: (
        "We cannot do this right now",
        "The audit ledger takes no events, and what cannot be audited does not happen. Tell whoever runs Sealdesk. "
        "What you had just sent may be kept: look here again before you repeat it.",
    ),
    503: ("Too many open pages", "Close some of them, then try again."),
}
"""Heading and text of an error page, by HTTP status."""

_REASONS: Mapping[str, str] = {
    "asked": "Wants to talk to a person",
    "for_another_person": "Asks for somebody else",
    "not_understood": "The assistant did not understand",
    "minor": "A minor or a guardian",
    "emergency": "Emergency words: the notice was shown",
    "callback_number": "Left a number to call back",
    "identity_locked": "Identity check failed too often",
    "no_appointments": "No visits found",
    "visit_not_listed": "The visit is not in the list",
    "waitlist": "No time fits: waitlist or a call",
    "system_unreachable": "The scheduling system was down",
    "text_undelivered": "A text about a change did not arrive: please call",
    "mail_undelivered": "A mail about a change did not arrive: please call",
    "notice_undelivered": "A notice about a change did not arrive: please call",
    "emergency_after_stop": "Emergency words after STOP: nothing was shown, call now",
    "text_after_stop": "Wrote by text after STOP",
    "fee_waiver": "Asks about the fee of a late change",
    "payment_unexpected": "A payment does not fit its fee",
    "new_visit": "Wants a new visit",
    "outcome_unknown": "A change may have been written: check it",
    "read_back_differs": "A change reads back differently: check it",
    "old_slot_not_freed": "Moved, but the old time is not free",
    "new_slot_still_free": "Moved, but the new time still looks free",
    "old_appointment_remains": "Moved, but the old visit is still there",
    "undo_failed": "A change could not be undone: check it",
    "stuck": "A change did not end: check it",
    "no_write_back": "The change has to be written by hand",
    "system_refused": "The scheduling system refused the change",
}
_POLICY: Mapping[str, str] = {
    "provider_approval": "The provider approves the new time",
    "other_provider": "Another provider",
    "other_place": "Another place",
    "other_modality": "Another kind of visit",
    "authorization_missing": "Insurance authorization missing",
    "authorization_expired": "Insurance authorization ran out",
    "authorization_expires": "Insurance authorization ends first",
    "referral_missing": "Referral missing",
    "referral_expired": "Referral ran out",
    "referral_expires": "Referral ends first",
    "payer_unknown": "Payer unknown",
    "interpreter": "Interpreter to be arranged",
    "telehealth_link": "Video link to be made",
    "reserved_slot": "Reserved time",
    "prepaid": "Paid in advance",
    "resource": "Room or equipment",
    "new_patient": "New patient",
    "inactive_patient": "Record not active",
    "minor": "Minor: parent or guardian",
    "age_unknown": "No birth date on record",
    "group": "Group visit",
    "series": "Part of a series",
    "linked": "Linked visits",
    "no_shows": "Repeated no-shows",
    "late": "Late change",
    "too_many_moves": "Moved too often",
}


_MODES: Mapping[Modality, str] = {Modality.IN_PERSON: "", Modality.VIDEO: "by video", Modality.PHONE: "by phone"}


def say_modality(modality: Modality | None) -> str:
    """Return how patient and provider meet, where it is not in person."""
    return _MODES[modality] if modality else ""


def say_reason(reason: str) -> str:
    """Return why a case needs a person, in a few words."""
    plain = reason.removeprefix("policy_").removeprefix("undone_")
    known = _POLICY.get(plain) if reason.startswith("policy_") else _REASONS.get(reason)
    return known or _REASONS.get(plain) or plain.replace("_", " ").capitalize()


_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def ago(instant: datetime, now: datetime) -> str:
    """Return how far an instant is from now: "5 min ago", "in 3 h"."""
    seconds = (now - instant).total_seconds()
    size = abs(seconds)
    if size < _MINUTE:
        return "just now" if seconds >= 0 else "in a moment"
    if size < _HOUR:
        amount = f"{size // _MINUTE:.0f} min"
    elif size < _DAY:
        amount = f"{size // _HOUR:.0f} h"
    else:
        days = int(size // _DAY)
        amount = f"{days} day{'s' if days > 1 else ''}"
    return f"{amount} ago" if seconds >= 0 else f"in {amount}"
