"""kill -9 around the decision of a member of staff: before it, between it and its write, and in the write itself."""

import secrets
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.crash.test_crash import FAMILY, MOVE_STEPS, TRIALS, Json, fill, is_at, life
from tests.races.ehr import running_ehr

WORKER = "tests.crash.desk_worker"
OPERATION = "op-approved"
DIALECTS = ["epic", "generic"] if TRIALS else ["epic"]


def kills(dialect: str) -> list[dict[str, Any]]:
    """Return where the process dies; `make crash` takes every step of the change, a default run a few."""
    steps = range(1, MOVE_STEPS[dialect] + 1) if TRIALS else (4, 6)
    moments = ("before", "after", "recorded") if TRIALS else ("after",)
    around: list[dict[str, Any]] = [{"die": "undecided", "plan": None}, {"die": "decided", "plan": None}]
    within = [{"operation": OPERATION, "step": step, "moment": moment} for step in steps for moment in moments]
    return around + [{"die": None, "plan": plan} for plan in within]


@pytest.mark.crash
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_killed_decision_counts_once_or_not_at_all(dialect: str, tmp_path: Path) -> None:
    async with running_ehr(dialect) as ehr:
        for number, kill in enumerate(kills(dialect)):
            await fill(ehr)
            directory = tmp_path / str(number)
            directory.mkdir(mode=0o700)
            config = {
                "fhir": ehr.fhir,
                "dialect": FAMILY.get(dialect, dialect),
                "directory": str(directory),
                "key": secrets.token_hex(32),
            }
            code, _ = await life({**config, **kill}, directory, WORKER)
            assert code == -signal.SIGKILL, f"the plan {kill} never came about"
            code, told = await life({**config, "die": None, "plan": None}, directory, WORKER)
            assert code == 0
            check(told)
            truth = await ehr.audit({})
            assert truth["double_bookings"] == truth["lost_appointments"] == truth["duplicate_appointments"] == []
            state = await ehr.state("Appointment")
            assert len([one for one in state if is_at(one, told["start"], told["practitioner"])]) == 1


def check(told: Json) -> None:
    """Compare what the appliance says with what one approval means."""
    assert (told["state"], told["end"], told["change"]) == ("closed", "changed", "done")
    assert (told["approver"], told["second"]) == ("alex", "alex")
    assert [word for word in told["texts"] if word != "person_wanted"] == ["approved_move"]
    assert (told["holds"], told["audit"]) == ([], True)
