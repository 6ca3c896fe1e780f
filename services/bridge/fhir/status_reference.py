"""The reference page of the statuses, made from their tables so that it cannot go stale."""

from collections.abc import Mapping

from services.bridge.fhir.statuses import READS, WRITES, Step


def reference_page() -> str:
    """Write docs/reference/fhir-statuses.md from the tables."""
    head = (
        "# What each status of an EHR means\n\n"
        "Made from `services/bridge/fhir/statuses.py`; each row is tested against a server that answers so.\n"
        "A read is tried again (3 times at most, with jittered pauses) where the table says so. A write never is.\n"
    )
    return "\n".join((head, *_table("Reads", READS, again=True), "", *_table("Writes", WRITES, again=False), "", _REST))


_REST = (
    "A write answered 503 with `Retry-After` was turned away at the door: `SystemBusy`.\n"
    "Any other 4xx is `Refused`. Any other 5xx is `SystemBusy` for a read and `OutcomeUnknown` for a write.\n"
    "Any other answer that is not 200, 201 or 204 is `MalformedAnswer` for a read and `OutcomeUnknown` for a write.\n\n"
    "Without a status: no connection is `SystemUnreachable`. A connection lost, or silent for too long, after the\n"
    "request left is `SystemUnreachable` for a read and `OutcomeUnknown` for a write. An answer that is too large,\n"
    "compressed or nested too deep, or no FHIR JSON, is `MalformedAnswer` for a read. After a write whose answer has\n"
    "a good status and an unusable body the resource is read; `OutcomeUnknown` where that fails or it was cut.\n\n"
    "A 409, 404 or 422 to a move is looked into by reading: the appointment changed (`VersionConflict`), the slot is\n"
    "somebody else's (`SlotTaken`), or neither (the error stands).\n"
)


def _table(title: str, steps: Mapping[int, Step], *, again: bool) -> list[str]:
    lines = [f"## {title}", "", "| status | becomes | tried again | because |", "|---|---|---|---|"]
    for status, step in sorted(steps.items()):
        tried = "yes" if again and step.retry else "no"
        lines.append(f"| {status} | `{step.error.__name__}` | {tried} | {step.why} |")
    return lines
