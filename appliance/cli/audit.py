"""`sealdesk audit`: the trail's hash chain, checked from its first record to its last."""

import asyncio
import sys
from pathlib import Path

from appliance.cli.opening import opened_state, settings_of
from services.audit.chain import Verdict

BROKEN = 1


def verify(config: Path | None) -> int:
    """Check the chain; exit 1 when a record was changed, cut or added."""

    async def run() -> Verdict:
        async with opened_state(settings_of(config)) as store:
            return await store.read(lambda tx: tx.audit.verify())

    verdict = asyncio.run(run())
    sys.stdout.write(verdict_words(verdict) + "\n")
    return 0 if verdict.intact else BROKEN


def verdict_words(verdict: Verdict) -> str:
    """Return what the check found; faults name sequence numbers only."""
    if verdict.intact:
        return f"Intact: {verdict.count} records, head {verdict.head.chain.hex()[:16]}."
    faults = "; ".join(f"record {fault.sequence}: {fault.kind}" for fault in verdict.faults[:10])
    return f"NOT intact: {len(verdict.faults)} faults in {verdict.count} records: {faults}."
