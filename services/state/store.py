"""The state store: `services.kernel.store.Store` on one SQLCipher file."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from services.audit.courier import Courier
from services.state.errors import StateClosed, StateCorrupt
from services.state.filings import StateOutbox
from services.state.keys import derive_key, keyed_hash, require_key
from services.state.migrate import migrate
from services.state.sealed import Transactions, check_sealed, sealed_engine, translate
from services.state.transaction import SealedTx
from services.state.writer import Writer

T = TypeVar("T")
READERS = 4
_INTACT = "ok"


class StateStore:
    """Runs functions on the state. Writes share commits, reads run beside them on a snapshot each.

    Nothing is told before the ledger has it: a write that records events answers once they are acknowledged, and a
    read of what was committed waits for the events in that snapshot.
    """

    def __init__(self, path: Path, keys: tuple[bytes, bytes], node: str, courier: Courier) -> None:
        """Use `open_state`; this only starts threads on a file that was checked and migrated."""
        key, references = keys
        self._audit_key = derive_key(references, "audit/patient")
        self._node = node
        self._writing = sealed_engine(path, key, Transactions.WRITE)
        self._reading = sealed_engine(path, key, Transactions.READ, READERS + 1)  # the courier reads too
        self._writer = Writer(self._writing, self._transaction)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="state-reader")
        self._closed = False
        self._courier = courier
        courier.begin(StateOutbox(self._read))

    async def write(self, work: Callable[[SealedTx], T]) -> T:
        """Run `work` and commit; when it raises, nothing of it remains. Durable and in the ledger when this returns.

        Raises:
            StateError: the database failed (full, busy, damaged, closed); nothing of `work` remains.
            LedgerDown: `work` records events and the ledger takes none; nothing of `work` remains.
            NotAcknowledged: it is committed, and the ledger has not acknowledged it in time; it will be handed over.
        """
        await self._courier.known()
        result, number = await asyncio.wrap_future(self._writer.submit(self._audited(work)))
        await self._courier.settled(number)
        return result

    def _audited(self, work: Callable[[SealedTx], T]) -> Callable[[SealedTx], tuple[T, int]]:
        """Return the work with a look at the ledger in the same transaction, and where the trail stands after it."""

        def audited(tx: SealedTx) -> tuple[T, int]:
            before = tx.audit.recorded
            result = work(tx)
            if tx.audit.recorded != before:
                self._courier.require()
            return result, tx.audit.head().sequence

        return audited

    async def read(self, work: Callable[[SealedTx], T]) -> T:
        """Run `work` on a consistent snapshot; it must not write.

        Raises:
            StateError: the database failed, or `work` tried to write.
            NotAcknowledged: the ledger is down, and lacks events of this snapshot.
        """
        if self._closed:
            raise StateClosed
        reading = partial(self._read, lambda tx: (work(tx), tx.audit.head().sequence))
        result, number = await asyncio.get_running_loop().run_in_executor(self._readers, reading)
        await self._courier.settled(number, patient=False)
        return result

    def _read(self, work: Callable[[SealedTx], T]) -> T:
        try:
            with self._reading.begin() as connection:
                return work(self._transaction(connection))
        except exc.DBAPIError as error:
            raise translate(error) from None

    async def prune(self, before: datetime) -> int:
        """Remove audit records older than `before` that the ledger has durably, the oldest first; return how many.

        Raises:
            StateError: the database failed; nothing was removed.
        """
        acknowledged = self._courier.acknowledged()
        return await self.write(lambda tx: tx.audit.prune(acknowledged, before)) if acknowledged else 0

    async def check(self) -> None:
        """Read every page and every index entry; takes a minute per few gigabytes.

        Raises:
            StateCorrupt: something does not hold what was written to it.
        """
        await asyncio.get_running_loop().run_in_executor(self._readers, self._check)

    def _check(self) -> None:
        try:
            with self._reading.begin() as connection:
                damaged = connection.exec_driver_sql("PRAGMA cipher_integrity_check").first()
                verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        except exc.DBAPIError as error:
            raise translate(error) from None
        if damaged is not None or verdict != _INTACT:
            raise StateCorrupt

    async def close(self) -> None:
        """Finish what is queued, fold the log into the file and end every thread."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """Close from a thread without an event loop."""
        if self._closed:
            return
        self._closed = True
        self._writer.close()
        self._courier.close()
        self._readers.shutdown()
        self._reading.dispose()
        self._writing.dispose()

    def _transaction(self, connection: sa.Connection) -> SealedTx:
        return SealedTx(connection, self._node, self.reference)

    def reference(self, patient_id: str) -> str:
        """Return a patient's reference in the audit records: a keyed hash of the id."""
        return keyed_hash(self._audit_key, patient_id)


def open_state(
    path: Path, key: bytes | None, *, node: str, courier: Courier, references: bytes | None = None
) -> StateStore:
    """Open the state database at `path`, made and brought to the present schema as needed.

    Args:
        path: the file; its directory is made private.
        key: 32 raw bytes.
        node: the name of this appliance in its audit records; no PHI.
        courier: hands the audit events to the ledger; it is begun here and closed with the store.
        references: 32 raw bytes that patients' references come from, where `key` was changed since the beginning.

    Raises:
        KeyProblem: no key, or not this file's. Nothing was written then.
        StateError: the file is damaged, not encrypted, newer than this version, or its directory is not private.
    """
    secret = require_key(key)
    engine: Any = sealed_engine(path, secret, Transactions.WRITE)
    try:
        check_sealed(engine, path)
        migrate(engine)
    except exc.DBAPIError as error:
        raise translate(error) from None
    finally:
        engine.dispose()
    return StateStore(path, (secret, require_key(references or secret)), node, courier)
