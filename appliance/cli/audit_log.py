"""`sealdesk audit search`, `show` and `append-test`: single events of the log."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from appliance.cli.audit_asking import looked, looker, question, record, with_reader
from appliance.cli.audit_verbs import Asked
from appliance.cli.opening import settings_of
from services.audit.checkpoint import Checkpoint
from services.audit.export import instant
from services.audit.leaf import plaintext
from services.audit.model import Action, Actor, AuditEvent
from services.audit.notes import Note
from services.audit.proof_file import proof_file
from services.audit.reading import Column, Found, LedgerQuery, Sort
from services.audit.tree import verify_inclusion
from services.audit_line.reading import LineReader
from services.audit_line.wire import Proof
from services.kernel.clock import SystemClock
from services.reports.errors import DiskRefuses, PlaceTaken
from services.reports.fields import FIELDS, local, short
from services.reports.question import sort_of

FAULTY = 1
_SHOWN = ("number", "when", "who", "what", "outcome", "patient", "resource")
_WIDTHS = (9, 26, 30, 28, 9, 15)


def search(config: Path | None, staff: str, asked: Asked, paging: tuple[int, str | None], *, as_json: bool) -> int:
    """Print a page of events without their details."""
    settings, actor = settings_of(config), looker(staff)
    limit, after = paging

    query, sort = question(settings, asked), sort_of(asked.sort)
    looked(settings, actor, query, sort=asked.sort)
    page = asyncio.run(with_reader(settings, lambda reader: reader.search(query, sort, after, limit)))
    if as_json:
        rows = [_fields(found) for found in page.events]
        sys.stdout.write(json.dumps({"events": rows, "after": page.after}, ensure_ascii=False) + "\n")
        return 0
    _table([[short(FIELDS[name].text(one, settings.clinic.zone_info)) for name in _SHOWN] for one in page.events])
    if page.after is not None:
        sys.stdout.write(f"There are more: add --after {page.after}\n")
    return 0


def _table(rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        sys.stdout.write("No event fits.\n")
        return
    for row in ([FIELDS[name].title for name in _SHOWN], *rows):
        line = " ".join(f"{cell:{width}}" for cell, width in zip(row, _WIDTHS, strict=False))
        sys.stdout.write(f"{line} {row[-1]}".rstrip() + "\n")


def _fields(found: Found) -> dict[str, Any]:
    """Return an event as JSON: its fields, times as people and machines read them; the salt stays inside."""
    fields: dict[str, Any] = json.loads(plaintext(found.filing, found.sequence, found.recorded))
    times = {"at": instant(found.filing.at), "recorded": instant(found.recorded)}
    return {**fields, **times, "shredded": found.shredded}


def show(config: Path | None, staff: str, number: int, to: Path | None, *, as_json: bool) -> int:
    """Print one event and the proof that it stands in the log; exit 1 where the proof does not hold.

    Raises:
        PlaceTaken: there is something where the proof's file should be.
    """
    settings, actor = settings_of(config), looker(staff)
    if to is not None and to.exists():
        raise PlaceTaken(to)
    found, proof = asyncio.run(with_reader(settings, lambda reader: _proven(reader, number)))
    now, resource, whose = SystemClock().now(), f"AuditEvent/{number}", found.filing.patient
    record(settings, AuditEvent(now, actor, Action.LEDGER_OPENED, resource=resource, patient_ref=whose))
    holds = proves(found, proof)
    if to is not None:
        _keep(to, proof_file(found.entry, proof.hashes, proof.checkpoint))
    if as_json:
        shown = {**_fields(found), "index": proof.index, "log_size": proof.size, "proven": holds}
        sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
        return 0 if holds else FAULTY
    zone = settings.clinic.zone_info
    for name, value in _fields(found).items():
        if name != "body" and value not in {None, ""}:
            sys.stdout.write(f"{name:12} {value}\n")
    sys.stdout.write(f"{'local time':12} {local(found.filing.at, zone)}\n")
    for key, value in sorted(found.filing.body.items()):
        sys.stdout.write(f"  {key:20} {value}\n")
    sys.stdout.write(_words(proof, holds=holds))
    return 0 if holds else FAULTY


def _keep(to: Path, content: bytes) -> None:
    try:
        to.write_bytes(content)
    except OSError as error:
        raise DiskRefuses(to.parent, error.strerror or "it refuses") from None


async def _proven(reader: LineReader, number: int) -> tuple[Found, Proof]:
    return await reader.open(number), await reader.proof(number)


def proves(found: Found, proof: Proof) -> bool:
    """Tell whether a proof shows that the event's entry stands under the signed checkpoint."""
    point = Checkpoint.of(Note.parse(proof.checkpoint))
    placed = proof.index == found.sequence - 1 and proof.size == point.size
    return placed and verify_inclusion(proof.index, proof.size, found.entry.hash, proof.hashes, point.root)


def _words(proof: Proof, *, holds: bool) -> str:
    if holds:
        return f"Proven: it is entry {proof.index + 1} of {proof.size} under the signed checkpoint.\n"
    return "NOT proven: the entry is not what the signed checkpoint covers. Run `sealdesk audit verify --as NAME`.\n"


def append_test(config: Path | None, staff: str, *, as_json: bool) -> int:
    """Record a test event, read it back from the log and prove it; exit 1 where that fails."""
    settings, actor = settings_of(config), looker(staff)
    record(settings, AuditEvent(SystemClock().now(), actor, Action.LEDGER_TESTED, purpose="HSYSADMIN"))
    found, proof = asyncio.run(with_reader(settings, lambda reader: _newest(reader, actor)))
    holds = proves(found, proof)
    if as_json:
        sys.stdout.write(json.dumps({"sequence": found.sequence, "log_size": proof.size, "proven": holds}) + "\n")
    else:
        sys.stdout.write(
            f"Recorded as event {found.sequence} at {instant(found.recorded)}.\n{_words(proof, holds=holds)}"
        )
    return 0 if holds else FAULTY


async def _newest(reader: LineReader, actor: Actor) -> tuple[Found, Proof]:
    query = LedgerQuery(actions=(Action.LEDGER_TESTED.value,), actors=(actor.id,))
    page = await reader.search(query, Sort(Column.SEQUENCE, descending=True), limit=1)
    return await _proven(reader, page.events[0].sequence)
