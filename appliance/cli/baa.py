"""`sealdesk baa`: records of business associate agreements, signed by whoever approved them.

Keys and records may be made on another machine than the appliance, which should not hold an approver's key. Where there
are settings, each verb is on record in the audit trail.
"""

import asyncio
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from appliance.cli.opening import opened_state, settings_of, staff_actor
from appliance.cli.own_keys import make_key, private_key, read, write_new
from appliance.errors import ApplianceError
from appliance.settings.load import find_file
from appliance.wiring.egress import build_allow_list, build_register
from compliance.agreements.expiry import Registered, Term, registered, uncovered
from compliance.agreements.template import template_text
from services.audit.model import Action, AuditEvent
from services.egress.baa import BaaRecord, SignedBaa, document_hash, parse, sign
from services.egress.model import Destination
from services.egress.reasons import SENTENCES, Reason
from services.kernel.clock import SystemClock

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_WITHDRAWN: Final = "withdrawn"


class BaaRefused(ApplianceError):
    """A key or a record of an agreement cannot be used here."""

    code = "baa_refused"


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record says, before its document is hashed."""

    id: str
    vendor: str
    products: tuple[str, ...]
    counterparty: str
    effective: date
    expires: date
    document: Path


def keygen(config: Path | None, staff: str, out: Path) -> int:
    """Make a key pair: the private half into a file, the public half on the screen.

    Raises:
        BaaRefused: the file is there already, or cannot be written.
    """
    public = make_key(out, BaaRefused)
    recorded = _record(config, staff, Action.BAA_KEY_MADE, {"public_key": public})
    _say(f"{public}\n", f"Add this line to egress.agreements.approvers. The private key is in {out}.", recorded)
    return 0


def sign_record(config: Path | None, staff: str, key: Path, fields: Fields, out: Path) -> int:
    """Write a signed record.

    Raises:
        BaaRefused: the key, the document or the id cannot be used.
        WrongBaaRecord: a field is empty or impossible.
    """
    if not _ID.fullmatch(fields.id):
        raise BaaRefused("The id of a record is a short word.", "Use letters, digits, dots, - and _.")
    record = BaaRecord(
        id=fields.id,
        vendor=fields.vendor,
        products=fields.products,
        counterparty=fields.counterparty,
        effective=fields.effective,
        expires=fields.expires,
        document_sha256=document_hash(read(fields.document, "signed agreement", BaaRefused)),
        approver=staff_actor(staff).id,
    )
    write_new(out, sign(record, private_key(key, "sealdesk baa keygen", BaaRefused)).text(), 0o644, BaaRefused)
    recorded = _record(config, staff, Action.BAA_SIGNED, _body(record))
    _say(
        f"Signed {record.id}: {_terms(record)}.\n",
        f"Put it on the register: sealdesk baa add {out} --as NAME",
        recorded,
    )
    return 0


def add(config: Path | None, staff: str, record: Path) -> int:
    """Put a signed record on the register.

    Raises:
        BaaRefused: it is not signed with a trusted key, is over, or one of its id is there.
        WrongBaaRecord: it cannot be read.
    """
    settings, clock = settings_of(config), SystemClock()
    register = build_register(settings)
    signed = parse(read(record, "record", BaaRefused))
    reason = register.judge(signed, clock.now())
    if reason in (Reason.BAA_UNTRUSTED, Reason.BAA_EXPIRED):
        raise BaaRefused(*SENTENCES[reason])
    if not _ID.fullmatch(signed.record.id):
        raise BaaRefused("The id of the record is no name of a file.", "Have it signed anew with another id.")
    _record(config, staff, Action.BAA_ADDED, _body(signed.record))
    register.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    write_new(register.folder / f"{signed.record.id}.json", signed.text(), 0o644, BaaRefused)
    opened = [entry.name for entry in build_allow_list(settings, clock).destinations if _covers(signed, entry)]
    _say(f"On record: {_terms(signed.record)}.\n", _opens(opened, reason))
    return 0


def list_records(config: Path | None, staff: str, *, as_json: bool) -> int:
    """Print the records with how each stands today, and the destinations that lack one."""
    settings, clock = settings_of(config), SystemClock()
    register, allowed = build_register(settings), build_allow_list(settings, clock)
    _record(config, staff, Action.BAA_LISTED, {})
    rows = registered(register, clock.now())
    lacking = uncovered(allowed)
    if as_json:
        found = [_row(one) for one in rows]
        sys.stdout.write(json.dumps({"records": found, "lacking": list(lacking)}) + "\n")
        return 0
    for one in rows:
        word = one.words if one.term is Term.COUNTS else one.words.upper()
        sys.stdout.write(f"{one.signed.record.id:20} {word:26} {_terms(one.signed.record)}\n")
    for entry in allowed.destinations:
        if entry.name in lacking and entry.baa is not None:
            sys.stdout.write(f"{entry.name} is shut: nothing covers {entry.baa.vendor}/{entry.baa.product}.\n")
    if not rows:
        sys.stdout.write("No agreement is on record.\n")
    return 0


def template(to: Path | None) -> int:
    """Print the template of an agreement, or write it into a file.

    Raises:
        BaaRefused: the file is there already, or cannot be written.
    """
    if to is None:
        sys.stdout.write(template_text())
    else:
        write_new(to, template_text().encode(), 0o644, BaaRefused)
        _say(f"The template is in {to}. Have a lawyer adapt it; it is no legal advice.")
    return 0


def _row(one: Registered) -> dict[str, object]:
    return {**_body(one.signed.record), "standing": one.term.value, "days_left": one.days_left}


def withdraw(config: Path | None, staff: str, record: str) -> int:
    """Take a record off the register; it is kept in a folder beside.

    Raises:
        BaaRefused: there is no such record.
    """
    register = build_register(settings_of(config))
    path = register.folder / f"{record}.json"
    if not _ID.fullmatch(record) or not path.is_file():
        raise BaaRefused(f"No record {record!r} is on the register.", "See `sealdesk baa list`.")
    _record(config, staff, Action.BAA_WITHDRAWN, {"record": record})
    kept = register.folder / _WITHDRAWN
    kept.mkdir(mode=0o755, exist_ok=True)
    path.replace(kept / path.name)
    _say(f"{record} is off the register. What it covered closes within a minute.\n", f"The record is kept in {kept}.")
    return 0


def _covers(signed: SignedBaa, entry: Destination) -> bool:
    return entry.baa is not None and signed.record.covers(entry.baa)


def _opens(names: list[str], reason: Reason) -> str:
    if not names:
        return "No destination of the settings needs it; check the vendor's and the product's names."
    return f"It covers {', '.join(names)}" + (" from its effective date on." if reason is Reason.BAA_NOT_YET else ".")


def _record(config: Path | None, staff: str, action: Action, body: dict[str, str]) -> str:
    """Record a verb in the audit trail of this machine's appliance; return a note where there is none."""
    actor = staff_actor(staff)
    if config is None and not find_file(None).exists():
        return "This machine has no appliance: nothing was recorded in an audit trail."
    event = AuditEvent(SystemClock().now(), actor, action, purpose="HSYSADMIN", body=body)

    async def write() -> None:
        async with opened_state(settings_of(config)) as store:
            await store.write(lambda tx: tx.audit.record(event))

    asyncio.run(write())
    return ""


def _body(record: BaaRecord) -> dict[str, str]:
    return {
        "record": record.id,
        "vendor": record.vendor,
        "products": ", ".join(record.products),
        "counterparty": record.counterparty,
        "effective": record.effective.isoformat(),
        "expires": record.expires.isoformat(),
        "document_sha256": record.document_sha256,
        "approver": record.approver,
    }


def _terms(record: BaaRecord) -> str:
    what = f"{record.vendor}/{', '.join(record.products)}"
    return f"{what} from {record.effective} to {record.expires}, {record.counterparty}"


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines if line))
