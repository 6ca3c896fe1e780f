"""Invented patients: a named cast, one person per situation worth showing, and a crowd drawn by seed.

Telephone numbers are from the range 555-0100 to 555-0199, which is set aside for fiction.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

PREFERRED_LANGUAGES = {"en": "English", "es": "Spanish"}


@dataclass(frozen=True, slots=True)
class Person:
    """One invented patient; `story` says why this person is here, empty for the crowd."""

    id: str
    given: str
    family: str
    birth_date: str
    language: str
    phone: str
    gender: str
    story: str = ""
    active: bool = True
    mail: str = ""

    @property
    def reference(self) -> str:
        """Return `Patient/id`."""
        return f"Patient/{self.id}"

    @property
    def resource(self) -> dict[str, Any]:
        """Return the FHIR Patient."""
        language = {
            "coding": [
                {
                    "system": "urn:ietf:bcp:47",
                    "code": self.language,
                    "display": PREFERRED_LANGUAGES[self.language],
                }
            ]
        }
        patient: dict[str, Any] = {
            "resourceType": "Patient",
            "id": self.id,
            "active": self.active,
            "identifier": [{"system": "https://maple-street.example/mrn", "value": f"MS{self.id[-3:]}"}],
            "name": [{"use": "official", "family": self.family, "given": [self.given]}],
            "gender": self.gender,
            "birthDate": self.birth_date,
            "communication": [{"language": language, "preferred": True}],
        }
        telecom = [{"system": "phone", "value": self.phone, "use": "mobile"}] if self.phone else []
        telecom += [{"system": "email", "value": self.mail, "use": "home"}] if self.mail else []
        return {**patient, "telecom": telecom} if telecom else patient


# given, family, birth date, language, gender, story
_CAST = (
    ("Maria", "Santos", "1985-03-14", "es", "female", "one cleaning next week"),
    ("James", "Carter", "1972-11-02", "en", "male", "two visits on one Tuesday"),
    ("Ana", "Morales", "1990-07-21", "es", "female", "a visit inside the notice window"),
    ("Rosa", "Delgado", "1984-03-12", "es", "female", "twin of Marta: same family name and birth date"),
    ("Marta", "Delgado", "1984-03-12", "es", "female", "twin of Rosa: same family name and birth date"),
    ("Thomas", "Nguyen", "1958-01-30", "en", "male", "a series of weekly follow-ups"),
    ("Helen", "Brandt", "1949-09-09", "en", "female", "imaging and a follow-up that belong together"),
    ("Leo", "Park", "", "en", "male", "a minor"),
    ("Omar", "Haddad", "1966-05-17", "en", "male", "only a past visit"),
    ("Grace", "Liu", "1995-12-25", "en", "female", "a cancelled visit"),
    ("Victor", "Almeida", "1961-08-08", "es", "male", "a group class"),
    ("Nina", "Petrova", "1979-02-28", "en", "female", "a laser procedure: room and approval"),
    ("Samuel", "Ortiz", "1955-06-11", "es", "male", "imaging that needs an authorisation"),
    ("Chloe", "Adams", "2001-10-05", "en", "female", "a new patient"),
    ("Isaac", "Bloom", "1988-04-19", "en", "male", "a video visit"),
    ("Ruth", "Fisher", "1943-07-04", "en", "female", "no visit at all"),
    ("James", "Carter", "1999-06-23", "en", "male", "another James Carter, one check-up"),
    ("Peter", "Novak", "1970-12-12", "en", "male", "no telephone on file"),
    ("Elsa", "Moreau", "1982-03-03", "en", "female", "an inactive record"),
)
_GIVEN = {
    "en": "Alice Brian Carla David Emma Frank Hannah Ian Julia Kevin Laura Megan Noah Olive Wade",
    "es": "Alma Beatriz Carlos Diego Elena Felipe Gloria Hugo Ines Jorge Lucia Mateo Pablo Teresa",
}
_FAMILY = {
    "en": "Abbott Barnes Collins Dawson Ellis Foster Greene Hughes Irwin Jensen Keller Lowell Pratt",
    "es": "Acosta Benítez Campos Domínguez Escobar Fuentes Guzmán Herrera Ibarra Juárez Luna Peña",
}
_WITHOUT_PHONE = "no telephone on file"
_MAILS = {
    1: "maria.santos@example.com",
    4: "rosa.delgado@example.com",
    15: "isaac.bloom@example.com",
    18: "peter.novak@example.com",
}
"""Mail addresses by number; the last of them has nothing else. The domain is set aside for examples (RFC 2606)."""


def cast(today: date) -> list[Person]:
    """Return the named people, the same for every seed; ages of minors follow the day."""
    people = []
    for number, (given, family, birth, language, gender, story) in enumerate(_CAST, start=1):
        people.append(
            Person(
                id=f"pat-{number:03d}",
                given=given,
                family=family,
                birth_date=birth or f"{today.year - 9}-05-20",
                language=language,
                phone="" if story == _WITHOUT_PHONE else _phone(number),
                gender=gender,
                story=story,
                active=story != "an inactive record",
                mail=_MAILS.get(number, ""),
            )
        )
    return people


def crowd(count: int, today: date, seed: int) -> list[Person]:
    """Return other people drawn by seed; some share a family name, one in twelve is a minor."""
    chance = random.Random(seed)  # noqa: S311 a repeatable demonstration, not a secret
    people = []
    for number in range(len(_CAST) + 1, len(_CAST) + 1 + count):
        language = chance.choice(("en", "en", "es"))
        years = chance.randint(5, 17) if number % 12 == 0 else chance.randint(19, 92)
        born = today - timedelta(days=years * 365 + chance.randint(0, 364))
        people.append(
            Person(
                id=f"pat-{number:03d}",
                given=chance.choice(_GIVEN[language].split()),
                family=chance.choice(_FAMILY[language].split()),
                birth_date=born.isoformat(),
                language=language,
                phone=_phone(number),
                gender=chance.choice(("female", "male")),
            )
        )
    return people


def _phone(number: int) -> str:
    return f"+1212555{100 + number:04d}"
