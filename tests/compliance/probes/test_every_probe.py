"""No probe is green over what is broken, out of its sight, or seen too long ago. Each probe has a case of each."""

from datetime import timedelta

import pytest

from compliance.controls.load import load_catalogue
from compliance.controls.model import Control
from compliance.evidence.standing import Standing, judge
from compliance.probes.catalogue import PROBES
from compliance.probes.model import Probe, Result, Verdict
from compliance.probes.run import run_probe
from compliance.probes.sign_offs import SignOff
from compliance.probes.subject import Subject
from tests.compliance.probes.blind import BLIND
from tests.compliance.probes.broken import BROKEN, Spoiler
from tests.doubles.evidence import NOW

CONTROLS = load_catalogue()
PAIRS = [(control, probe) for control in CONTROLS for probe in control.probes]
NAMES = [f"{control.id} by {probe}" for control, probe in PAIRS]


def resting_on(probe: str) -> list[Control]:
    return [control for control in CONTROLS if probe in control.probes]


def others_pass(control: Control, one: Result) -> dict[str, Result]:
    """Everything else that the control rests on has passed just now."""
    return {name: Result(name, Verdict.PASS, "seen", NOW, NOW) for name in control.probes} | {one.probe: one}


def standing(control: Control, one: Result) -> Standing:
    signed = SignOff(control.id, "m.ortiz", NOW, "00")
    return judge(control, others_pass(control, one), signed, NOW).standing


async def looked(subject: Subject, probe: Probe, spoil: Spoiler, patch: pytest.MonkeyPatch) -> Result:
    spoilt = await spoil(subject, patch)
    try:
        return await run_probe(spoilt, probe)
    finally:
        patch.undo()
        await spoilt.store.close()


def test_each_probe_has_a_case_of_each() -> None:
    ids = {probe.id for probe in PROBES}
    assert set(BROKEN) == set(BLIND) == ids
    assert {probe for _, probe in PAIRS} == ids


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
async def test_what_is_broken_is_red(subject: Subject, monkeypatch: pytest.MonkeyPatch, probe: Probe) -> None:
    found = await looked(subject, probe, BROKEN[probe.id], monkeypatch)
    assert found.verdict is Verdict.FAIL, found.figure
    assert found.mend
    for control in resting_on(probe.id):
        assert standing(control, found) is Standing.NOT_SHOWN


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.id)
async def test_what_cannot_be_seen_is_not_green(
    subject: Subject, monkeypatch: pytest.MonkeyPatch, probe: Probe
) -> None:
    found = await looked(subject, probe, BLIND[probe.id], monkeypatch)
    assert found.verdict is Verdict.CANNOT_TELL, found.figure
    for control in resting_on(probe.id):
        assert standing(control, found) is Standing.CANNOT_TELL


@pytest.mark.parametrize(("control", "probe"), PAIRS, ids=NAMES)
def test_what_was_seen_too_long_ago_is_not_green(control: Control, probe: str) -> None:
    counted = NOW - timedelta(days=control.fresh_days)
    fresh = Result(probe, Verdict.PASS, "seen", counted, counted)
    stale = Result(probe, Verdict.PASS, "seen", counted - timedelta(seconds=1), NOW)
    assert standing(control, fresh) is Standing.SHOWN
    assert standing(control, stale) is Standing.STALE
