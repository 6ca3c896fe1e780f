"""Buttons under a reply: the words they show, and the tokens they send back.

A token names what it was made for by a short hash, so that a button of an older reply is known as such and a moved
or cancelled appointment refuses a second change (cal.diy #12922). Only tokens that stand in the transcript count.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.dialogue.commands import (
    AskAlternatives,
    AskPerson,
    ChangeLanguage,
    Command,
    Deny,
    GiveBirthDate,
    Keep,
    Repeat,
    StartCancel,
    StartMove,
    StartOther,
    StartStatus,
)
from services.dialogue.model import Line
from services.kernel.language import Language
from services.scheduling.model import Appointment, Slot
from services.scheduling.waitlist.model import Entry

_TOKEN = re.compile(r"/([a-z]+)(?: ([0-9a-z-]{1,32}))?")

_OF_THE_TABLE = frozenset({"yes", "offer", "pick", "born", "bill"})
"""Tokens that stand for one thing that was shown; without it they mean nothing."""

_PLAIN: dict[str, Command] = {
    "person": AskPerson(),
    "move": StartMove(),
    "cancel": StartCancel(),
    "status": StartStatus(),
    "none": AskAlternatives(),
    "keep": Keep(),
    "no": Deny(),
    "resend": Repeat(),
    "wait": StartOther("waitlist"),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button that stands for one thing on the table: `what` and the `key` of that thing."""

    what: str
    key: str


Heard = Command | Press
"""What a turn brings: a command from words, or a pressed button."""


def is_offer_code(heard: Heard) -> bool:
    """Tell whether this is the code of a waitlist offer, which is typed and not pressed."""
    return isinstance(heard, Press) and heard.what == "offer_code"


def label_of(token: str, lines: Sequence[Line]) -> str | None:
    """Return the words of the newest button that sends `token`, or None when no button of the transcript does."""
    for line in reversed(lines):
        for choice in line.choices:
            if choice.value == token:
                return choice.label
    return None


def looks_like_token(text: str) -> bool:
    """Tell whether `text` has the form of a button's token."""
    return _TOKEN.fullmatch(text) is not None


def stands_for_something(text: str) -> bool:
    """Tell whether `text` is a token of one thing that was shown; where no button sends it, it must not be read."""
    match = _TOKEN.fullmatch(text)
    return match is not None and match[1] in _OF_THE_TABLE


def heard_of(token: str) -> Heard:
    """Return what a button's token means."""
    match = _TOKEN.fullmatch(token)
    what, key = (match[1], match[2] or "") if match else ("", "")
    if what in _PLAIN:
        return _PLAIN[what]
    if what == "lang":
        return ChangeLanguage(Language(key))
    if what == "born":
        return GiveBirthDate(date.fromisoformat(key))
    return Press(what, key)


def offer_token(appointment: Appointment, slot: Slot) -> str:
    """Return the token of one offered time for one appointment as it stands."""
    return f"/offer {_key(appointment.id, _start(appointment), slot.id, _start(slot))}"


def pick_token(appointment: Appointment) -> str:
    """Return the token of one appointment as it stands."""
    return f"/pick {_key(appointment.id, _start(appointment))}"


def proposal_key(kind: str, appointment: Appointment, slot: Slot | None, fee_cents: int) -> str:
    """Return the hash that stands for exactly this change of exactly this appointment under exactly this fee."""
    new = (slot.id, _start(slot)) if slot else ()
    return _key(kind, appointment.id, appointment.version or "", _start(appointment), *new, str(fee_cents))


def waiting_key(entry: Entry) -> str:
    """Return the hash that stands for exactly this wish to wait, for this visit as it stands."""
    hours = ",".join(f"{part.opens}-{part.closes}" for part in entry.hours)
    days = ",".join(str(day) for day in sorted(entry.weekdays))
    parts = (entry.earliest, entry.latest, entry.practitioner_id, entry.location_id, entry.sooner, entry.expires_at)
    return _key("wait", entry.appointment_id or "", days, hours, *(str(part) for part in parts))


def _start(visit: Appointment | Slot) -> str:
    return visit.interval.start.isoformat() if visit.interval else ""


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
