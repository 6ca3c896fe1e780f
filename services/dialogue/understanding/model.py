"""What an understander is told about a turn, and what it answers."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.dialogue.commands import Command, When
from services.kernel.language import Language


class Asked(StrEnum):
    """What the assistant asked last: the most valuable hint to a short answer."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    CODE = "code"
    WHICH_APPOINTMENT = "which_appointment"
    WHAT = "what"
    WHEN = "when"
    OFFER = "offer"
    CONFIRM = "confirm"
    PHONE = "phone"
    ANYTHING_ELSE = "anything_else"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ClinicHours:
    """Earliest opening and latest closing, local wall time; settles whether a bare "5" is morning or not."""

    opens: time = time(7)
    closes: time = time(19)


@dataclass(frozen=True, slots=True)
class OfferInView:
    """A time that was offered and can be chosen: its start (aware) and its provider's display name."""

    start: datetime
    provider: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentInView:
    """An appointment of the verified patient: start (aware), visit kind, provider and place as displayed."""

    start: datetime
    visit: str = ""
    provider: str = ""
    place: str = ""


USUAL_HOURS = ClinicHours()


@dataclass(frozen=True, slots=True)
class TurnContext:
    """Everything besides the words that an understander may use.

    Attributes:
        now: Zone-aware instant at which the words were said; relative dates start here.
        zone: The clinic's zone; the offset of `now` when not given.
        language: The conversation's language, or None to detect it from the words.
        asked: What was asked last, if anything.
        hours: The clinic's opening hours.
        providers: Display names of providers that may be named.
        places: Display names of places.
        visits: Visit kinds as the clinic calls them.
        offers: Times on the table, in the order shown.
        appointments: The verified patient's appointments, in the order shown.
        goal: What the patient is known to want (`move`, `cancel`, `status`); empty while it is not known.
    """

    now: datetime
    zone: ZoneInfo | None = None
    language: Language | None = None
    asked: Asked | None = None
    hours: ClinicHours = USUAL_HOURS
    providers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    offers: tuple[OfferInView, ...] = ()
    appointments: tuple[AppointmentInView, ...] = ()
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """The answer of an understander.

    Attributes:
        commands: What the words ask for, in the order to act on them; never empty.
        when: The intervals the words allow, most likely first.
        unsure: True when a question is due before acting on the answer.
        language: The language the words are in, as far as they tell.
        proposed: True where a language model had a part in it; such words are not read again by other means.
    """

    commands: tuple[Command, ...]
    when: tuple[When, ...]
    unsure: bool
    language: Language
    proposed: bool = False
