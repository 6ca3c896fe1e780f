"""Invented patients, and how each of them says who they are."""

from dataclasses import dataclass
from datetime import date

from services.scheduling.model import Patient


@dataclass(frozen=True, slots=True)
class Persona:
    """One patient: as on file, and their birth date in figures and in words of both languages."""

    id: str
    given: str
    family: str
    born: date
    en: str
    en_words: str
    es: str
    es_words: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.given} {self.family}"

    def on_file(self) -> Patient:
        """Return the patient as the clinic's system has them."""
        return Patient(self.id, tuple(self.given.split()), self.family, self.born, ("+13125550142",))


def _of(who: str, born: date, *said: str) -> Persona:
    given, family = who.split(" ", 1)
    return Persona(f"pat-{given.lower()}", given, family, born, *said)


PERSONAS = {
    each.id.removeprefix("pat-"): each
    for each in (
        _of("Maria Garcia", date(1980, 5, 14), "May 14, 1980", "may fourteenth nineteen eighty",
            "14 de mayo de 1980", "catorce de mayo de mil novecientos ochenta"),
        _of("James Carter", date(1972, 11, 23), "11/23/1972", "november twenty third nineteen seventy two",
            "23 de noviembre de 1972", "veintitrés de noviembre de mil novecientos setenta y dos"),
        _of("Rosa Delgado", date(1955, 8, 30), "August 30 1955", "august thirtieth nineteen fifty five",
            "30 de agosto de 1955", "treinta de agosto de mil novecientos cincuenta y cinco"),
        _of("Tom Becker", date(1991, 1, 17), "Jan 17, 1991", "january seventeenth nineteen ninety one",
            "17 de enero de 1991", "diecisiete de enero de mil novecientos noventa y uno"),
        _of("Lucia Mendoza", date(1988, 12, 25), "12-25-1988", "december twenty fifth nineteen eighty eight",
            "25 de diciembre de 1988", "veinticinco de diciembre de mil novecientos ochenta y ocho"),
        _of("Aisha Johnson", date(1999, 7, 21), "7/21/1999", "july twenty first nineteen ninety nine",
            "21 de julio de 1999", "veintiuno de julio de mil novecientos noventa y nueve"),
        _of("Pedro Gomez", date(1967, 3, 19), "March 19 1967", "march nineteenth nineteen sixty seven",
            "19 de marzo de 1967", "diecinueve de marzo de mil novecientos sesenta y siete"),
        _of("Helen Brooks", date(1948, 9, 28), "September 28, 1948", "september twenty eighth nineteen forty eight",
            "28 de septiembre de 1948", "veintiocho de septiembre de mil novecientos cuarenta y ocho"),
        _of("Carmen Vargas", date(1975, 10, 15), "10/15/75", "october fifteenth nineteen seventy five",
            "15 de octubre de 1975", "quince de octubre de mil novecientos setenta y cinco"),
        _of("Kevin Nguyen", date(2001, 6, 24), "June 24, 2001", "june twenty fourth two thousand one",
            "24 de junio de 2001", "veinticuatro de junio de dos mil uno"),
        _of("Ana Torres", date(1983, 2, 16), "Feb 16 1983", "february sixteenth nineteen eighty three",
            "16 de febrero de 1983", "dieciséis de febrero de mil novecientos ochenta y tres"),
        _of("Diego Ramirez", date(1960, 4, 22), "4/22/1960", "april twenty second nineteen sixty",
            "22 de abril de 1960", "veintidós de abril de mil novecientos sesenta"),
    )
}  # fmt: skip
