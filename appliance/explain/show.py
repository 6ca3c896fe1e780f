"""The explanation as people read it, and as a machine does. It names no patient."""

import json
from zoneinfo import ZoneInfo

from appliance.explain.explanation import NOT_ASKED, Explanation, Line
from appliance.explain.rules import SEARCH_ONLY
from appliance.explain.sources import Setting, Sources
from services.kernel.language import Language
from services.kernel.wording import say_instant, say_money
from services.scheduling.operation import ChangeKind
from services.scheduling.policy import Ruling

_RULINGS = {
    Ruling.ALLOWED: "Sealdesk may do it by itself.",
    Ruling.PERSON: "A person decides.",
    Ruling.REFUSED: "It is refused; the patient is offered a person.",
}
_SO_FAR = (
    "Nothing asked so far speaks against it. The rules below that were not asked need more: a new time, or the patient."
)
_ORDER = (Ruling.REFUSED.value, Ruling.PERSON.value, Ruling.ALLOWED.value, NOT_ASKED)
_WIDTH = 11


def as_text(explanation: Explanation, sources: Sources) -> str:
    """Return the explanation, the gravest rules first."""
    zone = sources.settings.clinic.zone_info
    ordered = sorted(explanation.lines, key=lambda line: (_ORDER.index(line.outcome), not line.why))
    rules = "\n".join(_rule(line) for line in ordered)
    notes = "".join(_note(sources.of(key, explanation.case.appointment.visit_type)) for key in SEARCH_ONLY)
    searched = f"\nApplied when times are searched:\n{notes}" if explanation.case.kind is ChangeKind.MOVE else ""
    return f"{_head(explanation, zone)}\n\n{rules}\n{searched}"


def as_json(explanation: Explanation, sources: Sources) -> str:
    """Return the explanation for a machine, the rules in the order in which they are asked."""
    verdict, case = explanation.verdict, explanation.case
    value = {
        "change": case.kind.value,
        "ruling": verdict.ruling.value,
        "late": verdict.late,
        "fee_cents": verdict.fee_cents,
        "visit_type": case.appointment.visit_type,
        "asked_at": case.now.astimezone(sources.settings.clinic.zone_info).isoformat(),
        "rules": [_row(line) for line in explanation.lines],
    }
    return json.dumps(value) + "\n"


def _head(explanation: Explanation, zone: ZoneInfo) -> str:
    case, verdict = explanation.case, explanation.verdict
    doing = "Cancelling" if case.kind is ChangeKind.CANCEL else "Moving"
    interval = case.appointment.interval
    when = say_instant(interval.start, zone, Language.EN) if interval else "no time"
    to = f" to {say_instant(case.slot.interval.start, zone, Language.EN)}" if case.slot else ""
    kind = f" ({case.appointment.visit_type})" if case.appointment.visit_type else ""
    asked = say_instant(case.now, zone, Language.EN)
    fee = (
        f"\nThe fee is {say_money(verdict.fee_cents)}; the patient hears it before the yes."
        if verdict.fee_cents
        else ""
    )
    return f"{doing} the visit of {when}{kind}{to}, asked {asked}:\n{_ruling(explanation)}{fee}"


def _ruling(explanation: Explanation) -> str:
    """Return what would happen; while rules could not be asked, nobody may read a yes out of it."""
    open_rules = any(line.outcome == NOT_ASKED for line in explanation.lines)
    ruling = explanation.verdict.ruling
    return _SO_FAR if open_rules and ruling is Ruling.ALLOWED else _RULINGS[ruling]


def _rule(line: Line) -> str:
    words = f"{line.question} {line.why}".strip()
    return f"{line.outcome:<{_WIDTH}}{words}\n{''.join(_note(setting) for setting in line.settings)}".rstrip("\n")


def _note(setting: Setting) -> str:
    return f"{'':<{_WIDTH}}  {setting.key} = {json.dumps(setting.value)} ({setting.source})\n"


def _row(line: Line) -> dict[str, object]:
    settings = [
        {"key": each.key, "value": each.value, "source": each.source, "line": each.line} for each in line.settings
    ]
    row = {"rule": line.question, "outcome": line.outcome, "why": line.why, "codes": line.codes, "settings": settings}
    return dict(row)
