"""Is this the person on file? Compares a name as said and a birth date with a patient's record.

This is the first half of the identity check (45 CFR 164.514(h)); a one-time code to the phone on file follows. So it
forgives how people say and write names, and one slip of a letter in a long one, but never guesses at another name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.scheduling.model import Patient
from services.scheduling.names import PARTICLES, slips_between, slips_between_given, words_of

_MOST_WORDS = 10
_MOST_SLIPS = 1
_LED_BY = frozenset({"maria", "ma", "jose"})
"""First given names that many people leave out in favour of the second: María Guadalupe is called Guadalupe."""


@dataclass(frozen=True, slots=True)
class _OnFile:
    """A patient's name in words."""

    given: tuple[str, ...]
    family: tuple[str, ...]

    @property
    def families(self) -> tuple[str, ...]:
        """The forms of the family name of which one must be said: its first word, or all of it as one word."""
        telling = _telling(self.family)
        lead = self.family[: self.family.index(telling[0]) + 1]
        return tuple(dict.fromkeys((telling[0], "".join(lead), "".join(self.family))))

    @property
    def givens(self) -> tuple[str, ...]:
        """The forms of the given name of which one must be said."""
        second = self.given[1:2] if self.given[0] in _LED_BY else ()
        return tuple(dict.fromkeys((self.given[0], "".join(self.given[:2]), *second)))

    @property
    def lacks_given(self) -> bool:
        """Tell whether the file may simply lack a second given name."""
        return len(self.given) == 1

    @property
    def lacks_family(self) -> bool:
        """Tell whether the file may simply lack a second family name."""
        return len(_telling(self.family)) == 1


def matches_person(patient: Patient, name: str, birth_date: date) -> bool:
    """Tell whether the name and birth date are this patient's.

    Birth dates must be equal. Of the name, the first family name and the first given name (or a well-known short
    form of it) must be said, in either order; other given names and a second family name may be left out, but not
    contradicted. Case, accents, hyphens, apostrophes, titles, and suffixes such as Jr. do not count.
    """
    if patient.birth_date is None or patient.birth_date != birth_date:
        return False
    said = words_of(name)[:_MOST_WORDS]
    on_file = _OnFile(words_of(" ".join(patient.given)), words_of(patient.family))
    if len(said) < 2 or not on_file.given or not on_file.family:  # noqa: PLR2004 a given and a family name
        return False
    runs = list(_runs(len(said)))
    return any(_fits(said, on_file, family, given) for family in runs for given in runs)


def _fits(said: tuple[str, ...], on_file: _OnFile, family: range, given: range) -> bool:
    """Tell whether these runs of words are family and given name, and the other words fit the record."""
    if family.start < given.stop and given.start < family.stop:
        return False
    family_slips = _fewest(slips_between(_joined(said, family), form) for form in on_file.families)
    given_slips = _fewest(slips_between_given(_joined(said, given), form) for form in on_file.givens)
    if family_slips is None or given_slips is None or family_slips + given_slips > _MOST_SLIPS:
        return False
    after_family, after_given = _unknown(said, on_file, family, given)
    return len(after_family) <= on_file.lacks_family and len(after_given) <= on_file.lacks_given


def _unknown(said: tuple[str, ...], on_file: _OnFile, family: range, given: range) -> tuple[list[str], list[str]]:
    """Return the further words that are not on file: those after the family name, and the others."""
    known = (*on_file.given, *on_file.family)
    after_family: list[str] = []
    others: list[str] = []
    target = others
    for place, word in enumerate(said):
        if place in family:
            target = after_family
        elif place in given:
            target = others
        elif word not in PARTICLES and not any(_is(word, name) for name in known):
            target.append(word)
    return after_family, others


def _joined(words: tuple[str, ...], run: range) -> str:
    return "".join(words[run.start : run.stop])


def _is(word: str, name: str) -> bool:
    """Tell whether a further word is this name of the record, or its initial."""
    return word == name[:1] or slips_between_given(word, name) == 0


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that tell the name from others: "de la cruz" is "cruz"; particles alone stay."""
    return tuple(word for word in words if word not in PARTICLES) or words


def _runs(count: int) -> Iterator[range]:
    """Yield every run of one to four neighbouring words."""
    for start in range(count):
        for end in range(start + 1, min(start + 4, count) + 1):
            yield range(start, end)


def _fewest(slips: Iterator[int | None]) -> int | None:
    return min((found for found in slips if found is not None), default=None)
