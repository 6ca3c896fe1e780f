"""The clinic: its name, its time zone, its hours, and how to reach a person."""

import re
from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field

from appliance.settings.section import Section
from services.kernel.language import Language
from services.kernel.phone import e164

_SPAN = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)")
_PHONE = re.compile(r"\+?[0-9 ().-]{7,20}")
_GSM = re.compile(r"[A-Za-z0-9 .,'&()/+-]+")

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _zone(name: str) -> str:
    if name not in available_timezones():
        msg = "is no IANA time zone; write one such as America/Chicago"
        raise ValueError(msg)
    return name


def _span(text: str) -> str:
    if not _SPAN.fullmatch(text) or text[:5] >= text[6:]:
        msg = 'is no span of the day; write "08:00-17:00", the end after the start'
        raise ValueError(msg)
    return text


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        msg = "is no telephone number; write digits, spaces and +().- only"
        raise ValueError(msg)
    return text


def _message_name(text: str) -> str:
    if not _GSM.fullmatch(text):
        msg = "must be written in plain letters without accents, so that a text message stays one segment"
        raise ValueError(msg)
    return text


Zone = Annotated[str, AfterValidator(_zone)]
Span = Annotated[str, AfterValidator(_span)]
Phone = Annotated[str, AfterValidator(_phone)]


def _usual_hours() -> dict[Weekday, tuple[Span, ...]]:
    return {day: ("08:00-17:00",) for day in WEEKDAYS[:5]}  # noqa: C420 keeps the type exact


class FrontDesk(Section):
    """How the people at the front desk are reached."""

    phone: Phone | None = Field(None, description="Number patients are told to call. Default: the clinic's number.")
    notify: Phone | None = Field(
        None,
        description="Phone that gets a text when a case is opened (no PHI in it). Default: the front desk's number.",
    )
    answers_within_minutes: int = Field(
        240, ge=5, le=1440, description="Within how many opening minutes a person answers a case; patients are told."
    )


class Emergency(Section):
    """The numbers in the emergency notice."""

    number: str = Field("911", pattern=r"[0-9]{3,6}", description="Emergency number of the clinic's country.")
    crisis_line: str | None = Field(
        "988", pattern=r"[0-9]{3,12}", description="Suicide and crisis line; null where there is none."
    )


class Clinic(Section):
    """Facts about the clinic that patients hear."""

    name: str = Field(min_length=2, max_length=60, description="The clinic's name as patients know it.")
    message_name: Annotated[str, AfterValidator(_message_name)] | None = Field(
        None,
        min_length=2,
        max_length=30,
        description="Shorter name for text messages, without accents. Default: the name's first 30 characters.",
    )
    phone: Phone = Field(description="The clinic's telephone number, as people write it.")
    address: str = Field("", max_length=160, description="Street address, for patients who ask.")
    zone: Zone = Field(description="IANA time zone of the clinic; every time shown is in it.")
    languages: tuple[Language, ...] = Field(
        (Language.EN, Language.ES),
        min_length=1,
        description="The first greets patients whose browser asks for no other; they may write in any at all times.",
    )
    hours: dict[Weekday, tuple[Span, ...]] = Field(
        default_factory=_usual_hours,
        description='Opening hours by weekday, each a list of spans such as "08:00-12:00". A day left out is closed.',
    )
    visit_names: dict[str, dict[Language, str]] = Field(
        default_factory=dict,
        description="What patients call a visit, by visit type code and language. Default: the system's own name.",
    )
    closed_on: tuple[date, ...] = Field((), description="Dates on which the clinic is closed (holidays).")
    front_desk: FrontDesk = Field(default_factory=FrontDesk, description="How people at the front desk are reached.")
    emergency: Emergency = Field(default_factory=Emergency, description="The numbers in the emergency notice.")

    @property
    def zone_info(self) -> ZoneInfo:
        """The clinic's zone."""
        return ZoneInfo(self.zone)

    @property
    def short_name(self) -> str:
        """The name in text messages."""
        return self.message_name or _plain(self.name)[:30].strip()

    @property
    def people_phone(self) -> str:
        """The number patients are told to call."""
        return self.front_desk.phone or self.phone

    @property
    def notify_phone(self) -> str:
        """The phone that hears of new cases, as it is dialled."""
        written = self.front_desk.notify or self.people_phone
        return e164(written) or written

    def spans(self, weekday: int) -> tuple[tuple[time, time], ...]:
        """Return the opening spans of a weekday (0 is Monday); an end of 24:00 becomes the day's last moment."""
        return tuple(
            (time.fromisoformat(span[:5]), time.max if span[6:] == "24:00" else time.fromisoformat(span[6:]))
            for span in self.hours.get(WEEKDAYS[weekday], ())
        )


def _plain(text: str) -> str:
    return "".join(letter if _GSM.fullmatch(letter) else " " for letter in text)
