"""How a control stands: shown only by evidence that passed and is fresh, and by a signature where one is needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from compliance.controls.model import Control, Proof
from compliance.probes.model import Result, Verdict
from compliance.probes.sign_offs import SignOff

_AHEAD: Final = timedelta(minutes=5)
"""Evidence may be dated this much ahead, for two clocks differ; more is no evidence."""


class Standing(StrEnum):
    """How a control stands. Only `shown` is green."""

    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    STALE = "stale"
    CANNOT_TELL = "cannot_tell"
    UNSIGNED = "unsigned"
    NOT_APPLICABLE = "not_applicable"


_WORST_FIRST: Final = (
    Standing.NOT_SHOWN,
    Standing.CANNOT_TELL,
    Standing.STALE,
    Standing.UNSIGNED,
    Standing.SHOWN,
    Standing.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A control with how it stands, why, and until when its evidence counts (None where nothing is shown)."""

    control: Control
    standing: Standing
    why: str
    until: datetime | None
    results: tuple[Result, ...]
    sign_off: SignOff | None

    @property
    def green(self) -> bool:
        """Tell whether it is shown."""
        return self.standing is Standing.SHOWN


def judge(control: Control, results: Mapping[str, Result], sign_off: SignOff | None, now: datetime) -> Judged:
    """Return how a control stands at `now`; `results` are by the probe's id."""
    found = tuple(results[name] for name in control.probes if name in results)
    parts = [_of_result(control, results.get(name), now) for name in control.probes]
    if control.proof is not Proof.APPLIANCE:
        parts.append(_of_signature(control, sign_off, now))
    standing = min((part for part, _ in parts), key=_WORST_FIRST.index, default=Standing.CANNOT_TELL)
    why = "; ".join(words for part, words in parts if part is standing and words)
    until = _until(control, found, sign_off) if standing is Standing.SHOWN else None
    return Judged(control, standing, why, until, found, sign_off)


def _of_result(control: Control, result: Result | None, now: datetime) -> tuple[Standing, str]:
    if result is None:
        return Standing.CANNOT_TELL, "a probe did not run"
    bad = {Verdict.FAIL: Standing.NOT_SHOWN, Verdict.CANNOT_TELL: Standing.CANNOT_TELL}
    if result.verdict in bad:
        return bad[result.verdict], result.figure
    dated = _dated(control, result.at, now, f"the evidence of {result.probe}")
    fresh = dated[0] is Standing.SHOWN
    return (Standing.NOT_APPLICABLE, result.figure) if fresh and result.verdict is Verdict.NOT_APPLICABLE else dated


def _of_signature(control: Control, sign_off: SignOff | None, now: datetime) -> tuple[Standing, str]:
    if sign_off is None or sign_off.control != control.id:
        return Standing.UNSIGNED, "nobody has signed it off"
    return _dated(control, sign_off.at, now, "the sign-off")


def _dated(control: Control, at: datetime, now: datetime, what: str) -> tuple[Standing, str]:
    if at > now + _AHEAD:
        return Standing.CANNOT_TELL, f"{what} is dated ahead of the clock"
    if now - at > timedelta(days=control.fresh_days):
        return Standing.STALE, f"{what} is {(now - at).days} days old; it counts for {control.fresh_days}"
    return Standing.SHOWN, ""


def _until(control: Control, found: tuple[Result, ...], sign_off: SignOff | None) -> datetime:
    """Return when the oldest piece of evidence stops counting."""
    dates = [result.at for result in found]
    if control.proof is not Proof.APPLIANCE and sign_off is not None:
        dates.append(sign_off.at)
    return min(dates) + timedelta(days=control.fresh_days)
