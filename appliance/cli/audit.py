"""`sealdesk audit`: the hash chains of the trail and of the audit files, from the first record to the last."""

import asyncio
import sys
from pathlib import Path

from appliance.audit_file import AuditFileError, verify_file
from appliance.cli.opening import settings_of, state_to_read
from appliance.places import Places
from appliance.settings.model import Settings
from appliance.wiring.egress import AUDIT_FILE as EGRESS_FILE
from appliance.wiring.gateway_options import AUDIT_FILE as GATEWAY_FILE
from services.audit.chain import Verdict

BROKEN = 1


def verify(config: Path | None) -> int:
    """Check the chains of the state and of each audit file; exit 1 when a record was changed, cut or added."""
    settings = settings_of(config)

    async def run() -> Verdict:
        async with state_to_read(settings) as store:
            return await store.read(lambda tx: tx.audit.verify())

    verdict = asyncio.run(run())
    sys.stdout.write(verdict_words(verdict) + "\n")
    files = [_verified(name, path) for name, path in audit_files(settings).items()]
    return 0 if verdict.intact and all(files) else BROKEN


def _verified(name: str, path: Path) -> bool:
    """Check one audit file and print what was found; one that is not there was never begun."""
    try:
        if not path.exists():
            return True
        verdict = verify_file(path)
    except (OSError, AuditFileError) as error:
        why = error.what if isinstance(error, AuditFileError) else f"{type(error).__name__}; run it as root"
        sys.stdout.write(f"{name}: NOT read: {why}\n")
        return False
    sys.stdout.write(f"{name}: {verdict_words(verdict)}\n")
    return verdict.intact


def audit_files(settings: Settings) -> dict[str, Path]:
    """Return where the processes without a database keep their records, by process."""
    places = Places.of(settings)
    return {
        "gateway": settings.gateway.audit_file or places.gateway_state / GATEWAY_FILE,
        "egress": settings.egress.audit_file or places.egress_state / EGRESS_FILE,
    }


def verdict_words(verdict: Verdict) -> str:
    """Return what the check found; faults name sequence numbers only."""
    if verdict.intact:
        return f"Intact: {verdict.count} records, head {verdict.head.chain.hex()[:16]}."
    faults = "; ".join(f"record {fault.sequence}: {fault.kind}" for fault in verdict.faults[:10])
    return f"NOT intact: {len(verdict.faults)} faults in {verdict.count} records: {faults}."
