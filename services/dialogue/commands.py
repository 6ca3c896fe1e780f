"""What a patient's turn can ask for: the typed commands every understander answers with.

An understander turns words into a short list of these values; the deterministic flow decides what happens.
Commands carry only what the words say: a date without a year is resolved, but never checked against the
clinic's calendar.

Two conventions:

* A correction is not a command of its own. "no, the other one" is `Deny` followed by `ChooseOffer(other=True)`
  (or `PickAppointment`), "actually Friday" is `Constrain`, "yes but earlier" is `Constrain(earlier=True)` and
  never `Confirm`.
* "cancel my Tuesday one and find me something next week after 3" is one `StartMove` whose target is the Tuesday
  appointment, followed by `Constrain`: cancelling in order to come another day is a move.
"""

import datetime as dt
from dataclasses import dataclass, fields
from typing import ClassVar, Final

from services.kernel.language import Language


@dataclass(frozen=True, slots=True)
class When:
    """A half-open interval of local wall time that the words allow.

    Attributes:
        start: First allowed instant, in the clinic's zone (or the zone of the turn's `now`).
        end: First instant no longer allowed. A whole day ends at the next midnight; "at 3" ends a minute later.
    """

    start: dt.datetime
    end: dt.datetime

    def to_json(self) -> dict[str, str]:
        """Return `from` and `to` as local ISO 8601 without offset, to the second."""
        return {"from": _local_iso(self.start), "to": _local_iso(self.end)}


@dataclass(frozen=True, slots=True)
class AppointmentRef:
    """How the patient refers to an appointment that already exists.

    Attributes:
        when: Intervals in which it lies ("my Tuesday one"); empty when not said.
        visit: Kind of visit as said ("cleaning", "limpieza").
        provider: Provider as said, or the known name it matches.
        place: Place as said, or the known name it matches.
        ordinal: Position in a list that was shown, 1-based; -1 is the last one.
        all: Every appointment ("both", "all of them").
        other: The one not meant so far ("the other one").
    """

    when: tuple[When, ...] = ()
    visit: str | None = None
    provider: str | None = None
    place: str | None = None
    ordinal: int | None = None
    all: bool = False
    other: bool = False

    def to_json(self) -> dict[str, object]:
        """Return the parts that were said, as JSON values."""
        return _said_fields(self)


@dataclass(frozen=True, slots=True)
class StartMove:
    """Move an existing appointment to another time."""

    type: ClassVar[str] = "start_move"
    target: AppointmentRef | None = None


@dataclass(frozen=True, slots=True)
class StartCancel:
    """Cancel an existing appointment and not replace it."""

    type: ClassVar[str] = "start_cancel"
    target: AppointmentRef | None = None


@dataclass(frozen=True, slots=True)
class StartStatus:
    """Hear what is booked: when, where, with whom."""

    type: ClassVar[str] = "start_status"
    target: AppointmentRef | None = None


@dataclass(frozen=True, slots=True)
class StartBook:
    """Book a new appointment. Not offered by the assistant: a person does it."""

    type: ClassVar[str] = "start_book"
    target: AppointmentRef | None = None


@dataclass(frozen=True, slots=True)
class StartOther:
    """Something else the clinic does, which a person handles (refill, results, billing, ...)."""

    type: ClassVar[str] = "start_other"
    topic: str = "other"
    target: AppointmentRef | None = None


@dataclass(frozen=True, slots=True)
class PickAppointment:
    """Say which existing appointment is meant."""

    type: ClassVar[str] = "pick_appointment"
    ref: AppointmentRef


OTHER_PLACE: Final = "other"
"""A place that is not the one of the appointment: "at the other location"."""


@dataclass(frozen=True, slots=True)
class Constrain:
    """Wishes for the new time.

    Attributes:
        when: Intervals the words allow, most likely first; empty when no time was said.
        provider: Wanted provider.
        place: Wanted place; `OTHER_PLACE` for any but that of the appointment.
        any_provider: Anyone will do.
        not_provider: Provider ruled out.
        earlier: Earlier than what stands or was offered.
        later: Later than what stands or was offered.
        same_provider: With the provider of the appointment that stands.
        same_time: At the time of day of the appointment that stands.
        shift_minutes: So much later (earlier when negative) than the appointment that stands: a week is 10,080.
    """

    type: ClassVar[str] = "constrain"
    when: tuple[When, ...] = ()
    provider: str | None = None
    place: str | None = None
    any_provider: bool = False
    not_provider: str | None = None
    earlier: bool = False
    later: bool = False
    same_provider: bool = False
    same_time: bool = False
    shift_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ChooseOffer:
    """Take one of the offered times, by position (1-based, -1 the last), by time or by provider."""

    type: ClassVar[str] = "choose_offer"
    ordinal: int | None = None
    when: tuple[When, ...] = ()
    provider: str | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class AskAlternatives:
    """None of the offers fits; show others."""

    type: ClassVar[str] = "ask_alternatives"


@dataclass(frozen=True, slots=True)
class Confirm:
    """An unreserved yes."""

    type: ClassVar[str] = "confirm"


@dataclass(frozen=True, slots=True)
class Deny:
    """A no to what was asked."""

    type: ClassVar[str] = "deny"


@dataclass(frozen=True, slots=True)
class GiveName:
    """The patient's name, as said."""

    type: ClassVar[str] = "give_name"
    name: str


@dataclass(frozen=True, slots=True)
class GiveBirthDate:
    """The patient's birth date.

    Attributes:
        date: Most likely reading.
        alternatives: Other dates the words allow (day and month exchanged); not empty means ask.
    """

    type: ClassVar[str] = "give_birth_date"
    date: dt.date
    alternatives: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class GiveCode:
    """The one-time code, digits only."""

    type: ClassVar[str] = "give_code"
    code: str


@dataclass(frozen=True, slots=True)
class GivePhone:
    """A telephone number, digits only (an optional leading 1 is dropped)."""

    type: ClassVar[str] = "give_phone"
    phone: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say that again (also: send the code again)."""

    type: ClassVar[str] = "repeat"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; `topic` is one word (fee, address, hours, insurance, preparation, privacy, assistant, ...)."""

    type: ClassVar[str] = "ask"
    topic: str = "other"


@dataclass(frozen=True, slots=True)
class ChangeLanguage:
    """Go on in another language."""

    type: ClassVar[str] = "change_language"
    language: Language


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Talk to a person."""

    type: ClassVar[str] = "ask_person"


@dataclass(frozen=True, slots=True)
class Emergency:
    """Words of a medical emergency; `kind` is one word (chest_pain, breathing, stroke, suicide, ...)."""

    type: ClassVar[str] = "emergency"
    kind: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep the appointment as it stands."""

    type: ClassVar[str] = "keep"


@dataclass(frozen=True, slots=True)
class StopHere:
    """Never mind: leave everything as it is and stop."""

    type: ClassVar[str] = "stop_here"


@dataclass(frozen=True, slots=True)
class Greeting:
    """Only a greeting."""

    type: ClassVar[str] = "greeting"


@dataclass(frozen=True, slots=True)
class Thanks:
    """Only thanks."""

    type: ClassVar[str] = "thanks"


@dataclass(frozen=True, slots=True)
class Goodbye:
    """The patient is done."""

    type: ClassVar[str] = "goodbye"


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood."""

    type: ClassVar[str] = "unclear"


Command = (
    StartMove
    | StartCancel
    | StartStatus
    | StartBook
    | StartOther
    | PickAppointment
    | Constrain
    | ChooseOffer
    | AskAlternatives
    | Confirm
    | Deny
    | GiveName
    | GiveBirthDate
    | GiveCode
    | GivePhone
    | Repeat
    | Ask
    | ChangeLanguage
    | AskPerson
    | Emergency
    | Keep
    | StopHere
    | Greeting
    | Thanks
    | Goodbye
    | Unclear
)


def to_json(command: Command) -> dict[str, object]:
    """Return a command as a JSON object with its `type` and the fields that were said."""
    return {"type": command.type, **_said_fields(command)}


def _said_fields(value: Command | AppointmentRef) -> dict[str, object]:
    """Return the fields of a dataclass that say something: not None, not False, not empty."""
    said: dict[str, object] = {}
    for field in fields(value):
        part = getattr(value, field.name)
        if part is None or part is False or part == ():
            continue
        said[field.name] = _json_value(part)
    return said


def _json_value(part: object) -> object:
    """Return one field's value in JSON terms."""
    if isinstance(part, tuple):
        return [_json_value(item) for item in part]
    if isinstance(part, When | AppointmentRef):
        return part.to_json()
    if isinstance(part, dt.date):
        return part.isoformat()
    return part


def _local_iso(moment: dt.datetime) -> str:
    """Return local ISO 8601 without offset, to the second."""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
