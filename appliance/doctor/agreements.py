"""The check that business associate agreements hold, today and in the weeks to come (45 CFR 164.308(b), 164.504(e))."""

from datetime import timedelta
from typing import Final

from appliance.doctor.model import Check, NotUsed, Patient, Wrong
from appliance.wiring.egress import build_allow_list, build_register
from compliance.agreements.expiry import SOON
from services.egress.model import Coverage
from services.egress.reasons import Reason

_URGENT: Final = timedelta(days=14)
"""So near its end, an agreement that nothing follows is no remark any more: its channel is about to shut."""


async def _agreements(patient: Patient) -> str:
    allowed = build_allow_list(patient.settings, patient.clock)
    needs = {entry.name: entry.baa for entry in allowed.destinations if entry.baa is not None}
    if not needs:
        raise NotUsed("no destination of the settings needs an agreement")
    if shut := _without(patient, needs, timedelta(0)):
        raise Wrong(f"no agreement counts today for {', '.join(shut)}: the door is shut for it")
    if urgent := _without(patient, needs, _URGENT):
        raise Wrong(
            f"the agreement for {', '.join(urgent)} ends within {_URGENT.days} days; the door shuts for it then"
        )
    covered = f"each of {len(needs)} destinations that need one is covered"
    if soon := _without(patient, needs, SOON):
        return f"{covered}; for {', '.join(soon)} it ends within {SOON.days} days: begin the renewal now"
    return f"{covered} for {SOON.days} days and more"


def _without(patient: Patient, needs: dict[str, Coverage], ahead: timedelta) -> list[str]:
    """Return the destinations that no agreement on record covers so far ahead; one that follows on counts."""
    register, at = build_register(patient.settings), patient.clock.now() + ahead
    return [name for name, need in needs.items() if register.standing(need, at) is not Reason.ALLOWED]


AGREEMENTS: Final = Check(
    "Business associate agreements hold", "sealdesk baa list --as NAME; sealdesk baa add FILE --as NAME", _agreements
)
