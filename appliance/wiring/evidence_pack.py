"""Collects an evidence pack: the doctor and the probes look, the lists are made, and the trail records the pack."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from appliance.doctor.checks import CHECKS
from appliance.doctor.examine import examine
from appliance.doctor.model import Patient
from appliance.places import Places
from appliance.plans import appliance_processes
from appliance.settings.model import Settings
from appliance.wiring.evidence import build_subject, faces
from appliance.wiring.node import node_name
from compliance.agreements.expiry import Registered, registered, uncovered
from compliance.controls.load import load_catalogue, require_probes
from compliance.controls.model import Exhibit
from compliance.evidence.model import Made, Pack, Row, figures, open_points
from compliance.evidence.pack import SUMS
from compliance.evidence.standing import judge
from compliance.probes.catalogue import PROBES
from compliance.probes.machine import inventory, inventory_digest
from compliance.probes.records import records
from compliance.probes.run import run_probes
from compliance.probes.sign_offs import sign_offs
from compliance.probes.subject import Subject
from services.accounts.model import Account
from services.audit.model import Action, Actor, AuditEvent
from services.state.store import StateStore

_WITHOUT: Final = {
    "portal": "no chat, no console: the front desk answers the telephone",
    "bridge": "nothing can be read or changed in the scheduling system",
    "gateway": "the language model is not asked; the embedded understanding goes on",
    "egress": "no text and no mail leaves; they wait in the outbox",
    "audit": "nothing that needs auditing happens",
    "model": "the language model is not asked; the embedded understanding goes on",
}
_LEDGER: Final = "the audit ledger: sealed events, signed hashes; SQLCipher"
_STORES: Final = {
    "state.db": "chats, cases, fees, the waitlist, staff accounts, the audit trail; SQLCipher",
    "workflows.db": "changes under way; SQLCipher",
}


async def collect(patient: Patient, file: Path, store: StateStore) -> Pack:
    """Return a pack of this moment.

    Raises:
        CatalogueError: the catalogue and the probes do not fit together.
    """
    catalogue = load_catalogue()
    require_probes(catalogue, (probe.id for probe in PROBES))
    subject = build_subject(patient, file, store, await examine(patient, CHECKS))
    results = await run_probes(subject, PROBES)
    signed, now = await sign_offs(subject), patient.clock.now()
    by_probe = {result.probe: result for result in results}
    judged = tuple(judge(control, by_probe, signed.get(control.id), now) for control in catalogue)
    agreements = registered(subject.register, now)
    exhibits: dict[Exhibit, Sequence[Row]] = {
        Exhibit.ACCOUNTS: await _accounts(subject),
        Exhibit.AGREEMENTS: [_agreement(one) for one in agreements],
        Exhibit.ASSETS: _assets(patient.settings, file),
        Exhibit.DESTINATIONS: _destinations(subject),
        Exhibit.INVENTORY: [{"part": part} for part in inventory(subject.machine)],
        Exhibit.OPEN_POINTS: open_points(judged),
    }
    settings = patient.settings
    made = Made(settings.clinic.name, node_name(), version("sealdesk"), now, settings.clinic.zone_info)
    return Pack(made, judged, results, exhibits, agreements, uncovered(subject.allow_list))


def collected(pack: Pack, files: dict[str, bytes], actor: Actor) -> AuditEvent:
    """Return the event that says what the pack is, so that another one cannot be put in its place."""
    found = figures(pack)
    body = {
        "pack_sha256": hashlib.sha256(files[SUMS]).hexdigest(),
        "inventory": inventory_digest(tuple(row["part"] for row in pack.exhibits[Exhibit.INVENTORY])),
        "shown": str(found["specifications_shown"]),
        "specifications": str(found["specifications"]),
    }
    return AuditEvent(pack.made.at, actor, Action.EVIDENCE_COLLECTED, purpose="HSYSADMIN", body=body)


async def _accounts(subject: Subject) -> list[Row]:
    granted = {record.body.get("account"): record.actor_id for record in await records(subject, [Action.STAFF_ADDED])}
    accounts = await subject.store.read(lambda tx: tx.accounts.all())
    return [_account(account, granted.get(account.id, "not on record")) for account in accounts]


def _account(account: Account, by: str) -> Row:
    comes_in = account.password or account.keys or account.directory
    state = "ended" if account.disabled else "in use" if comes_in else "invited"
    return {
        "account": account.id,
        "person": account.name,
        "roles": ", ".join(sorted(account.roles)),
        "state": state,
        "granted by": by,
        "made": f"{account.created_at:%Y-%m-%d}",
    }


def _agreement(one: Registered) -> Row:
    record = one.signed.record
    return {
        "record": record.id,
        "counterparty": record.counterparty,
        "covers": f"{record.vendor}: {', '.join(record.products)}",
        "from": record.effective.isoformat(),
        "to": record.expires.isoformat(),
        "today": one.words,
        "document_sha256": record.document_sha256,
    }


def _destinations(subject: Subject) -> list[Row]:
    rows: list[Row] = []
    for entry in subject.allow_list.destinations:
        decision = subject.allow_list.explain(entry.host, entry.port, entry.who)
        rows.append(
            {
                "destination": entry.name,
                "address": f"{entry.host}:{entry.port}",
                "by": entry.who,
                "may be told": entry.phi.value,
                "lies on": entry.location.value,
                "agreement": f"{entry.baa.vendor}: {entry.baa.product}" if entry.baa else "not needed",
                "today": "open" if decision.allowed else f"shut: {decision.what}",
            }
        )
    return rows


def _assets(settings: Settings, file: Path) -> list[Row]:
    """Return the processes, stores and pages of the appliance, and the system that it works for."""
    state = Places.of(settings).state
    processes = [
        {"asset": plan.name, "kind": "process", "what": plan.module, "without it": _WITHOUT.get(plan.name, "see docs")}
        for plan in appliance_processes(settings, file)
    ]
    stores = [
        {"asset": name, "kind": "store", "what": what, "without it": "restore from a backup"}
        for name, what in _STORES.items()
        if (state / name).exists()
    ]
    ledger = Places.of(settings).ledger
    stores.append({"asset": ledger.name, "kind": "store", "what": _LEDGER, "without it": _WITHOUT["audit"]})
    pages = [
        {"asset": face.name, "kind": "page", "what": f"{face.host}:{face.port}", "without it": "people telephone"}
        for face in faces(settings)
    ]
    system = settings.scheduling_system
    record = {
        "asset": system.name,
        "kind": "system of record",
        "what": system.base_url,
        "without it": "Sealdesk says so, and a person goes on",
    }
    return [*processes, *stores, *pages, record]
