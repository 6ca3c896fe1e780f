"""Audit records of a process that holds no database: JSON lines, each chained to the one before (`services.audit`)."""

import json
import logging
import secrets
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

from appliance.errors import ApplianceError
from services.audit.chain import EMPTY, SALT_BYTES, Head, Link, Record, Verdict, link, verify_chain
from services.audit.model import AuditEvent

_LOG = logging.getLogger(__name__)
_MICROSECONDS: Final = 1_000_000
_MODE: Final = 0o600


class AuditFileError(ApplianceError):
    """An audit file cannot be read or written."""

    code = "audit_file_error"


class AuditFile:
    """`services.audit.ports.AuditTrail` that appends to a file; each record is with the system before it counts."""

    def __init__(self, path: Path, node: str) -> None:
        """Go on where the file ends.

        Raises:
            AuditFileError: the file cannot be opened, or its last line is no record.
        """
        self._node = node
        try:
            path.touch(mode=_MODE)
            self._head = _last(path)
            self._file = path.open("a", encoding="utf-8")
        except OSError as error:
            msg = f"The audit file {path} cannot be used ({error.strerror})."
            raise AuditFileError(msg, "Choose another, or mend its folder.") from None

    def record(self, event: AuditEvent) -> None:
        """Append a record."""
        chained = link(self._head, _record(self._head.sequence + 1, self._node, event))
        self._file.write(_line(chained) + "\n")
        self._file.flush()
        self._head = Head(chained.record.sequence, chained.chain)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class AuditLog:
    """`services.audit.ports.AuditTrail` that writes to the process's log."""

    def record(self, event: AuditEvent) -> None:
        """Write a record."""
        facts = " ".join(f"{name}={value}" for name, value in event.body.items())
        _LOG.info("audit %s %s %s %s", event.action.value, event.outcome.value, event.operation or "-", facts)


def verify_file(path: Path) -> Verdict:
    """Check the chain of an audit file from its first record to its last.

    Raises:
        AuditFileError: a line is no record.
    """
    return verify_chain(_links(path))


def _record(sequence: int, node: str, event: AuditEvent) -> Record:
    return Record(
        sequence=sequence,
        node=node,
        at=int(event.at.timestamp() * _MICROSECONDS),
        actor_kind=event.actor.kind.value,
        actor_id=event.actor.id,
        action=event.action.value,
        outcome=event.outcome.value,
        patient=None,
        resource=event.resource,
        operation=event.operation,
        purpose=event.purpose,
        accountable=event.accountable,
        body=event.body,
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
    last = EMPTY
    for each in _links(path):
        last = Head(each.record.sequence, each.chain)
    return last
