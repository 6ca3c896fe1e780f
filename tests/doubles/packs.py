"""A pack for tests of its files: every control, with probes that all passed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from compliance.agreements.expiry import Registered
from compliance.controls.load import load_catalogue
from compliance.controls.model import Exhibit
from compliance.evidence.model import Made, Pack
from compliance.evidence.standing import judge
from compliance.probes.catalogue import PROBES
from compliance.probes.model import Result, Verdict
from compliance.probes.sign_offs import SignOff
from tests.doubles.evidence import NOW, ZONE


def passed(probe: str) -> Result:
    """A result of an hour ago."""
    found = next(each for each in PROBES if each.id == probe)
    at = NOW - timedelta(hours=1)
    return Result(probe, Verdict.PASS, "42 <seen> & well", at, at, found.what, found.looks_at, found.command)


def a_pack(
    spoil: Callable[[Result], Result] = lambda result: result,
    agreements: tuple[Registered, ...] = (),
    *signed: str,
) -> Pack:
    """A pack in which each result went through `spoil`, and these controls are signed off."""
    results = tuple(spoil(passed(probe.id)) for probe in PROBES)
    by_probe = {result.probe: result for result in results}
    sign_offs = {control: SignOff(control, "m.ortiz", NOW - timedelta(days=3), "ab" * 32) for control in signed}
    judged = tuple(judge(each, by_probe, sign_offs.get(each.id), NOW) for each in load_catalogue())
    exhibits = {exhibit: [{"name": f"{exhibit.value} <1>", "what": "a & b"}] for exhibit in Exhibit}
    made = Made("Maple Street Clinic", "desk-1", "0.1.0", NOW, ZONE)
    return Pack(made, judged, results, exhibits, agreements, ("twilio",))


def failing(probe: str) -> Callable[[Result], Result]:
    """Spoil one probe's result."""
    return lambda result: replace(result, verdict=Verdict.FAIL) if result.probe == probe else result
