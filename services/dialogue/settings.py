"""What the dialogue has to know about its clinic, its limits and its secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from services.dialogue.understanding.model import USUAL_HOURS, ClinicHours
from services.handoff.gates import GateBook
from services.kernel.language import Language
from services.scheduling.answering_time import AnsweringTime, Week

WORKWEEK: Week = (((time(7), time(19)),),) * 5 + ((), ())
PEPPER_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueSettings:
    """The dialogue's settings.

    Attributes:
        clinic_name: As patients know it.
        clinic_phone: Number of the front desk as people write it.
        clinic_address: Street address as people write it; empty when it should not be told.
        zone: The clinic's time zone.
        front_desk: Where the front desk is notified (a number or address of the clinic's own).
        pepper: At least 32 secret bytes; keys the hashes of codes, attempts and decoys.
        hours: Earliest opening and latest closing of the week, for the understander.
        week: Opening spans of each weekday, Monday first; what patients are told, and when people answer.
        closed_on: Dates on which the clinic is closed.
        emergency_number: Number to call in an emergency.
        crisis_line: Number of the suicide and crisis line, or None where there is none.
        visit_names: What patients call a visit type, by its code and language; others go by the system's own name.
        default_language: Used until the patient's words tell.
        person_answers_within: Opening time within which a person answers a case.
        code_valid: How long a one-time code may be used.
        verified_idle: A verified patient who says nothing for this long is asked again.
        wrong_codes: Wrong codes after which a person takes over.
        details_per_chat: Names and birth dates that one conversation may try.
        details_per_person: Tries for one name and birth date from all conversations within `details_window`.
        details_per_origin: Tries from one network origin within `details_window`.
        details_window: See above.
        failed_turns: Turns not understood after which a person takes over.
        longest_message: Characters of one message.
        messages_per_minute: Messages of one conversation in a minute.
        most_turns: Turns of one conversation.
        change_wait: How long a turn waits for the end of a change.
        kept: How long a conversation is kept after its last message.
        waitlist: Patients may wait for a time; else the front desk is offered.
        waitlist_travel: How long before a visit patients who wait must know of it.
        mails: A change that is done is confirmed by mail too.
        notices: A change that is done is followed by a mail that only leads to the chat.
        wrong_offer_codes: Wrong codes of waitlist offers from one number within `details_window`.
        gates: What each gate of the policy does when nobody decides in time.
    """

    clinic_name: str
    clinic_phone: str
    zone: ZoneInfo
    front_desk: str
    pepper: bytes = field(repr=False)
    clinic_address: str = ""
    hours: ClinicHours = USUAL_HOURS
    visit_names: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)
    week: Week = WORKWEEK
    closed_on: frozenset[date] = frozenset()
    emergency_number: str = "911"
    crisis_line: str | None = "988"
    default_language: Language = Language.EN
    person_answers_within: timedelta = timedelta(hours=4)
    code_valid: timedelta = timedelta(minutes=10)
    verified_idle: timedelta = timedelta(minutes=30)
    wrong_codes: int = 3
    details_per_chat: int = 4
    details_per_person: int = 5
    details_per_origin: int = 30
    details_window: timedelta = timedelta(hours=1)
    failed_turns: int = 2
    longest_message: int = 2_000
    messages_per_minute: int = 30
    most_turns: int = 200
    change_wait: timedelta = timedelta(seconds=20)
    kept: timedelta = timedelta(hours=24)
    waitlist: bool = False
    waitlist_travel: timedelta = timedelta(hours=1)
    mails: bool = False
    notices: bool = False
    wrong_offer_codes: int = 5
    gates: GateBook = field(default_factory=GateBook)

    @property
    def answering(self) -> AnsweringTime:
        """When the front desk is there to answer."""
        return AnsweringTime(self.zone, self.person_answers_within, self.week, self.closed_on)

    def __post_init__(self) -> None:
        """Refuse a pepper that is too short to be secret.

        Raises:
            ValueError: The pepper has fewer than 32 bytes.
        """
        if len(self.pepper) < PEPPER_BYTES:
            msg = f"The dialogue's pepper needs {PEPPER_BYTES} secret bytes or more. Write new ones to its file."
            raise ValueError(msg)
