"""Finds patients of the scheduling system by name and birth date, or by number, for the log's keyed reference of them.

Whoever is found is recorded as looked up before anything of them is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from services.audit.model import Actor
from services.portal.compliance.errors import WrongFilter
from services.portal.compliance.recording import Recording
from services.scheduling.errors import NotFound
from services.scheduling.model import Patient
from services.scheduling.ports import SchedulingSystem

MOST: Final = 20
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Someone:
    """A patient who was found, and the log's reference of them."""

    name: str = field(repr=False)
    birth: date | None = field(repr=False)
    number: str = field(repr=False)
    reference: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """Looks patients up. `reference` makes the log's keyed reference of a patient's id."""

    system: SchedulingSystem
    recording: Recording
    reference: Callable[[str], str]

    async def find(self, fields: Mapping[str, str], actor: Actor) -> list[Someone]:
        """Return the patients who fit what a form says.

        Raises:
            WrongFilter: the form cannot be read.
            SealdeskError: the scheduling system does not answer, or the look cannot be recorded.
        """
        found = (await self._found(fields))[:MOST]
        await self.recording.looked_up(actor, tuple(each.id for each in found))
        return [
            Someone(" ".join((*each.given, each.family)), each.birth_date, each.id, self.reference(each.id))
            for each in found
        ]

    async def _found(self, fields: Mapping[str, str]) -> list[Patient]:
        number = fields.get("number", "").strip()
        if number:
            return await self._by_number(number)
        family = " ".join(fields.get("family", "").split())
        if not family or len(family) > _LONGEST:
            raise WrongFilter("family", "A family name is needed.", "Give family name and birth date, or the number.")
        try:
            born = date.fromisoformat(fields.get("born", ""))
        except ValueError:
            raise WrongFilter("born", "The birth date cannot be read.", "Write it like 1980-05-04.") from None
        return await self.system.find_patients(born, family)

    async def _by_number(self, number: str) -> list[Patient]:
        if len(number) > _LONGEST or not number.isprintable():
            raise WrongFilter("number", "That is no number of a patient.", "Take it from the scheduling system.")
        try:
            return [await self.system.patient(number)]
        except NotFound:
            return []
