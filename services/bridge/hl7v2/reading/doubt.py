"""Why a message is not applied but shown to staff."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong; its words are `WORDS`."""

    TIMES_DIFFER = "times_differ"
    END_BEFORE_START = "end_before_start"
    DURATION_DIFFERS = "duration_differs"
    NO_START = "no_start"
    NO_END = "no_end"
    WRONG_TIME = "wrong_time"
    UNKNOWN_STATUS = "unknown_status"
    NO_APPOINTMENT_ID = "no_appointment_id"
    NO_PATIENT = "no_patient"
    SEVERAL_PATIENTS = "several_patients"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason, and the places in the message that it is about (`SCH-11`), without their values."""

    kind: Kind
    places: tuple[str, ...] = ()

    def words(self) -> str:
        """Return it as a sentence for staff."""
        where = f" ({', '.join(self.places)})" if self.places else ""
        return f"{_WORDS[self.kind]}{where}."


_WORDS = {
    Kind.TIMES_DIFFER: "Its times contradict each other",
    Kind.END_BEFORE_START: "It ends before it starts",
    Kind.DURATION_DIFFERS: "Its length is not what lies between its start and its end",
    Kind.NO_START: "It does not say when the appointment starts",
    Kind.NO_END: "It does not say how long the appointment takes",
    Kind.WRONG_TIME: "A time in it is none, or is two that night",
    Kind.UNKNOWN_STATUS: "Its status is not one that the settings know",
    Kind.NO_APPOINTMENT_ID: "It does not say which appointment it is about",
    Kind.NO_PATIENT: "It does not say whose appointment it is",
    Kind.SEVERAL_PATIENTS: "It is about several patients",
}
