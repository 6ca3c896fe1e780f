"""Everything the roster is searched by, built once from the patients and never changed."""

from array import array
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from services.gateway.redaction.labels import Label
from services.gateway.redaction.roster.address_key import address_key
from services.gateway.redaction.roster.name_tokens import tokens
from services.gateway.redaction.roster.near import NearIndex
from services.gateway.redaction.roster.nicknames import NICKNAMES
from services.gateway.redaction.roster.number_keys import identifier_keys, phone_keys
from services.gateway.redaction.roster.packed import PackedMap, PackedSet, entry
from services.gateway.redaction.roster.patient import RosterPatient
from services.gateway.redaction.roster.phonetic import keys
from services.gateway.redaction.shadow import fold

GIVEN: Final = 1
FAMILY: Final = 2
COMMON: Final = 4
_MIDDLE: Final = 8
_PAIR_BITS: Final = 24
_SHORTEST_SOUND: Final = 5
_LABELS: Final = tuple(Label)


@dataclass(frozen=True, slots=True)
class RosterIndex:
    """A roster as it is searched.

    Attributes:
        numbers: From each word of a name to its number.
        roles: For each word, whether it is a given name, a family name, and an everyday word.
        near: The words at most one slip away from a word.
        sounds: From a phonetic key to the words that sound so.
        pairs: Which words stand together in one name.
        birth_dates: Proleptic Gregorian ordinals.
        phones: Telephone numbers of ten digits, and without their area codes of seven.
        identifiers: From the key of a medical record or other number to its label's place in `Label`.
        emails: Addresses.
        addresses: From "412 maple" to 0.
        size: How many patients there are.
    """

    numbers: dict[str, int]
    roles: bytes
    near: NearIndex
    sounds: PackedMap
    pairs: PackedSet
    birth_dates: PackedSet
    phones: PackedSet
    identifiers: PackedMap
    emails: PackedMap
    addresses: PackedMap
    size: int

    def paired(self, first: int, second: int) -> bool:
        """Tell whether two words stand together in one patient's name."""
        return _pair(first, second) in self.pairs

    def like(self, word: str) -> set[int]:
        """Return the numbers of the words that a word is misspelt from: one slip away, or that sound the same."""
        found = self.near.of(word)
        if len(word) >= _SHORTEST_SOUND:
            found.update(self.sounds.all(keys(word)))
        return found

    def label(self, key: str) -> Label | None:
        """Return what kind of number a key is of, or None when no patient has it."""
        place = self.identifiers.first(key)
        return None if place is None else _LABELS[place]


def _pair(first: int, second: int) -> int:
    """Return one number for two words in any order."""
    return min(first, second) << _PAIR_BITS | max(first, second)


class _Names:
    """Collects the words of the names."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.roles = bytearray()
        self.pairs = array("Q")

    def add(self, patient: RosterPatient) -> None:
        """Enter the names of a patient."""
        for name in patient.names:
            roles = zip((GIVEN, FAMILY, _MIDDLE), tokens(name), strict=True)
            numbers = [self._number(word, role) for role, words in roles for word in sorted(words)]
            for at, number in enumerate(numbers):
                self.pairs.extend(_pair(number, other) for other in numbers[at + 1 :])

    def _number(self, word: str, role: int) -> int:
        """Return a word's number, a new one for a new word."""
        number = self.numbers.setdefault(word, len(self.numbers))
        if number == len(self.roles):
            self.roles.append(0)
        self.roles[number] |= role
        return number

    def settle(self, common: Container[str]) -> list[str]:
        """Return the words by number, after marking everyday words, and as family names those that are no given ones.

        A middle word of a name that was written in one is a given name if it is one in the roster or has nicknames.
        """
        words = list(self.numbers)
        for number, word in enumerate(words):
            role = self.roles[number]
            if role & _MIDDLE and not role & GIVEN and word not in NICKNAMES:
                self.roles[number] |= FAMILY
            if word in common:
                self.roles[number] |= COMMON
        return words


class IndexBuilder:
    """Builds the index of a roster from its patients one after the other; none of them is kept."""

    def __init__(self, common: Container[str] = ()) -> None:
        """Keep the everyday words, folded: a name that is one needs more beside it to be taken for a name."""
        self.size = 0
        self._common = common
        self._names = _Names()
        self._births, self._phones = array("Q"), array("Q")
        self._identifiers, self._emails, self._addresses = array("Q"), array("Q"), array("Q")

    def add(self, patient: RosterPatient) -> None:
        """Enter a patient."""
        self.size += 1
        self._names.add(patient)
        if patient.birth_date is not None:
            self._births.append(patient.birth_date.toordinal())
        self._phones.extend(key for phone in patient.phones for key in phone_keys(phone))
        for each in patient.identifiers:
            place = _LABELS.index(each.label)
            self._identifiers.extend(entry(key, place) for key in identifier_keys(each.value))
        self._emails.extend(entry(fold(email.strip()).text, 0) for email in patient.emails)
        self._addresses.extend(entry(key, 0) for line in patient.addresses if (key := address_key(line)))

    def done(self) -> RosterIndex:
        """Return the index."""
        names = self._names
        words = names.settle(self._common)
        return RosterIndex(
            numbers=names.numbers,
            roles=bytes(names.roles),
            near=NearIndex(words),
            sounds=PackedMap(
                (key, number) for number, word in enumerate(words) if len(word) >= _SHORTEST_SOUND for key in keys(word)
            ),
            pairs=PackedSet(names.pairs),
            birth_dates=PackedSet(self._births),
            phones=PackedSet(self._phones),
            identifiers=PackedMap(entries=self._identifiers),
            emails=PackedMap(entries=self._emails),
            addresses=PackedMap(entries=self._addresses),
            size=self.size,
        )


def build_index(patients: Iterable[RosterPatient], common: Container[str] = ()) -> RosterIndex:
    """Build the index of a roster.

    Args:
        patients: The patients.
        common: Everyday words, folded; a name that is one needs more beside it to be taken for a name.
    """
    builder = IndexBuilder(common)
    for patient in patients:
        builder.add(patient)
    return builder.done()
