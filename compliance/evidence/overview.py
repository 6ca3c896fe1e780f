"""The pack's overview for machines: `overview.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from compliance.controls.model import Proof
from compliance.evidence.model import Pack, figures
from compliance.evidence.standing import Judged
from compliance.probes.model import Result, Verdict
from compliance.probes.sign_offs import SignOff


def dumped(value: object) -> bytes:
    """Return JSON as the pack writes it: readable, in UTF-8, with a line's end."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def evidence_file(probe: str) -> str:
    """Return where the pack keeps what a probe saw."""
    return f"evidence/{probe}.json"


def form_file(judged: Judged) -> str:
    """Return where the pack keeps a control's form; empty where it has none."""
    return f"forms/{judged.control.slug}.html" if judged.control.proof is Proof.FORM else ""


def overview(pack: Pack) -> dict[str, Any]:
    """Return the whole overview."""
    return {
        "made": {"clinic": pack.made.clinic, "node": pack.made.node, "version": pack.made.version},
        "at": pack.made.at.isoformat(),
        "figures": figures(pack),
        "controls": [_control(judged) for judged in pack.judged],
        "probes": {result.probe: evidence_file(result.probe) for result in pack.results},
    }


def result_row(result: Result) -> dict[str, Any]:
    """Return what a probe saw, for a machine."""
    return {**asdict(result), "at": result.at.isoformat(), "examined": result.examined.isoformat()}


def _control(judged: Judged) -> dict[str, Any]:
    return {
        **judged.control.model_dump(mode="json"),
        "citation": judged.control.citation,
        "standing": judged.standing.value,
        "why": judged.why,
        "until": judged.until.isoformat() if judged.until else None,
        "evidence": [evidence_file(result.probe) for result in judged.results],
        "form": form_file(judged) or None,
        "sign_off": _sign_off(judged.sign_off),
    }


def _sign_off(sign_off: SignOff | None) -> dict[str, str] | None:
    return {**asdict(sign_off), "at": sign_off.at.isoformat()} if sign_off else None


def read_results(files: Mapping[str, Any]) -> dict[str, Result]:
    """Return the results that a pack's overview and evidence files hold, by probe."""
    rows = [files[name] for name in files["overview.json"]["probes"].values()]
    return {row["probe"]: _result(row) for row in rows}


def _result(row: Mapping[str, Any]) -> Result:
    times = {name: datetime.fromisoformat(row[name]) for name in ("at", "examined")}
    return Result(**{**row, **times, "verdict": Verdict(row["verdict"])})
