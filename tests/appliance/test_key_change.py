"""The databases' keys are changed: what was there is read under the new ones alone, whenever the power fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.key_change import KeyChange
from appliance.secret_files import DATA_KEYS_KEY, LEDGER_KEY, REFERENCES_KEY, STATE_KEY
from services.keys.data_keys import SealedDataKeys
from services.keys.errors import DataKeysFault, NoSuchKey
from services.keys.keyring import Status
from services.ledger.errors import LedgerBusy, WrongKey
from services.ledger.faults import refuse
from services.ledger.rekeying import change_segments
from services.ledger.schema import CIPHER
from services.sealed.rekeying import opens_with
from tests.appliance.key_change_world import EVENTS, World
from tests.doubles.clock import ManualClock

EVERY = int(os.environ.get("SEALDESK_KEY_STEPS", "6"))


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.fill()
    return made


def test_killed_at_any_step_it_opens_and_the_next_start_finishes_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.appliance.key_change_world", str(tmp_path), str(EVERY)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 our own module
    counts = json.loads(done.stdout)
    assert counts["wrong"] == 0, done.stderr
    assert counts["finished"] == 1
    assert counts["killed"] >= 100 // EVERY


def test_every_key_is_new_and_a_patients_history_goes_on(world: World) -> None:
    before, keys = world.read(), {name: world.ring.key(name) for name in (STATE_KEY, LEDGER_KEY, DATA_KEYS_KEY)}
    world.change(STATE_KEY, LEDGER_KEY, DATA_KEYS_KEY)
    ring = world.ring
    assert world.read() == before
    assert before[0] == EVENTS
    assert all(ring.key(name) != key for name, key in keys.items())
    assert ring.key(REFERENCES_KEY) == keys[STATE_KEY]
    world.change(STATE_KEY)
    assert world.read() == before
    assert world.ring.key(REFERENCES_KEY) == keys[STATE_KEY]


def test_the_old_keys_open_no_file(world: World) -> None:
    old = {name: world.ring.key(name) for name in (LEDGER_KEY, DATA_KEYS_KEY)}
    world.change(LEDGER_KEY, DATA_KEYS_KEY)
    (segment,) = world.places.ledger.glob("ledger-*.db")
    assert not opens_with(segment, old[LEDGER_KEY], refuse, CIPHER)
    with pytest.raises(DataKeysFault):
        SealedDataKeys(world.places.data_keys_file, old[DATA_KEYS_KEY], ManualClock())


def test_the_key_before_stays_for_backups_unless_it_is_to_be_forgotten(world: World) -> None:
    old = world.ring.key(DATA_KEYS_KEY)
    world.change(DATA_KEYS_KEY)
    assert world.ring.key(DATA_KEYS_KEY, Status.RETIRED) == old
    KeyChange(world.ring, world.places).run(DATA_KEYS_KEY, ManualClock().now(), keep_old=False)
    with pytest.raises(NoSuchKey):
        world.ring.key(DATA_KEYS_KEY, Status.RETIRED)
    assert world.read()[0] == EVENTS


def test_while_a_process_has_the_ledger_nothing_is_changed(world: World) -> None:
    ledger, keys = world.ledger()
    for name, refused in ((LEDGER_KEY, LedgerBusy), (DATA_KEYS_KEY, DataKeysFault)):
        with pytest.raises(refused):
            world.change(name)
    ledger.close()
    keys.close()
    assert world.finish() == (LEDGER_KEY, DATA_KEYS_KEY)
    assert world.read()[0] == EVENTS


def test_neither_key_fits_and_nothing_is_changed(world: World, tmp_path: Path) -> None:
    (segment,) = world.places.ledger.glob("ledger-*.db")
    before = segment.read_bytes()
    with pytest.raises(WrongKey):
        change_segments(world.places.ledger, b"x" * 32, b"y" * 32)
    assert segment.read_bytes() == before
    assert change_segments(tmp_path / "empty", b"x" * 32, b"y" * 32) == 0
