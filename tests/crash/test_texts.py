"""kill -9 while a text is taken, answered and sent: it is answered exactly once after the restart.

A default run takes a few moments; `make crash` takes every commit and every send, before and after.
"""

import json
import secrets
import signal
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.crash.test_crash import TRIALS, Json, life
from tests.doubles.clock import MONDAY_MORNING

WORKER = "tests.crash.text_worker"
AWAY = timedelta(seconds=70)
"""How long the process is dead: longer than the lease of what it was sending."""
TEXTS = [
    {"id": "SM1", "number": "+13125550142", "body": "I need to move my appointment", "after": 10},
    {"id": "SM2", "number": "+17735550177", "body": "STOP", "after": 40},
]
QUICK = [("commit", 3, "after"), ("commit", 6, "before"), ("send", 1, "before"), ("send", 2, "after")]
UNBORN = {"at": "commit", "number": 1, "moment": "before"}
"""Before its first commit the appliance never asked for texts, and what came before that is not its own."""


def config(directory: Path, kill: Json | None, start: datetime = MONDAY_MORNING) -> Json:
    return {
        "directory": str(directory),
        "key": "",
        "begin": MONDAY_MORNING.isoformat(),
        "start": start.isoformat(),
        "texts": TEXTS,
        "kill": kill,
    }


def folder(path: Path) -> Path:
    path.mkdir(mode=0o700)
    return path


def sent(directory: Path) -> list[str]:
    return [json.loads(line)["template"] for line in (directory / "sent.jsonl").read_text().splitlines()]


async def kills(directory: Path, key: str) -> list[dict[str, Any]]:
    """Return the moments of this run; every commit and send of an undisturbed one under `make crash`."""
    if not TRIALS:
        return [{"at": at, "number": number, "moment": moment} for at, number, moment in QUICK]
    code, told = await life({**config(directory, None), "key": key}, directory, WORKER)
    assert code == 0
    every = [(at, n) for at, count in told["counts"].items() for n in range(1, count + 1)]
    found = [{"at": at, "number": n, "moment": moment} for at, n in every for moment in ("before", "after")]
    return [kill for kill in found if kill != UNBORN]


@pytest.mark.crash
@pytest.mark.timeout(3600)
async def test_a_text_is_answered_exactly_once_whenever_the_process_is_killed(tmp_path: Path) -> None:
    key = secrets.token_hex(32)
    for number, kill in enumerate(await kills(folder(tmp_path / "whole"), key)):
        directory = folder(tmp_path / str(number))
        code, _ = await life({**config(directory, kill), "key": key}, directory, WORKER)
        assert code == -signal.SIGKILL, f"the plan {kill} never came about"
        code, told = await life({**config(directory, None, MONDAY_MORNING + AWAY), "key": key}, directory, WORKER)
        assert code == 0
        assert (told["waiting"], told["audit"]) == ([], True), kill
        assert sorted(sent(directory)) == ["conversation", "stopped"], kill
