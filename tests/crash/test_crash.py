"""kill -9 at every step of a change, in a real process with real state, and see what is left when it comes back.

`make crash` runs SEALDESK_CRASH_TRIALS trials (200); a default run takes a few from every dialect.
"""

import asyncio
import json
import os
import secrets
import signal
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from services.kernel.clock import SystemClock
from tests.crash.killing import MOMENTS
from tests.races.ehr import NEW_YORK, Ehr, running_ehr
from tests.races.schedule import crowded_clinic

TRIALS = int(os.environ.get("SEALDESK_CRASH_TRIALS", "0"))
RESUMES_WITHIN = 10.0
DIALECTS = ["generic", "generic-noetag", "oracle", "epic"]
FAMILY = {"generic-noetag": "generic"}
MOVE_STEPS = {"generic": 10, "generic-noetag": 10, "oracle": 10, "epic": 11}
CANCEL_STEPS = 7
QUICK = [(4, "after"), (6, "before"), (6, "after"), (9, "recorded")]
Json = dict[str, Any]


def every_kill(dialect: str) -> Iterator[Json]:
    """Yield a plan for each moment of each step, of a move and of a cancellation."""
    for operation, steps in (("op-move", MOVE_STEPS[dialect]), ("op-cancel", CANCEL_STEPS)):
        for step in range(1, steps + 1):
            for moment in MOMENTS:
                yield {"operation": operation, "step": step, "moment": moment}


def plans(dialect: str) -> list[Json]:
    """Return the kills of this run: a few by default, every one again and again under `make crash`."""
    if not TRIALS:
        moves = [{"operation": "op-move", "step": step, "moment": moment} for step, moment in QUICK]
        return [*moves, *({"operation": "op-cancel", "step": CANCEL_STEPS, "moment": moment} for moment in MOMENTS)]
    return list(islice(cycle(every_kill(dialect)), max(1, TRIALS // len(DIALECTS))))


async def life(config: Json, directory: Path, worker: str = "tests.crash.worker") -> tuple[int, Json]:
    """Run the appliance until it ends or is killed."""
    path = directory / "config.json"
    await asyncio.to_thread(path.write_text, json.dumps(config))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", worker, str(path), stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    return process.returncode or 0, json.loads(out) if out else {}


async def fill(ehr: Ehr) -> None:
    """Give every patient one visit, and leave six slots free."""
    today = SystemClock().now().astimezone(NEW_YORK).date()
    opening = datetime.combine(today + timedelta(days=2), datetime.min.time(), NEW_YORK) + timedelta(hours=9)
    await ehr.control("reset")
    await ehr.control("load", {"resources": crowded_clinic(opening, patients=6, free=6)})


async def one_trial(ehr: Ehr, dialect: str, plan: Json, directory: Path) -> Json:
    """Kill, start again, and check what the clinic's system and the appliance say."""
    await fill(ehr)
    await asyncio.to_thread(directory.mkdir, mode=0o700)
    wishes = [
        {"operation": "op-move", "patient": "pat-0", "slot": 1, "fee": 2500},
        {"operation": "op-cancel", "patient": "pat-1", "slot": None, "fee": 4000},
        {"operation": "op-other", "patient": "pat-2", "slot": 3},
    ]
    config = {
        "fhir": ehr.fhir,
        "dialect": FAMILY.get(dialect, dialect),
        "directory": str(directory),
        "key": secrets.token_hex(32),
        "wishes": wishes,
    }
    code, _ = await life({**config, "plan": plan}, directory)
    assert code == -signal.SIGKILL, f"the plan {plan} never came about"
    code, told = await life({**config, "plan": None}, directory)
    assert code == 0
    await check(ehr, told)
    return told


def is_at(appointment: Json, start: str, practitioner: str) -> bool:
    """Tell whether a live appointment is at that time with that provider."""
    actors = [one["actor"]["reference"] for one in appointment["participant"]]
    same_time = datetime.fromisoformat(appointment["start"]) == datetime.fromisoformat(start)
    return appointment["status"] == "booked" and same_time and practitioner in actors


async def check(ehr: Ehr, told: Json) -> None:
    """Compare what was said with the truth."""
    cancelled = {"Patient/pat-1": 1} if told["ends"]["op-cancel"][0] == "done" else {}
    truth = await ehr.audit(cancelled)
    assert truth["double_bookings"] == []
    assert truth["lost_appointments"] == []
    assert truth["duplicate_appointments"] == []
    assert all(state in ("done", "undone", "with_person") for state, _, _ in told["ends"].values())
    state = await ehr.state("Appointment")
    for operation, (ended, _, slot) in told["ends"].items():
        words = [template for of, template in told["messages"] if of == operation and template != "person_wanted"]
        assert len(words) == 1, (operation, words)
        if ended == "done" and slot:
            assert len([a for a in state if is_at(a, *slot)]) == 1
    assert told["audit"] is True
    done = {operation for operation, (ended, _, _) in told["ends"].items() if ended == "done"}
    due = {"op-move": 2500, "op-cancel": 4000}
    assert sorted(told["fees"]) == sorted([one, cents, "handed_over"] for one, cents in due.items() if one in done)
    assert set(told["notices"]) == done


@pytest.mark.crash
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_killed_change_ends_done_undone_or_with_a_person(dialect: str, tmp_path: Path) -> None:
    endings: dict[str, int] = {}
    slowest = 0.0
    async with running_ehr(dialect) as ehr:
        for number, plan in enumerate(plans(dialect)):
            told = await one_trial(ehr, dialect, plan, tmp_path / str(number))
            slowest = max(slowest, told["seconds"])
            word = " ".join(part for part in told["ends"][plan["operation"]][:2] if part)
            endings[word] = endings.get(word, 0) + 1
    print(f"\n{dialect}: {sum(endings.values())} kills, endings {endings}, slowest end {slowest:.1f} s after restart")  # noqa: T201
    assert slowest <= RESUMES_WITHIN
