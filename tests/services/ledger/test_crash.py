"""`kill -9` of the process that writes: 0 acknowledged events lost, no gap, no double, the tiles equal the database.

`make ledger-crash` runs SEALDESK_LEDGER_TRIALS trials (1,000); a default run takes 30.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.ledger.inspecting import assert_log_fits

ROOT = Path(__file__).parents[3]
TRIALS = int(os.environ.get("SEALDESK_LEDGER_TRIALS", "30"))


@pytest.mark.crash
@pytest.mark.timeout(7200)
def test_killed_at_any_moment_nothing_acknowledged_is_lost(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.services.ledger.crashing", str(folder), str(TRIALS), "20270301"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 our own worker
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    print(outcome)  # noqa: T201 the figures of a long run
    assert outcome["trials"] == TRIALS
    assert (outcome["lost"], outcome["wrong"]) == (0, 0)
    assert outcome["acknowledged"] > 10 * TRIALS
    assert outcome["events"] >= outcome["acknowledged"]
    assert outcome["full_checks"] >= 1
    assert_log_fits(folder)
