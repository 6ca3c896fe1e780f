"""A full disk and a killed process: what was acknowledged is there, what was not is not half there."""

import json
import random
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from services.audit.courier import NoLedger
from services.state.store import open_state
from tests.services.state.filling import numbers_of

KEY = bytes(range(32))
ROOT = Path(__file__).parents[3]


def can_mount(directory: Path) -> bool:
    """Tell whether this machine lets us make a tiny file system of our own."""
    command = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(directory)]
    tried = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 fixed words and a directory of ours
    return tried.returncode == 0


def fill_a_small_disk(directory: Path) -> tuple[str, dict[str, Any]]:
    worker = [sys.executable, "-m", "tests.services.state.filling", str(directory)]
    if can_mount(directory):
        how = "mount"
        inside = f"mount -t tmpfs -o size=3m,mode=700 tmpfs {directory} && {shlex.join([*worker, how])}"
        command = ["unshare", "-rm", "sh", "-c", inside]
    else:
        how = "limit"
        command = [*worker, how]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, timeout=60)  # noqa: S603 our own worker
    return how, json.loads(done.stdout)


def test_a_full_disk_is_said_and_nothing_is_half_done(tmp_path: Path) -> None:
    how, outcome = fill_a_small_disk(tmp_path)
    expected = "StateFull" if how == "mount" else "DiskFailed"
    assert outcome["errors"] == [expected]
    assert outcome["kept"]
    assert outcome["there"] == outcome["kept"]
    assert outcome["after"] == [*outcome["kept"], 2_000_000]
    assert outcome["chain_intact"]
    assert outcome["records"] == len(outcome["after"])


def write_until_killed(path: Path, first: int, acknowledged: int) -> list[int]:
    """Let a process write, kill -9 it after so many acknowledgements, and return all it gave."""
    command = [sys.executable, "-m", "tests.services.state.writing", str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:  # noqa: S603 our own worker
        assert process.stdout is not None
        seen = [int(process.stdout.readline()) for _ in range(acknowledged)]
        process.kill()
        return seen + [int(line) for line in process.stdout.read().splitlines() if line]


@pytest.mark.crash
async def test_killed_at_any_moment_nothing_acknowledged_is_lost(path: Path) -> None:
    chance = random.Random(20270301)  # noqa: S311 the same moments in every run
    acknowledged: list[int] = []
    for trial in range(4):
        acknowledged += write_until_killed(path, trial * 100_000, chance.randint(1, 120))
        store = open_state(path, KEY, node="desk-1", courier=NoLedger())
        there = await store.read(numbers_of)
        verdict = await store.read(lambda tx: tx.audit.verify())
        await store.check()
        await store.close()
        assert set(acknowledged) <= set(there)
        assert verdict.intact
        assert verdict.count == len(there)
