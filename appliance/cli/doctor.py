"""`sealdesk doctor`: print what each check found."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from appliance.cli.hush import hushed
from appliance.cli.opening import settings_of
from appliance.doctor.checks import CHECKS
from appliance.doctor.examine import examine
from appliance.doctor.model import Finding, Grade, Patient
from appliance.secret_files import SecretFiles
from services.kernel.clock import SystemClock

_SIGNS = {Grade.GOOD: "ok ", Grade.BAD: "BAD", Grade.NOT_USED: "-  "}


def run(config: Path | None, *, as_json: bool) -> int:
    """Run every check; exit 1 when one is bad."""
    settings = settings_of(config)
    patient = Patient(settings, SecretFiles.locate(settings.folders.secrets), SystemClock())
    with hushed():  # a check's evidence says it better
        findings = asyncio.run(examine(patient, CHECKS))
    if as_json:
        sys.stdout.write(json.dumps({"findings": [asdict(finding) for finding in findings]}) + "\n")
    else:
        sys.stdout.write("\n".join(words(finding) for finding in findings) + "\n")
    return 1 if any(finding.grade is Grade.BAD for finding in findings) else 0


def words(finding: Finding) -> str:
    """Return a finding as it is printed: its sign, its evidence, what mends it."""
    lines = [f"{_SIGNS[finding.grade]} {finding.what}", f"    {finding.evidence}"]
    if finding.mend:
        lines.append(f"    mend: {finding.mend}")
    return "\n".join(lines)
