"""From what the carriers saw to what the pages show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.journal import Entry, Outcome, Way
from appliance.demo.carriers.mail import Event, event_of
from appliance.demo.outbox.directory import Contact, Directory

_WAYS: Final = {Way.TEXT: "Text", Way.MAIL: "E-mail", Way.NOTICE: "Notice by SendGrid", Way.PAYMENT: "Payment page"}
_OUTCOMES: Final = {
    Outcome.TAKEN: ("On its way", "open"),
    Outcome.DELIVERED: ("Delivered", "good"),
    Outcome.RECEIVED: ("Written by the patient", "good"),
    Outcome.REFUSED: ("Refused for good", "bad"),
    Outcome.NOT_TAKEN: ("Not taken; it may be tried again", "bad"),
    Outcome.NO_ANSWER: ("Not taken, and not answered: the clinic cannot know", "unknown"),
    Outcome.TAKEN_UNTOLD: ("Taken, and the answer was lost: the clinic cannot know", "unknown"),
}
_NOTES: Final = {
    Fault.HANG_BEFORE: "time-out",
    Fault.HANG_AFTER: "time-out",
    Fault.CUT_AFTER: "the connection broke",
    Fault.FAIL_BEFORE: "503, out of order",
    Fault.FAIL_AFTER: "500 after it was taken",
    Fault.GIBBERISH_AFTER: "an answer that says nothing",
    Fault.TOO_MANY: "429, too many at once",
}
_REFUSALS: Final = {
    Way.TEXT: "21610, the number opted out at the carrier",
    Way.MAIL: "550, no such address",
    Way.NOTICE: "400, the address is on a list of those who want nothing",
    Way.PAYMENT: "400",
}
_ON_THE_PHONE: Final = frozenset({Outcome.TAKEN, Outcome.DELIVERED, Outcome.TAKEN_UNTOLD, Outcome.RECEIVED})
_SPANISH: Final = frozenset(
    {"su", "sus", "cita", "de", "el", "para", "con", "una", "código", "responda", "llame", "gracias", "está", "tiene"}
)
_ENGLISH: Final = frozenset(
    {"your", "you", "the", "is", "to", "for", "of", "and", "code", "reply", "call", "thanks", "at", "visit", "with"}
)
_OFFER_CODE: Final = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_LINK: Final = re.compile(r"https?://\S+[^\s.,;)]")


@dataclass(frozen=True, slots=True)
class Shown:
    """One message on a page."""

    entry: Entry = field(repr=False)
    contact: Contact | None
    way: str
    when: str
    time: str
    outcome: str
    mood: str
    note: str
    language: str
    event: Event | None

    @property
    def inbound(self) -> bool:
        """Whether the patient wrote it."""
        return self.entry.outcome is Outcome.RECEIVED

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """Return the words in pieces; True marks an address that can be followed."""
        pieces, at = [], 0
        for link in _LINK.finditer(self.entry.words):
            pieces += [(self.entry.words[at : link.start()], False), (link.group(), True)]
            at = link.end()
        return [piece for piece in [*pieces, (self.entry.words[at:], False)] if piece[0]]


def show(entries: Iterable[Entry], directory: Directory, zone: ZoneInfo) -> list[Shown]:
    """Return messages as pages show them, the newest first."""
    return [_shown(entry, directory, zone) for entry in entries][::-1]


def on_the_phone(entries: Iterable[Entry], contact: Contact) -> list[Entry]:
    """Return the texts that a phone shows, the oldest first: its own and those that arrived."""
    return [
        entry
        for entry in entries
        if entry.way is Way.TEXT and entry.party == contact.phone and entry.outcome in _ON_THE_PHONE
    ]


def in_the_inbox(entries: Iterable[Entry], contact: Contact) -> list[Entry]:
    """Return the mails and notices that arrived in an inbox, the oldest first."""
    mails = (entry for entry in entries if entry.way in (Way.MAIL, Way.NOTICE) and entry.party == contact.mail)
    return [entry for entry in mails if entry.outcome in _ON_THE_PHONE]


def offer_codes(entries: Iterable[Entry]) -> list[str]:
    """Return the waitlist codes of the last text that brought any, to answer with by one press."""
    for entry in reversed(list(entries)):
        if entry.outcome is not Outcome.RECEIVED and (codes := _OFFER_CODE.findall(entry.words)):
            return list(dict.fromkeys(codes))
    return []


def language_of(words: str) -> str:
    """Return "es" where more of the words are Spanish than English, for screen readers."""
    said = re.findall(r"\w+", words.lower())
    spanish, english = (sum(word in known for word in said) for known in (_SPANISH, _ENGLISH))
    return "es" if spanish > english else "en"


def _shown(entry: Entry, directory: Directory, zone: ZoneInfo) -> Shown:
    outcome, mood = _OUTCOMES[entry.outcome]
    return Shown(
        entry=entry,
        contact=directory.of(entry.party) if entry.party else None,
        way=_WAYS[entry.way],
        when=f"{entry.at.astimezone(zone):%A, %B %-d, %-I:%M:%S %p}",
        time=f"{entry.at.astimezone(zone):%A, %-I:%M %p}",
        outcome=outcome,
        mood=mood,
        note=_note(entry),
        language=language_of(entry.words),
        event=event_of(entry.calendar) if entry.calendar else None,
    )


def _note(entry: Entry) -> str:
    if entry.note == Fault.REFUSED:
        return _REFUSALS[entry.way]
    return _NOTES[Fault(entry.note)] if entry.note in set(_NOTES) else entry.note
