"""Data keys: one for each patient and quarter, in a small database of their own; and the legal holds that keep them.

Whoever has the ledger but not this file reads no event of it; destroying one key takes one patient's events of one
quarter out of every copy and backup of the ledger at once. The file is SQLCipher with `secure_delete`; after a
destruction its log is cut, and `sealdesk keys shred` gives the file a new key besides, so that remains of old pages
open to nobody.
"""

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from services.audit.holding import Hold, standing
from services.audit.quarter import retained_until
from services.kernel.clock import Clock
from services.keys.errors import DataKeyLost, DataKeysFault, Held, NotYet
from services.keys.kek import KEY_BYTES
from services.sealed.faults import Fault, fault_in
from services.sealed.opening import DURABLE, Manner, connect, driver, prepare_file
from services.sealed.rekeying import change_key

_MANNER: Final = Manner(pragmas=(*DURABLE, "PRAGMA secure_delete=ON"))
_MICROSECONDS: Final = 1_000_000
_MOST: Final = 20_000
"""How many keys are kept in memory; a stream over six years meets many more."""
_SINCE: Final = "ALTER TABLE holds ADD COLUMN lift_reason TEXT NOT NULL DEFAULT ''"
"""For files that were made before a hold was lifted for a reason."""
_HOLD: Final = "id, patient, reason, placed_by, placed, lifted_by, lifted, lift_reason"
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS data_keys (patient TEXT NOT NULL, epoch TEXT NOT NULL, key BLOB, made INTEGER NOT NULL,"
    " destroyed INTEGER, PRIMARY KEY (patient, epoch), CHECK ((key IS NULL) = (destroyed IS NOT NULL))) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS holds (id TEXT PRIMARY KEY, patient TEXT, reason TEXT NOT NULL,"
    " placed_by TEXT NOT NULL, placed INTEGER NOT NULL, lifted_by TEXT, lifted INTEGER,"
    " lift_reason TEXT NOT NULL DEFAULT '') WITHOUT ROWID",
    "CREATE TRIGGER IF NOT EXISTS keys_stay BEFORE DELETE ON data_keys BEGIN SELECT RAISE(ABORT, 'keys stay'); END",
    "CREATE TRIGGER IF NOT EXISTS holds_stay BEFORE DELETE ON holds BEGIN SELECT RAISE(ABORT, 'holds stay'); END",
    "CREATE TRIGGER IF NOT EXISTS destroyed_stays BEFORE UPDATE ON data_keys WHEN OLD.destroyed IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'a destroyed key stays destroyed'); END",
)


class SealedDataKeys:
    """The data keys of one appliance; `services.ledger.ports.DataKeys` and `LegalHolds`. Threads may share it."""

    def __init__(self, path: Path, key: bytes, clock: Clock) -> None:
        """Open the file, made as needed.

        Raises:
            DataKeysFault: it cannot be opened, its key is another, or it is not encrypted.
        """
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], bytes | None] = {}
        prepare_file(path, _refuse)
        with self._words():
            self._connection = connect(path, key, _refuse, _MANNER)
            for statement in _SCHEMA:
                self._connection.execute(statement)
            if "lift_reason" not in {row[1] for row in self._connection.execute("PRAGMA table_info(holds)")}:
                self._connection.execute(_SINCE)

    def key(self, patient: str | None, epoch: str) -> bytes | None:
        """Return the key that a patient's events of a quarter were sealed with; None once it was destroyed.

        Args:
            patient: the keyed hash in hexadecimal; None for events without a patient.
            epoch: the quarter, like `2026Q4`.

        Raises:
            DataKeyLost: there never was one in this file, so the file is older than the events.
            DataKeysFault: it cannot be read.
        """
        return self._found((patient or "", epoch), self._read)

    def made(self, patient: str | None, epoch: str) -> bytes | None:
        """Return the key to seal a patient's events of a quarter with, made durably at first use; None once destroyed.

        Raises:
            DataKeysFault: it cannot be read, or a new one cannot be kept.
        """
        return self._found((patient or "", epoch), self._read_or_make)

    def missing(self, places: Iterable[tuple[str | None, str]]) -> int:
        """Return how many of these patients and quarters never had a key in this file.

        Raises:
            DataKeysFault: it cannot be read.
        """
        with self._lock, self._words():
            return sum(self._row((patient or "", epoch)) is None for patient, epoch in places)

    def _found(self, place: tuple[str, str], how: Callable[[tuple[str, str]], bytes | None]) -> bytes | None:
        with self._lock:
            if place not in self._known:
                if len(self._known) >= _MOST:
                    self._known.clear()
                with self._words():
                    self._known[place] = how(place)
            return self._known[place]

    def _read(self, place: tuple[str, str]) -> bytes | None:
        row = self._row(place)
        if row is None:
            raise DataKeyLost(self._path, place[1])
        return row[0]

    def _read_or_make(self, place: tuple[str, str]) -> bytes | None:
        self._connection.execute(
            "INSERT INTO data_keys (patient, epoch, key, made) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (*place, secrets.token_bytes(KEY_BYTES), self._now()),
        )
        return self._read(place)

    def _row(self, place: tuple[str, str]) -> tuple[bytes | None] | None:
        found = self._connection.execute("SELECT key FROM data_keys WHERE patient = ? AND epoch = ?", place).fetchone()
        return None if found is None else (None if found[0] is None else bytes(found[0]),)

    def require_over(self, patient: str | None, epoch: str) -> None:
        """Check that a key may go.

        Raises:
            NotYet: the retention is not over.
            Held: a legal hold covers it.
            DataKeysFault: the holds cannot be read.
            ValueError: the epoch is no quarter.
        """
        if self._clock.now() < retained_until(epoch):
            raise NotYet(epoch, retained_until(epoch).date())
        if self.holds_on(patient):
            raise Held(epoch)

    def alive(self, epoch: str) -> list[str | None]:
        """Return whose keys of a quarter are there; None stands for what concerns nobody."""
        with self._lock, self._words():
            rows = self._connection.execute(
                "SELECT patient FROM data_keys WHERE epoch = ? AND key IS NOT NULL ORDER BY patient", (epoch,)
            ).fetchall()
        return [patient or None for (patient,) in rows]

    def destroy(self, patient: str | None, epoch: str) -> bool:
        """Destroy a key for good; False where there is none to destroy. Who may is not asked here (`shredding`).

        Raises:
            NotYet: the retention is not over.
            Held: a legal hold covers it.
            DataKeysFault: it cannot be done.
        """
        self.require_over(patient, epoch)
        with self._lock, self._words():
            done = self._connection.execute(
                "UPDATE data_keys SET key = NULL, destroyed = ? WHERE patient = ? AND epoch = ? AND key IS NOT NULL",
                (self._now(), patient or "", epoch),
            ).rowcount
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._known.pop((patient or "", epoch), None)
        return bool(done)

    def epochs(self) -> dict[str, tuple[int, int]]:
        """Return how many keys there are, and how many were destroyed, for each quarter."""
        with self._lock, self._words():
            rows = self._connection.execute(
                "SELECT epoch, count(key), count(destroyed) FROM data_keys GROUP BY epoch ORDER BY epoch"
            ).fetchall()
        return {epoch: (alive, gone) for epoch, alive, gone in rows}

    def hold(self, hold: Hold) -> None:
        """Place a legal hold; one of that id is left as it is."""
        with self._lock, self._words():
            self._connection.execute(
                "INSERT INTO holds (id, patient, reason, placed_by, placed) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (hold.id, hold.patient, hold.reason, hold.placed_by, _micros(hold.placed)),
            )

    def lift(self, hold_id: str, by: str, at: datetime, reason: str) -> bool:
        """Lift a hold; False where none of that id stands."""
        with self._lock, self._words():
            return bool(
                self._connection.execute(
                    "UPDATE holds SET lifted_by = ?, lifted = ?, lift_reason = ? WHERE id = ? AND lifted IS NULL",
                    (by, _micros(at), reason, hold_id),
                ).rowcount
            )

    def holds(self) -> list[Hold]:
        """Return every hold, the lifted ones too, in the order they were placed."""
        with self._lock, self._words():
            rows = self._connection.execute(f"SELECT {_HOLD} FROM holds ORDER BY placed, id").fetchall()  # noqa: S608 fixed
        zone = self._clock.now().tzinfo
        return [
            Hold(i, p, r, b, datetime.fromtimestamp(at / _MICROSECONDS, zone), lb, _moment(lifted, zone), why)
            for i, p, r, b, at, lb, lifted, why in rows
        ]

    def holds_on(self, patient: str | None) -> list[Hold]:
        """Return the holds that stand on a patient's events; of all events where no patient is named."""
        return standing(self.holds(), patient)

    def held(self, epoch: str) -> bool:  # noqa: ARG002 a hold is about people; each of them may be in every quarter
        """Tell whether a hold keeps a quarter's file as a whole: any that stands does."""
        return bool(self.holds_on(None))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _now(self) -> int:
        return _micros(self._clock.now())

    @contextmanager
    def _words(self) -> Iterator[None]:
        """Say the driver's faults in this room's words; its own text may hold values."""
        try:
            yield
        except driver.Error as error:
            raise _refuse(fault_in(error), self._path) from None


def change_data_keys(path: Path, old: bytes, new: bytes) -> bool:
    """Write the file anew under another key, while nobody has it open; False where it has that key already.

    Raises:
        DataKeysFault: neither key opens it, somebody has it open, or the disk refuses. It is as it was.
    """
    return change_key(path, old, new, _refuse)


def _refuse(fault: Fault, path: Path) -> DataKeysFault:
    return DataKeysFault(path, fault.value.replace("_", " "))


def _micros(at: datetime) -> int:
    return int(at.timestamp() * _MICROSECONDS)


def _moment(at: int | None, zone: Any) -> datetime | None:  # noqa: ANN401 what datetime.tzinfo is
    return None if at is None else datetime.fromtimestamp(at / _MICROSECONDS, zone)
