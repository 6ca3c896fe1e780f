"""`sealdesk audit export`: ordered from the audit process, which makes, signs and records it; fetched from there."""

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from appliance.cli.audit_asking import question
from appliance.cli.audit_verbs import Asked
from appliance.cli.opening import settings_of
from appliance.errors import ApplianceError
from appliance.places import Places
from services.reports.asked import Asking, Form, Order
from services.reports.desk import Stage, Standing
from services.reports.errors import PlaceTaken, WrongQuestion
from services.reports.line import ExportLine
from services.reports.question import sort_of

_PAUSE: Final = 0.2
"""Seconds between two questions how far it is."""


class ExportFailed(ApplianceError):
    """The audit process could not make the export."""

    code = "audit_export_failed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made, as it was typed."""

    to: Path
    report: str
    forms: str
    checkpoint: int | None
    discovered: str


def export(config: Path | None, asking: Asking, asked: Asked, wanted: Wanted, *, as_json: bool) -> int:
    """Order an export, wait for it and write it to a file.

    Raises:
        SealdeskError: it was refused or failed; nothing was handed out.
    """
    settings = settings_of(config)
    if wanted.to.exists():
        raise PlaceTaken(wanted.to)

    async def run() -> Standing:
        order = Order(
            question(settings, asked),
            sort_of(asked.sort),
            _forms(wanted.forms),
            wanted.report,
            wanted.checkpoint,
            wanted.discovered,
        )
        line = ExportLine(Places.of(settings).audit_socket)
        try:
            return await _fetched(line, order, asking, wanted.to)
        finally:
            await line.aclose()

    made = asyncio.run(run())
    facts = {"file": str(wanted.to), "events": made.events, "checkpoint": made.checkpoint}
    if as_json:
        sys.stdout.write(json.dumps({**facts, "manifest_sha256": made.manifest_sha256}) + "\n")
        return 0
    sys.stdout.write(
        f"{wanted.to}: {made.events} events, at the checkpoint over {made.checkpoint} entries.\n"
        f"Manifest: SHA-256 {made.manifest_sha256}; the log has recorded it.\n"
        f"Check it: sealdesk audit verify {wanted.to} --vkey KEY, or anywhere with sealdesk_verify.py.\n"
    )
    return 0


def _forms(text: str) -> frozenset[Form]:
    try:
        return frozenset(Form(word) for word in text.replace(",", " ").split())
    except ValueError:
        raise WrongQuestion("There is no such form.", f"Take some of: {', '.join(Form)}.") from None


async def _fetched(line: ExportLine, order: Order, asking: Asking, to: Path) -> Standing:
    name = await line.order(order, asking)
    standing = await line.standing(name)
    while standing.stage in {Stage.WAITING, Stage.WRITING}:
        _progress(standing)
        await asyncio.sleep(_PAUSE)
        standing = await line.standing(name)
    if standing.stage is Stage.FAILED:
        raise ExportFailed(standing.what, standing.do)
    await line.fetch(name, to)
    await line.drop(name)
    return standing


def _progress(standing: Standing) -> None:
    if standing.expected and sys.stderr.isatty():
        sys.stderr.write(f"\r{100 * standing.done // standing.expected:3} %\r")
        sys.stderr.flush()
