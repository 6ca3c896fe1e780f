"""The page that makes a carrier misbehave: what can go wrong, with words that say what it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from appliance.demo.carriers.faults import Fault
from appliance.demo.outbox.carriers import Carriers

NAMES: Final = {
    "twilio": "Twilio (texts)",
    "relay": "The clinic's mail relay",
    "sendgrid": "SendGrid (notices)",
    "stripe": "Stripe (payment pages)",
}
FAULTS: Final = {
    Fault.HANG_AFTER: "Time-out: it takes the message and never answers",
    Fault.HANG_BEFORE: "Time-out: it does not take the message and never answers",
    Fault.CUT_AFTER: "It takes the message, and the connection breaks",
    Fault.FAIL_AFTER: "It takes the message and answers 500",
    Fault.GIBBERISH_AFTER: "It takes the message and answers nonsense",
    Fault.FAIL_BEFORE: "It is out of order (503)",
    Fault.TOO_MANY: "Too many at once (429)",
    Fault.REFUSED: "It refuses for good (Twilio's 21610: the number opted out)",
}
TIMES: Final = {"1": "the next message", "3": "the next three messages", "0": "every message until it is switched off"}


@dataclass(frozen=True, slots=True)
class Switch:
    """One carrier on the page."""

    key: str
    name: str
    now: str
    wrong: bool


def switches(carriers: Carriers) -> list[Switch]:
    """Return every carrier with what goes wrong there."""
    found = []
    for key, name in NAMES.items():
        faults = carriers.faults.get(key)
        if faults is None:
            continue
        coming, held = faults.coming(), faults.held
        if coming:
            often = "once more" if len(coming) == 1 else f"{len(coming)} more times"
            now = f"{FAULTS[coming[0]]}, {often}."
        else:
            now = f"{FAULTS[held]}, every time." if held else "Works well."
        found.append(Switch(key, name, now, bool(coming or held)))
    return found


def throw(carriers: Carriers, form: Mapping[str, str]) -> str:
    """Do what a form asks for; return what is wrong with it, nothing where nothing is."""
    fault, times = "" if "well" in form else form.get("fault", ""), form.get("times", "0")
    if fault and fault not in set(FAULTS):
        return "There is no such fault."
    if times not in TIMES:
        return "There is no such number of times."
    known = carriers.misbehave(form.get("carrier", ""), Fault(fault) if fault else None, int(times))
    return "" if known else "There is no such carrier."
