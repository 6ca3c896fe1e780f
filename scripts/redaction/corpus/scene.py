"""Who says a line, where, and how: what the value generators look at."""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from scripts.redaction.corpus import say
from scripts.redaction.corpus.lexicons import Part, tables
from scripts.redaction.corpus.people import NOBODY, Clinic, Person, person
from scripts.redaction.corpus.pieces import Piece

PROVIDER: Final = 9
"""The provider's place among a scene's people."""
_KNOWN_SHARE: Final = {1: 0.85, PROVIDER: 0.7}
"""How often the patient and the provider are the clinic's own."""
_KIN_SHARE: Final = 0.3
"""How often somebody else is a patient too."""
_SAME_FAMILY: Final = 0.4


@dataclass(slots=True)
class Scene:
    """One line's circumstances.

    Attributes:
        rng: The only source of chance.
        lang: en or es.
        style: chat, sms, dictated, voicemail, query, note, form or tool.
        part: Which rare values may appear.
        spoken: Numbers and marks are written as words.
        clinic: The patients and providers of whom most lines speak.
        people: Those in this line, by number.
        said: Values already used, so that a repeated slot means the same thing.
    """

    rng: Random
    lang: str
    style: str
    part: Part
    spoken: bool = False
    clinic: Clinic = NOBODY
    people: dict[int, Person] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def person(self, number: int) -> Person:
        """Return the person of a number, made up when first asked for; the patient, 1, is mostly the clinic's."""
        if number not in self.people:
            self.people[number] = self._meet(number)
        return self.people[number]

    def _meet(self, number: int) -> Person:
        known = self.clinic.providers if number == PROVIDER else self.clinic.patients
        if known and self.rng.random() < _KNOWN_SHARE.get(number, _KIN_SHARE):
            return self.rng.choice(known)
        kin = number in {2, 3} and 1 in self.people and self.rng.random() < _SAME_FAMILY
        return person(self.rng, self.part, self.lang, self.people[1].family if kin else None)

    def word(self, table: str, *, shared: bool = False) -> str:
        """Return a word of the clinic's tables in this language, or of the places'."""
        room = tables("places" if shared else f"clinic_{self.lang}")
        own = f"{table}_{self.lang}"
        return self.rng.choice(room[own] if own in room else room[table])

    def once(self, key: str, value: str) -> str:
        """Return the value that `key` first had in this line."""
        return self.said.setdefault(key, value)

    def code(self, value: str, kind: str | None, *, written: bool = False) -> list[Piece]:
        """Return a code as a piece: as it is, or read out."""
        text = say.characters(value, self.lang, self.rng) if self.spoken and not written else value
        return [Piece(text, kind)]
