"""How patients say numbers, days and times, typed and dictated, in both languages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.scheduling.model import Appointment, Slot
from tests.dialogues.clinic import ZONE
from tests.dialogues.conversation import Accept
from tests.dialogues.personas import Persona
from tests.doubles.clock import MONDAY_MORNING

_DIGITS = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "es": ("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
}
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_NTH = {"en": ("first", "second", "third"), "es": ("primero", "segundo", "tercero")}
_NTH_F = {"en": ("first", "second", "third"), "es": ("primera", "segunda", "tercera")}
_HOURS_EN = ("twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_HOURS_ES = ("doce", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once")
_TO_TWENTY_EN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS_EN = dict(enumerate(_TO_TWENTY_EN.split(), start=1))
_ORDINALS_EN |= {20 + unit: f"twenty {_ORDINALS_EN[unit]}" for unit in range(1, 10)}
_ORDINALS_EN |= {30: "thirtieth", 31: "thirty first"}
_TO_THIRTY_ES = (
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho"
    " diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
    " veintinueve treinta"
)
_NUMBERS_ES = dict(enumerate(_TO_THIRTY_ES.split(), start=1)) | {31: "treinta y uno"}
_KINDS = {
    "en": {
        "cleaning": "the cleaning",
        "follow-up": "the follow up",
        "therapy": "the physical therapy one",
        "eye": "the eye exam",
        "laser": "the laser one",
    },
    "es": {
        "cleaning": "la limpieza",
        "follow-up": "la de seguimiento",
        "therapy": "la de terapia física",
        "eye": "la del examen de ojos",
        "laser": "la del láser",
    },
}
_GOALS = {
    "en": {"move": "move", "cancel": "cancel", "status": "check"},
    "es": {"move": "cambiarla", "cancel": "cancelarla", "status": "saber cuándo es"},
}


@dataclass(frozen=True, slots=True)
class Words:
    """One way of speaking."""

    lang: str
    dictated: bool

    @property
    def goals(self) -> dict[str, str]:
        """Verbs for what is wanted."""
        return _GOALS[self.lang]

    def written(self, name: str) -> str:
        """Return a name: dictation has no capitals."""
        return name.lower() if self.dictated else name

    def birth_date(self, who: Persona) -> str:
        """Return the birth date."""
        if self.lang == "en":
            return who.en_words if self.dictated else who.en
        return who.es_words if self.dictated else who.es

    def digits(self, code: str) -> str:
        """Return a code, spelled when dictated."""
        return " ".join(_DIGITS[self.lang][int(digit)] for digit in code) if self.dictated else code

    def offer(self, slot: Slot, place: int) -> dict[str, str]:
        """Return what can be said of an offered time at a place in the list (from 0)."""
        local = slot.interval.start.astimezone(ZONE)
        day = _DAYS[self.lang][local.weekday()]
        return {
            "nth": _NTH[self.lang][place],
            "nthf": _NTH_F[self.lang][place],
            "n": str(place + 1),
            "nword": _DIGITS[self.lang][place + 1],
            "day": day.lower() if self.dictated else day,
            "time": self._time(local.hour),
        }

    def visit(self, visit: Appointment, *, exact: bool) -> str:
        """Return words for one of one's own visits: by kind and day, with the date where two share the weekday."""
        start = visit.interval.start.astimezone(ZONE) if visit.interval else None
        kind = _KINDS[self.lang].get(visit.visit_type or "", "")
        if start is None:
            return kind
        day = self._date(start) if exact else self._weekday(start)
        hour = self._time(start.hour)
        return f"{kind} on {day} at {hour}" if self.lang == "en" else f"{kind} del {day} a {hour}"

    def insists(self, goal: str, visit: Appointment) -> str:
        """Return what is wanted, said once more in full."""
        verb = {"en": {"move": "move", "cancel": "cancel"}, "es": {"move": "cambiar", "cancel": "cancelar"}}[self.lang]
        want = "i want to" if self.lang == "en" else "quiero"
        return f"{want} {verb[goal]} {self.visit(visit, exact=True)}"

    def wish(self, day: int, accept: Accept) -> str:
        """Return a wish with its date and provider: "Thursday, March 11 in the afternoon with Dr. Chen"."""
        first, last = accept.first, accept.last
        who = {"en": f" with Dr. {accept.provider}", "es": f" con el doctor {accept.provider}"}[self.lang]
        who = self.written(who) if accept.provider else ""
        start = MONDAY_MORNING.astimezone(ZONE) + timedelta(days=day)
        if last - first == 1:
            part = f" at {self._time(first)}" if self.lang == "en" else f" a {self._time(first)}"
        elif first >= 12:
            part = " in the afternoon" if self.lang == "en" else " en la tarde"
        elif last <= 12:
            part = " in the morning" if self.lang == "en" else " en la mañana"
        else:
            part = ""
        return f"{self._date(start)}{part}{who}" if self.lang == "en" else f"el {self._date(start)}{part}{who}"

    def _weekday(self, start: datetime) -> str:
        day = _DAYS[self.lang][start.weekday()]
        return day.lower() if self.dictated else day

    def _date(self, start: datetime) -> str:
        """Return weekday and date, with words for figures when dictated."""
        if self.lang == "es":
            number = _NUMBERS_ES[start.day] if self.dictated else str(start.day)
            return f"{self._weekday(start)} {number} de {'marzo' if start.month == 3 else 'abril'}"
        month = "March" if start.month == 3 else "April"
        if self.dictated:
            return f"{self._weekday(start)} {month.lower()} {_ORDINALS_EN[start.day]}"
        return f"{self._weekday(start)}, {month} {start.day}"

    def _time(self, hour: int) -> str:
        if self.lang == "en":
            return self._time_en(hour)
        name = _HOURS_ES[hour % 12] if self.dictated else str(hour % 12 or 12)
        article = "la" if hour % 12 == 1 else "las"
        return f"{article} {name} de la {'mañana' if hour < 12 else 'tarde'}"

    def _time_en(self, hour: int) -> str:
        half = "am" if hour < 12 else "pm"
        return f"{_HOURS_EN[hour % 12]} {half}" if self.dictated else f"{hour % 12 or 12}{half}"


def words_for(lang: str, style: str) -> Words:
    """Return how a patient of this language and style speaks."""
    return Words(lang, style == "dictated")
