"""How patients say numbers, days and times, typed and dictated, in both languages."""

from dataclasses import dataclass

from services.scheduling.model import Appointment, Slot
from tests.dialogues.clinic import ZONE
from tests.dialogues.personas import Persona

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

    def visit(self, visit: Appointment, turn: int) -> str:
        """Return words for one of one's own visits: by kind, and by day where that did not do."""
        del turn
        start = visit.interval.start.astimezone(ZONE) if visit.interval else None
        kind = _KINDS[self.lang].get(visit.visit_type or "", "")
        day = _DAYS[self.lang][start.weekday()] if start else ""
        hour = self._time(start.hour) if start else ""
        if self.lang == "en":
            return f"{kind} on {day.lower() if self.dictated else day} at {hour}"
        return f"{kind} del {day} a {hour}"

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
