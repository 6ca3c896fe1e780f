"""Killed anywhere, a workflow resumes within ten seconds and does every step; only the interrupted step comes twice."""

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.services.durable.dying import STEPS

ROOT = Path(__file__).parents[3]
PLACES = [(step, moment) for step in range(STEPS) for moment in ("before", "after", "recorded")]


def run(directory: Path, count: int, *death: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.services.durable.dying", str(directory), str(count), *death]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=100)  # noqa: S603 ours


def answer(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def effects(directory: Path) -> Counter[str]:
    return Counter((directory / "effects").read_text().splitlines())


def every_step(count: int) -> set[str]:
    return {f"op_{number} {step}" for number in range(count) for step in range(STEPS)}


def check(directory: Path, count: int, deaths: int) -> None:
    """Every step happened; each death repeated at most the one step of a workflow that it interrupted."""
    seen = effects(directory)
    assert set(seen) == every_step(count)
    for number in range(count):
        repeats = sum(seen[f"op_{number} {step}"] - 1 for step in range(STEPS))
        assert repeats <= deaths


@pytest.mark.crash
def test_a_death_around_any_step_loses_and_repeats_no_other(tmp_path: Path) -> None:
    """Each process starts one more workflow and dies in it, while those of its predecessors resume."""
    places = random.Random(7).sample(PLACES, 5)  # noqa: S311 the same places in every run
    for number, (step, moment) in enumerate(places):
        died = run(tmp_path, number + 1, f"op_{number}", str(step), moment)
        assert died.returncode == -9
    last = answer(run(tmp_path, len(places)))
    assert last["ends"] == ["done"] * len(places)
    assert last["first"] is None or last["first"] < 10
    check(tmp_path, len(places), len(places))


@pytest.mark.crash
def test_killed_at_random_moments_many_workflows_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(20270301)  # noqa: S311 the same moments in every run
    count, deaths = 12, 3
    command = [sys.executable, "-m", "tests.services.durable.dying", str(tmp_path), str(count)]
    for _ in range(deaths):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:  # noqa: S603 ours
            assert process.stdout is not None
            for _ in range(chance.randint(1, 15)):
                process.stdout.readline()
            process.kill()
    assert answer(run(tmp_path, count))["ends"] == ["done"] * count
    check(tmp_path, count, deaths)
