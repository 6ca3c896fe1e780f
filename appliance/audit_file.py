"""Audit records of a process that holds no database: JSON lines, each chained to the one before (`services.audit`).

A file that has grown to its size is put beside as `NAME.000000012345`, after the number of its last record, and the
chain goes on in a new one. The full ones are never deleted by us; keep them for six years (45 CFR 164.316(b)(2)(i)).
"""

import errno
import glob
import json
import logging
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Final

from appliance.errors import ApplianceError
from services.audit.chain import EMPTY, SALT_BYTES, Head, Link, Record, Verdict, link, verify_chain
from services.audit.courier import NoLedger
from services.audit.filing import ROLE
from services.audit.model import AuditEvent

_LOG = logging.getLogger(__name__)
_MICROSECONDS: Final = 1_000_000
_MODE: Final = 0o600
_DIGITS: Final = 12
LARGEST: Final = 64_000_000
"""Bytes at which a new file is begun, if nothing else is said."""


class AuditFileError(ApplianceError):
    """An audit file cannot be read or written."""

    code = "audit_file_error"


class AuditFile:
    """`services.audit.ports.AuditTrail` that appends to a file; each record is with the system before it counts."""

    def __init__(self, path: Path, node: str, largest: int = LARGEST) -> None:
        """Go on where the file ends; `largest` is the size in bytes at which a new one is begun.

        Raises:
            AuditFileError: the file cannot be opened, or its last line is no record.
        """
        self._path, self._node, self._largest = path, node, largest
        try:
            path.touch(mode=_MODE)
            self._head = _last(path)
            self._file = path.open("ab", buffering=0)
        except OSError as error:
            msg = f"The audit file {path} cannot be used ({error.strerror})."
            raise AuditFileError(msg, "Choose another, or mend its folder.") from None

    @property
    def last(self) -> int:
        """The number of the newest record, 0 where there is none."""
        return self._head.sequence

    def record(self, event: AuditEvent) -> None:
        """Append a record; where the file is full, begin a new one first."""
        self.append(event)

    def append(self, event: AuditEvent) -> Link:
        """Append a record and return it as it stands in the file."""
        if self._file.tell() >= self._largest:
            self._begin_another()
        chained = link(self._head, _record(self._head.sequence + 1, self._node, event))
        self._append(f"{_line(chained)}\n".encode())
        self._head = Head(chained.record.sequence, chained.chain)
        return chained

    def sync(self) -> None:
        """Have the disk take what was appended, so that no power cut takes it back; from any thread.

        Raises:
            OSError: the disk refuses.
        """
        file = os.dup(self._file.fileno())
        try:
            os.fsync(file)
        finally:
            os.close(file)

    def _append(self, line: bytes) -> None:
        """Append a whole line or nothing: on a full disk no half of one stays, which would break the chain for good."""
        size = os.fstat(self._file.fileno()).st_size
        try:
            written = self._file.write(line)
        except OSError:
            self._file.truncate(size)
            raise
        if written != len(line):
            self._file.truncate(size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _begin_another(self) -> None:
        """Put the full file beside; a kill in between loses nothing, for the start reads the newest full one too."""
        full = self._path.with_name(f"{self._path.name}.{self._head.sequence:0{_DIGITS}}")
        self.sync()
        self._path.rename(full)
        self._path.touch(mode=_MODE)
        self._file.close()
        self._file = self._path.open("ab", buffering=0)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class AuditLog(NoLedger):
    """`services.audit.courier.FiledTrail` that writes to the process's log, for one that runs alone."""

    def record(self, event: AuditEvent) -> None:
        """Write a record."""
        facts = " ".join(f"{name}={value}" for name, value in event.body.items())
        _LOG.info("audit %s %s %s %s", event.action.value, event.outcome.value, event.operation or "-", facts)

    async def filed(self) -> None:
        """Wait for nothing."""


def verify_file(path: Path) -> Verdict:
    """Check the chain of an audit file from the first record of the oldest full one beside it to its last.

    Raises:
        AuditFileError: a line is no record.
    """
    return verify_chain(each for file in (*full_files(path), path) for each in _links(file))


def records_after(path: Path, number: int, limit: int) -> list[Link]:
    """Return the records behind a number, in order, from the files that may hold them.

    Raises:
        AuditFileError: a line is no record.
        OSError: a file cannot be read.
    """
    files = [each for each in full_files(path) if int(each.suffix[1:]) > number]
    behind = (each for file in (*files, path) for each in _links(file) if each.record.sequence > number)
    return list(islice(behind, limit))


def full_files(path: Path) -> list[Path]:
    """Return the full files beside an audit file, the oldest first."""
    found = path.parent.glob(f"{glob.escape(path.name)}.*")
    return sorted(each for each in found if each.suffix[1:].isdigit() and len(each.suffix) == _DIGITS + 1)


def _record(sequence: int, node: str, event: AuditEvent) -> Record:
    return Record(
        sequence=sequence,
        node=node,
        at=int(event.at.timestamp() * _MICROSECONDS),
        actor_kind=event.actor.kind.value,
        actor_id=event.actor.id,
        action=event.action.value,
        outcome=event.outcome.value,
        patient=event.patient_ref,
        resource=event.resource,
        operation=event.operation,
        purpose=event.purpose,
        accountable=event.accountable,
        body={**event.body, **({ROLE: event.actor.role} if event.actor.role else {})},
        salt=secrets.token_bytes(SALT_BYTES),
    )


def _line(chained: Link) -> str:
    content = {**asdict(chained.record), "salt": chained.record.salt.hex()}
    return json.dumps({**content, "leaf": chained.leaf.hex(), "chain": chained.chain.hex()})


def _links(path: Path) -> Iterator[Link]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield _link(line, path)


def _link(line: str, path: Path) -> Link:
    try:
        content = json.loads(line)
        leaf, chain = bytes.fromhex(content.pop("leaf")), bytes.fromhex(content.pop("chain"))
        return Link(Record(**{**content, "salt": bytes.fromhex(content["salt"])}), leaf, chain)
    except (ValueError, KeyError, TypeError):
        raise AuditFileError(f"A line of {path} is no audit record.", "Keep the file and begin a new one.") from None


def _last(path: Path) -> Head:
    """Return where the chain stands: the end of the file, or where it is empty, of the newest full one."""
    for file in (path, *reversed(full_files(path))):
        last = None
        for each in _links(file):
            last = Head(each.record.sequence, each.chain)
        if last is not None:
            return last
    return EMPTY
