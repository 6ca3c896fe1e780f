"""Names and visits for lists, as the clinic's scheduling system has them; what it does not tell in time is left out."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import TypeVar

from services.scheduling.errors import SchedulingError
from services.scheduling.model import Appointment, Patient
from services.scheduling.ports import SchedulingSystem

T = TypeVar("T")

ANSWERS_WITHIN = 4.0
"""Seconds that a page waits for what it can do without."""


async def names_of(system: SchedulingSystem, patient_ids: Collection[str]) -> dict[str, str]:
    """Return the patients' names by their ids."""
    return {key: _name(patient) for key, patient in (await _told(system.patient, patient_ids)).items()}


async def visits_of(system: SchedulingSystem, appointment_ids: Collection[str]) -> dict[str, Appointment]:
    """Return the appointments by their ids."""
    return await _told(system.appointment, appointment_ids)


async def _told(ask: Callable[[str], Awaitable[T]], ids: Collection[str]) -> dict[str, T]:
    async def told(each: str) -> tuple[str, T]:
        return each, await ask(each)

    asked = [asyncio.ensure_future(told(each)) for each in ids]
    if not asked:
        return {}
    done, late = await asyncio.wait(asked, timeout=ANSWERS_WITHIN)
    for each in late:
        each.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    found = {}
    for each in done:
        try:
            key, value = each.result()
        except SchedulingError:
            continue
        found[key] = value
    return found


def _name(patient: Patient) -> str:
    return " ".join((*patient.given, patient.family))
