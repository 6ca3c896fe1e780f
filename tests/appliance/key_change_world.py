"""An appliance's databases with something in each, and the change of their keys killed at any of its steps.

Every step is an audit event of the interpreter (sys.addaudithook: opening, renaming, copying, connecting); the process
that changes the keys kills itself with SIGKILL at one of them, so that nothing of its own tidies up.
"""

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from appliance.key_change import DATABASE_KEYS, KeyChange
from appliance.places import Places
from appliance.secret_files import CHECKPOINT_KEY, DATA_KEYS_KEY, LEDGER_KEY, REFERENCES_KEY, STATE_KEY
from services.audit.courier import NoLedger
from services.audit.model import Action, Actor, ActorKind, AuditEvent
from services.audit.reading import LedgerQuery
from services.keys.data_keys import SealedDataKeys
from services.keys.kek import RawKek
from services.keys.keyring import KekPlace, Keyring
from services.ledger.ledger import Ledger, origin_of
from services.ledger.ports import LedgerKeys
from services.signing.signers import LogSigner
from services.state.keys import workflow_file_key
from services.state.sealed import durable_engine
from services.state.store import open_state
from tests.doubles.clock import ManualClock
from tests.doubles.ledger import NODE, a_filing

KEK = RawKek(bytes(range(32)))
EVENTS = 40
_STEPS = ("open", "os.", "shutil.", "sqlite3.connect")
"""What counts as a step; the rest (imports, compiling) changes nothing."""


@dataclass(frozen=True)
class World:
    """One appliance's files below a folder."""

    folder: Path

    @property
    def places(self) -> Places:
        return Places(self.folder / "state", self.folder / "run")

    @property
    def ring(self) -> Keyring:
        return Keyring.open(self.folder / "secrets" / "keyring.json", KEK)

    def fill(self) -> None:
        ring = Keyring.make(self.folder / "secrets" / "keyring.json", KEK, KekPlace("file"))
        for name in (*DATABASE_KEYS, CHECKPOINT_KEY):
            ring.add(name, ManualClock().now())
        asyncio.run(self._fill_state(ring.key(STATE_KEY)))
        durable_engine(self.places.workflow_file, workflow_file_key(ring.key(STATE_KEY))).dispose()
        ledger, keys = self.ledger()
        ledger.take([a_filing(number, patient=f"{number % 7:064x}") for number in range(1, EVENTS + 1)])
        ledger.close()
        keys.close()

    async def _fill_state(self, key: bytes) -> None:
        store = open_state(self.places.state_file, key, node=NODE, courier=NoLedger())
        event = AuditEvent(ManualClock().now(), Actor(ActorKind.STAFF, "kim"), Action.CHAT_OPENED, patient_id="pat-1")
        await store.write(lambda tx: tx.audit.record(event))
        await store.close()

    def ledger(self) -> tuple[Ledger, SealedDataKeys]:
        ring, clock = self.ring, ManualClock()
        keys = SealedDataKeys(self.places.data_keys_file, ring.key(DATA_KEYS_KEY), clock)
        signer = LogSigner(origin_of(NODE), ring.key(CHECKPOINT_KEY))
        try:
            own = LedgerKeys(ring.key(LEDGER_KEY), keys, (signer,))
            return Ledger.open(self.places.ledger, own, clock, NODE), keys
        except BaseException:
            keys.close()
            raise

    def change(self, *names: str) -> None:
        for name in names:
            KeyChange(self.ring, self.places).run(name, ManualClock().now())

    def finish(self) -> tuple[str, ...]:
        return KeyChange(self.ring, self.places).finish()

    def read(self) -> tuple[int, str]:
        """Open everything by the keyring alone; return how many events there are, and a patient's reference."""
        ring = self.ring
        ledger, keys = self.ledger()
        events = [each.filing.number for each in ledger.reader.stream(LedgerQuery())]
        ledger.check()
        ledger.close()
        keys.close()
        root = ring.key(REFERENCES_KEY if REFERENCES_KEY in ring.names() else STATE_KEY)
        durable_engine(self.places.workflow_file, workflow_file_key(ring.key(STATE_KEY))).dispose()
        return len(set(events)), asyncio.run(self._referenced(ring.key(STATE_KEY), root))

    async def _referenced(self, key: bytes, root: bytes) -> str:
        store = open_state(self.places.state_file, key, node=NODE, courier=NoLedger(), references=root)
        try:
            return store.reference("pat-1")
        finally:
            await store.close()


def in_child(work: Callable[[], object], kill_at: int = 0) -> int:
    """Do something in a child; killed at a step of it where one is given. Return how it ended, 0 where well."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        if kill_at:
            sys.addaudithook(_killer(kill_at))
        work()
    except BaseException as error:  # noqa: BLE001 the child's only way to say what went wrong
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os._exit(0)


def _killer(at: int) -> Callable[[str, object], None]:
    left = at

    def step(event: str, _: object) -> None:
        nonlocal left
        if event.startswith(_STEPS):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return step


def trials(folder: Path, every: int) -> dict[str, int]:
    """Kill the change of all keys at its first step, at every so-manieth one, and so on, until it comes through."""
    whole = World(folder / "whole")
    if in_child(whole.fill):
        return {"unfilled": 1}
    counts = {"killed": 0, "finished": 0, "wrong": 0}
    step = 1
    while True:
        trial = World(folder / f"trial-{step}")
        shutil.copytree(whole.folder, trial.folder)
        ended = in_child(lambda trial=trial: trial.change(*DATABASE_KEYS), step)  # type: ignore[misc]
        counts["killed"] += ended == -signal.SIGKILL
        counts["finished"] += ended == 0
        if ended not in {0, -signal.SIGKILL} or in_child(lambda trial=trial: require_whole(whole, trial)):  # type: ignore[misc]
            counts["wrong"] += 1
        shutil.rmtree(trial.folder)
        if ended == 0:
            return counts
        step += every


def require_whole(before: World, after: World) -> None:
    """Finish what was interrupted and find everything that was there before, with nothing left beside the files."""
    after.finish()
    if after.read() != before.read():
        message = "something is not what it was"
        raise AssertionError(message)
    left = [each.name for each in after.folder.rglob("*.rekeyed*")]
    if left or after.finish():
        message = f"not finished: {left}"
        raise AssertionError(message)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(trials(Path(sys.argv[1]), int(sys.argv[2]))))
