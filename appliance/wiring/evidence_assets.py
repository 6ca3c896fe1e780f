"""The assets of the appliance, for the clinic's inventory and risk analysis: processes, stores, pages, the EHR."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from appliance.places import Places
from appliance.plans import appliance_plan, appliance_processes
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from appliance.wiring.evidence import faces
from compliance.evidence.model import Row

_WITHOUT: Final = {
    "portal": "no chat, no console: the front desk answers the telephone",
    "bridge": "nothing can be read or changed in the scheduling system",
    "gateway": "the language model is not asked; the embedded understanding goes on",
    "egress": "no text and no mail leaves; they wait in the outbox",
    "audit": "nothing that needs auditing happens",
    "model": "the language model is not asked; the embedded understanding goes on",
}
_RESTORED: Final = "restore from a copy"


def assets(settings: Settings, secrets: SecretFiles, file: Path) -> list[Row]:
    """Return the processes, stores and pages of the appliance, and the system that it works for."""
    processes = [
        {"asset": plan.name, "kind": "process", "what": plan.module, "without it": _WITHOUT.get(plan.name, "see docs")}
        for plan in appliance_processes(settings, file)
    ]
    stores = [
        {"asset": path.name, "kind": "store", "what": what, "without it": without}
        for path, what, without in _stores(settings, secrets, file)
        if path.exists()
    ]
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


def _stores(settings: Settings, secrets: SecretFiles, file: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield each place where something is kept: where, what, and what its loss means."""
    places = Places.of(settings)
    yield (
        places.state_file,
        "PHI: chats, cases, fees, the waitlist, staff accounts, the trail's outbox; SQLCipher",
        _RESTORED,
    )
    yield places.workflow_file, "PHI: changes under way; SQLCipher", _RESTORED
    yield places.ledger, "PHI: the audit ledger, each event sealed; SQLCipher, hashes in the clear", _RESTORED
    yield places.ledger / "exports", "PHI: exports of the ledger, in the clear, for an hour at most", "order them again"
    yield places.data_keys_file.parent, "keys that events are sealed with; SQLCipher", "events stay sealed for ever"
    yield places.egress_state, "what left, to whom, when; SQLCipher", _RESTORED
    yield places.gateway_state, "that the language model was asked, in counts; SQLCipher", _RESTORED
    yield (
        secrets.folder,
        "keys and passwords; sealed where `sealdesk keys init` was run",
        "nothing opens: recovery cards",
    )
    yield appliance_plan(settings, file).logs, "log lines of the processes, without PHI", "nothing"
    yield file, "the settings, without secrets", "write them again"
