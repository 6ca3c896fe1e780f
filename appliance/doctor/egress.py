"""The check of the door out: the running egress process dials each destination and begins TLS, and sends nothing."""

from appliance.cli.egress import ask_for_test
from appliance.doctor.model import Check, NotUsed, Patient, Wrong


async def _door(patient: Patient) -> str:
    if not patient.settings.egress.runs:
        raise NotUsed("egress allows nothing: no packet may leave")
    found = await ask_for_test(patient.settings, None, "doctor")
    bad = [one for one in found if not one["ok"]]
    if bad:
        raise Wrong("; ".join(f"{one['name']}: {one['evidence']} {one['do']}" for one in bad))
    return f"{', '.join(one['name'] for one in found)} answer with a certificate that is believed"


DOOR = Check("What may be reached answers", "sealdesk egress list; sealdesk egress test --as NAME", _door)
