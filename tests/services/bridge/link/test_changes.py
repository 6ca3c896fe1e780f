import asyncio

import pytest

from services.bridge.link.changes import ChangeLog, ChangesMissed
from services.kernel.roster import PatientRemoved


async def test_changes_come_in_order_after_the_number_asked_for() -> None:
    log = ChangeLog()
    for number in range(5):
        await log.publish(PatientRemoved(str(number)))
    assert await log.after(log.name, 3, 0) == [PatientRemoved("3"), PatientRemoved("4")]
    assert await log.after(log.name, 0, 0) == [PatientRemoved(str(number)) for number in range(5)]
    assert await log.after(log.name, 5, 0) == []


async def test_a_reader_waits_for_the_next_change() -> None:
    log = ChangeLog()
    waiting = asyncio.create_task(log.after(log.name, 0, 60))
    await asyncio.sleep(0)
    assert not waiting.done()
    await log.publish(PatientRemoved("1"))
    assert await waiting == [PatientRemoved("1")]


async def test_what_is_no_longer_kept_or_of_another_log_is_missed() -> None:
    log = ChangeLog(most=2)
    for number in range(4):
        await log.publish(PatientRemoved(str(number)))
    assert len(await log.after(log.name, 2, 0)) == 2
    for name, number in ((log.name, 1), (log.name, -1), (log.name, 5), ("another", 4)):
        with pytest.raises(ChangesMissed):
            await log.after(name, number, 0)
