"""Runs the checks one after another; whatever one raises is its finding, never the end of the others."""

import asyncio
from collections.abc import Iterable

from appliance.doctor.model import Check, Finding, Grade, NotUsed, Patient, Wrong
from services.kernel.errors import SealdeskError

TIMEOUT = 30.0


async def examine(patient: Patient, checks: Iterable[Check]) -> list[Finding]:
    """Return one finding for each check, in order."""
    return [await _one(patient, check) for check in checks]


async def _one(patient: Patient, check: Check) -> Finding:
    try:
        evidence = await asyncio.wait_for(check.examine(patient), TIMEOUT)
    except NotUsed as error:
        return Finding(check.what, Grade.NOT_USED, str(error))
    except Wrong as error:
        return Finding(check.what, Grade.BAD, str(error), check.mend)
    except SealdeskError as error:
        return Finding(check.what, Grade.BAD, error.what, error.do or check.mend)
    except TimeoutError:
        return Finding(check.what, Grade.BAD, f"no answer within {TIMEOUT:.0f} s", check.mend)
    except Exception as error:  # noqa: BLE001 the edge of the doctor: an unforeseen error is a finding too
        return Finding(check.what, Grade.BAD, f"failed with {type(error).__name__}", check.mend)
    return Finding(check.what, Grade.GOOD, evidence)
