"""Let one probe look, for a test."""

from compliance.probes.model import Probe, Verdict
from compliance.probes.run import run_probe
from compliance.probes.subject import Subject


async def look(subject: Subject, probe: Probe) -> tuple[Verdict, str]:
    """Return how it ended and its figure."""
    result = await run_probe(subject, probe)
    return result.verdict, result.figure
