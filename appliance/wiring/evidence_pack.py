"""Collects an evidence pack: the doctor and the probes look, the lists are made, and the trail records the pack."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from appliance.doctor.checks import CHECKS
from appliance.doctor.examine import examine
from appliance.doctor.model import Patient
from appliance.places import Places
from appliance.secret_files import CHECKPOINT_KEY, SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.audit import audit_node
from appliance.wiring.evidence import build_subject
from appliance.wiring.evidence_assets import assets
from appliance.wiring.node import node_name
from compliance.agreements.expiry import Registered, registered, uncovered
from compliance.controls.load import load_catalogue, require_probes
from compliance.controls.model import Exhibit
from compliance.evidence.model import Made, Pack, Row, addressable, figures, open_points
from compliance.evidence.pack import SUMS
from compliance.evidence.standing import judge
from compliance.probes.catalogue import PROBES
from compliance.probes.ledger_log import VKEY
from compliance.probes.machine import inventory, inventory_digest
from compliance.probes.records import records, said
from compliance.probes.run import run_probes
from compliance.probes.sign_offs import sign_offs
from compliance.probes.subject import Subject
from services.accounts.model import Account
from services.audit.model import Action, Actor, AuditEvent
from services.ledger.ledger import origin_of
from services.signing.signers import LogSigner
from services.state.store import StateStore


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
        Exhibit.ADDRESSABLE: addressable(judged),
        Exhibit.AGREEMENTS: [_agreement(one) for one in agreements],
        Exhibit.ASSETS: assets(patient.settings, patient.secrets, file),
        Exhibit.DESTINATIONS: _destinations(subject),
        Exhibit.INVENTORY: [{"part": part} for part in inventory(subject.machine)],
        Exhibit.OPEN_POINTS: open_points(judged),
    }
    settings = patient.settings
    made = Made(settings.clinic.name, node_name(), version("sealdesk"), now, settings.clinic.zone_info)
    return Pack(made, judged, results, exhibits, agreements, uncovered(subject.allow_list))


def pack_signer(settings: Settings, secrets: SecretFiles) -> LogSigner:
    """Return whose key seals a pack: the audit log's.

    Raises:
        SealdeskError: the key is not there, or does not open.
    """
    return LogSigner(origin_of(audit_node(settings)), secrets.key(CHECKPOINT_KEY))


def trusted_keys(settings: Settings) -> list[str]:
    """Return the key of this appliance's own log, a vkey; nothing where it has none yet, or may not be read."""
    try:
        return (Places.of(settings).ledger / "log" / VKEY).read_text(encoding="utf-8").split()
    except OSError:
        return []


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
    return [_account(account, granted.get(account.id, "not on record"), subject.zone) for account in accounts]


def _account(account: Account, by: str, zone: ZoneInfo) -> Row:
    comes_in = account.password or account.keys or account.directory
    state = "ended" if account.disabled else "in use" if comes_in else "invited"
    return {
        "account": account.id,
        "person": account.name,
        "roles": ", ".join(sorted(account.roles)),
        "state": state,
        "granted by": by,
        "made": said(account.created_at, zone),
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
