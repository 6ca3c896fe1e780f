"""A database key is changed: the new one waits in the keyring, every file is written anew, then it is the current one.

Each step leaves the keyring and the files so that the next run goes on where this one stopped: a file opens with the
current key or with the next one, and both are at hand. `finish` does that at the start of the appliance.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from appliance.places import Places
from appliance.secret_files import DATA_KEYS_KEY, LEDGER_KEY, REFERENCES_KEY, STATE_KEY
from services.keys.data_keys import change_data_keys
from services.keys.errors import NoSuchKey
from services.keys.keyring import Keyring, Status
from services.ledger.rekeying import change_segments
from services.state.keys import workflow_file_key
from services.state.sealed import change_file_key

DATABASE_KEYS: Final = (STATE_KEY, LEDGER_KEY, DATA_KEYS_KEY)
"""The keys that files are sealed with."""
_Change = Callable[[Places, bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class KeyChange:
    """Changes the keys of the databases, while no process has them open."""

    ring: Keyring
    places: Places

    def run(self, name: str, now: datetime, *, keep_old: bool = True) -> None:
        """Give a database another key. Without `keep_old` the old one is forgotten: copies of before never open again.

        Raises:
            SealdeskError: a file cannot be changed; run it again.
        """
        if name == STATE_KEY and REFERENCES_KEY not in self.ring.names():
            self.ring.add(REFERENCES_KEY, now, self.ring.key(STATE_KEY))
        if not self._waits(name):
            self.ring.add(name, now, status=Status.NEXT)
        self._go_on(name)
        if not keep_old:
            self.ring.drop(name, Status.RETIRED)

    def finish(self) -> tuple[str, ...]:
        """Go on with every change that was interrupted; return the names of the keys that are new now.

        Raises:
            SealdeskError: a file cannot be changed.
        """
        waiting = tuple(name for name in DATABASE_KEYS if self._waits(name))
        for name in waiting:
            self._go_on(name)
        return waiting

    def _waits(self, name: str) -> bool:
        try:
            self.ring.key(name, Status.NEXT)
        except NoSuchKey:
            return False
        return True

    def _go_on(self, name: str) -> None:
        _CHANGES[name](self.places, self.ring.key(name), self.ring.key(name, Status.NEXT))
        self.ring.settle(name)


def _state(places: Places, old: bytes, new: bytes) -> None:
    _file(places.state_file, old, new)
    _file(places.workflow_file, workflow_file_key(old), workflow_file_key(new))


def _file(path: Path, old: bytes, new: bytes) -> None:
    if path.exists():
        change_file_key(path, old, new)


def _ledger(places: Places, old: bytes, new: bytes) -> None:
    change_segments(places.ledger, old, new)


def _data_keys(places: Places, old: bytes, new: bytes) -> None:
    if places.data_keys_file.exists():
        change_data_keys(places.data_keys_file, old, new)


_CHANGES: Final[Mapping[str, _Change]] = {STATE_KEY: _state, LEDGER_KEY: _ledger, DATA_KEYS_KEY: _data_keys}
