"""Runs the probes one after another; whatever one raises is its result, never the end of the others."""

import asyncio
from collections.abc import Iterable

from compliance.probes.model import CannotTell, Figure, NotApplicable, NotShown, Probe, Result, Verdict
from compliance.probes.subject import Subject
from services.kernel.errors import SealdeskError

TIMEOUT = 120.0


async def run_probes(subject: Subject, probes: Iterable[Probe]) -> tuple[Result, ...]:
    """Return one result for each probe, in order."""
    return tuple([await run_probe(subject, probe) for probe in probes])


async def run_probe(subject: Subject, probe: Probe) -> Result:
    """Let one probe look; an error of any kind is no evidence."""
    verdict, figure = await _look(subject, probe)
    now = subject.clock.now()
    return Result(
        probe=probe.id,
        verdict=verdict,
        figure=figure.words,
        at=figure.at or now,
        examined=now,
        what=probe.what,
        looks_at=probe.looks_at,
        command=probe.command,
        mend="" if verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE) else probe.mend,
    )


async def _look(subject: Subject, probe: Probe) -> tuple[Verdict, Figure]:
    verdict, words = Verdict.CANNOT_TELL, ""
    try:
        return Verdict.PASS, await asyncio.wait_for(probe.examine(subject), TIMEOUT)
    except NotShown as found:
        verdict, words = Verdict.FAIL, str(found)
    except NotApplicable as found:
        verdict, words = Verdict.NOT_APPLICABLE, str(found)
    except CannotTell as found:
        words = str(found)
    except SealdeskError as error:
        words = f"{error.what} {error.do}".strip()
    except TimeoutError:
        words = f"did not end within {TIMEOUT:.0f} s"
    except Exception as error:  # noqa: BLE001 the edge of the probes: an unforeseen error is no evidence
        words = f"ended with {type(error).__name__}"
    return verdict, Figure(words)
