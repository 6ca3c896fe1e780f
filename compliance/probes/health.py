"""Probes that rest on the doctor's checks, which send real traffic through the running appliance."""

from typing import Final

from compliance.probes.model import CannotTell, Figure, NotApplicable, NotShown, Probe
from compliance.probes.subject import Checked, Subject

_GOOD, _BAD = "good", "bad"


async def _healthy(subject: Subject) -> Figure:
    found = list(subject.checked.values())
    if not found:
        raise CannotTell("the doctor was not asked")
    bad = [f"{each.what} ({each.evidence})" for each in found if each.grade == _BAD]
    if bad:
        raise NotShown(f"{len(bad)} of {len(found)} checks are bad: {'; '.join(bad)}")
    unused = sum(each.grade not in (_GOOD, _BAD) for each in found)
    return Figure(f"{len(found) - unused} checks good, {unused} of parts that are not used")


async def _durable(subject: Subject) -> Figure:
    return Figure(_only(subject, "durable"))


async def _redacts(subject: Subject) -> Figure:
    return Figure(f"{_only(subject, 'gateway_settings')}; {_only(subject, 'gateway_running')}")


def _only(subject: Subject, name: str) -> str:
    """Return the evidence of one check.

    Raises:
        NotShown: it is bad.
        NotApplicable: the part is not used.
        CannotTell: it was not made.
    """
    found: Checked | None = subject.checked.get(name)
    if found is None:
        raise CannotTell("the doctor was not asked")
    if found.grade == _BAD:
        raise NotShown(f"{found.what}: {found.evidence}")
    if found.grade != _GOOD:
        raise NotApplicable(found.evidence)
    return found.evidence


HEALTHY: Final = Probe(
    "doctor.healthy",
    "The running appliance passes its own checks",
    "every check of the doctor, each with real traffic",
    "sealdesk doctor",
    "Run sealdesk doctor: each bad check names the command that mends it.",
    _healthy,
)
DURABLE: Final = Probe(
    "durable.works",
    "An interrupted change is kept and goes on",
    "a workflow of two steps, kept, run and read back on an encrypted file",
    "sealdesk doctor",
    "df -h; then sealdesk doctor again",
    _durable,
)
REDACTS: Final = Probe(
    "gateway.redacts",
    "The language model does not learn who somebody is",
    "an invented person sent through the gateway: every byte that came out behind it, and the running one's counts",
    "sealdesk doctor",
    "Stop the gateway (gateway.runs: false) and report this fault.",
    _redacts,
)
HEALTH: Final = (HEALTHY, DURABLE, REDACTS)
