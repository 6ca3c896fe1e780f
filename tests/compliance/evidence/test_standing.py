"""No control is green by a probe that failed, could not tell, did not run, or saw something too long ago."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.controls.load import load_catalogue
from compliance.controls.model import Control, Proof
from compliance.evidence.standing import Standing, judge
from compliance.probes.model import Result, Verdict
from compliance.probes.sign_offs import SignOff

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CATALOGUE = load_catalogue()
AGES = st.floats(min_value=-2, max_value=1500).map(lambda days: timedelta(days=days))
OUTCOMES = st.one_of(st.none(), st.tuples(st.sampled_from(Verdict), AGES))


def a_result(probe: str, verdict: Verdict, age: timedelta) -> Result:
    return Result(probe, verdict, "a figure", NOW - age, NOW)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Control, dict[str, Result], SignOff | None]:
    control = draw(st.sampled_from(CATALOGUE))
    drawn = {name: draw(OUTCOMES) for name in control.probes}
    results = {name: a_result(name, *found) for name, found in drawn.items() if found is not None}
    age = draw(st.one_of(st.none(), AGES))
    sign_off = None if age is None else SignOff(control.id, "m.ortiz", NOW - age, "00")
    return control, results, sign_off


def fresh(control: Control, at: datetime) -> bool:
    return -timedelta(minutes=5) <= NOW - at <= timedelta(days=control.fresh_days)


@settings(max_examples=1500, deadline=None)
@given(situations())
def test_nothing_is_green_without_evidence(situation: tuple[Control, dict[str, Result], SignOff | None]) -> None:
    control, results, sign_off = situation
    judged = judge(control, results, sign_off, NOW)
    found = [results.get(name) for name in control.probes]
    proven = all(
        each is not None and each.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE) and fresh(control, each.at)
        for each in found
    )
    passed = any(each is not None and each.verdict is Verdict.PASS for each in found)
    signed = sign_off is not None and fresh(control, sign_off.at)
    needs = control.proof is not Proof.APPLIANCE
    assert judged.green == (proven and (signed if needs else passed))
    assert judged.green == (judged.until is not None)
    assert judged.until is None or judged.until >= NOW - timedelta(minutes=5)
    assert judged.green or judged.why


@settings(max_examples=300, deadline=None)
@given(situations())
def test_what_is_green_stops_being_so(situation: tuple[Control, dict[str, Result], SignOff | None]) -> None:
    control, results, sign_off = situation
    judged = judge(control, results, sign_off, NOW)
    if judged.until is not None:
        assert judge(control, results, sign_off, judged.until).green
        assert not judge(control, results, sign_off, judged.until + timedelta(seconds=1)).green
        assert judge(control, results, sign_off, judged.until + timedelta(seconds=1)).standing is Standing.STALE


@settings(max_examples=300, deadline=None)
@given(situations(), st.data())
def test_one_bad_probe_is_enough(
    situation: tuple[Control, dict[str, Result], SignOff | None], data: st.DataObject
) -> None:
    control, results, sign_off = situation
    if not control.probes:
        return
    spoilt = data.draw(st.sampled_from(control.probes))
    verdict = data.draw(st.sampled_from([Verdict.FAIL, Verdict.CANNOT_TELL]))
    worse = {**results, spoilt: a_result(spoilt, verdict, timedelta(0))}
    assert not judge(control, worse, sign_off, NOW).green
    assert not judge(control, {k: v for k, v in results.items() if k != spoilt}, sign_off, NOW).green


def test_each_standing_is_reached_and_says_why() -> None:
    controls = {control.id: control for control in CATALOGUE}
    encrypted, official = controls["164.312(a)(2)(iv)"], controls["164.308(a)(2)"]
    good = {name: a_result(name, Verdict.PASS, timedelta(days=1)) for name in encrypted.probes}
    first = encrypted.probes[0]
    cases = {
        Standing.SHOWN: good,
        Standing.NOT_SHOWN: {**good, first: a_result(first, Verdict.FAIL, timedelta(0))},
        Standing.CANNOT_TELL: {**good, first: a_result(first, Verdict.CANNOT_TELL, timedelta(0))},
        Standing.STALE: {**good, first: a_result(first, Verdict.PASS, timedelta(days=9))},
        Standing.NOT_APPLICABLE: {name: a_result(name, Verdict.NOT_APPLICABLE, timedelta(0)) for name in good},
    }
    for standing, results in cases.items():
        judged = judge(encrypted, results, None, NOW)
        assert (judged.standing, bool(judged.why)) == (standing, standing is not Standing.SHOWN)
    assert judge(encrypted, cases[Standing.STALE], None, NOW).why.endswith("is 9 days old; it counts for 8")
    assert judge(official, {}, None, NOW).standing is Standing.UNSIGNED
    old = SignOff(official.id, "m.ortiz", NOW - timedelta(days=367), "00")
    assert judge(official, {}, old, NOW).standing is Standing.STALE
    assert judge(official, {}, SignOff("164.308(a)(8)", "m.ortiz", NOW, "00"), NOW).standing is Standing.UNSIGNED
    assert judge(encrypted, {}, None, NOW).standing is Standing.CANNOT_TELL
