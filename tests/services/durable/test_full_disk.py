"""On a full disk nothing starts silently, nothing is lost, and everything goes on once there is room."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_full_disk_is_said_and_the_workflow_goes_on_when_there_is_room(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.services.durable.filling", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=90)  # noqa: S603 ours
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["error"].startswith("DurableError: The workflow could not be started")
    assert outcome["end"] == "done"
    assert outcome["stuck"] == []
    assert outcome["filled"] == 2
