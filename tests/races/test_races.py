"""Contended attempts on three kinds of server: no double booking, nothing lost, nothing twice, no false "done"."""

import asyncio
import os
from datetime import datetime, timedelta

import pytest

from services.kernel.clock import SystemClock
from tests.races.contention import Appliance, Contention, Report
from tests.races.ehr import NEW_YORK, Ehr, front_desk, running_ehr
from tests.races.schedule import crowded_clinic

ATTEMPTS = int(os.environ.get("SEALDESK_RACE_ATTEMPTS", "250"))
PATIENTS = 64
FREE = 10


async def crowd(ehr: Ehr) -> Report:
    """Fill the clinic, let everybody in, and return what happened."""
    clock = SystemClock()
    opening = datetime.combine(
        (clock.now() + timedelta(days=2)).astimezone(NEW_YORK).date(), datetime.min.time(), NEW_YORK
    ) + timedelta(hours=9)
    await ehr.control("load", {"resources": crowded_clinic(opening, PATIENTS, FREE)})

    async def book_again(patient: str) -> None:
        await ehr.control("front-desk", {"action": "walk-in", "patient": f"Patient/{patient}"})

    systems = [ehr.system(f"appliance-{name}") for name in "ab"]
    appliances = [Appliance(name, system, clock) for name, system in zip("ab", systems, strict=True)]
    contention = Contention(appliances, clock, ATTEMPTS, book_again)
    stop = asyncio.Event()
    desk = asyncio.create_task(front_desk(ehr, stop))
    report = await contention.run([f"pat-{number}" for number in range(PATIENTS)])
    stop.set()
    await desk
    for system in systems:
        await system.aclose()
    return report


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("dialect", ["generic", "generic-nonatomic", "generic-noetag"])
async def test_contended_attempts_leave_every_patient_with_one_visit(dialect: str) -> None:
    async with running_ehr(dialect) as ehr:
        report = await crowd(ehr)
        truth = await ehr.audit(dict(report.cancelled))
    print(f"\n{dialect}: {report.line()}")  # noqa: T201 the figure is the point of a long run
    assert truth["double_bookings"] == []
    assert truth["lost_appointments"] == []
    assert truth["duplicate_appointments"] == []
    assert report.endings["done"] > 0
