"""What follows each answer of a carrier, as docs/reference prints it."""

from collections.abc import Mapping

from services.egress.senders.sendgrid.send import STATUSES as SENDGRID
from services.egress.senders.smtp.codes import STEPS as RELAY
from services.egress.senders.steps import NextStep, Step
from services.egress.senders.twilio.steps import CODES, STATUSES

_HEAD = """# What each answer of a carrier means

Made from the code by `make docs`; each row is tested. A message is sent by one request and never repeated by the sender
itself. After a time-out, a broken connection or a 5xx answer it is `unknown`: it is looked up before any second try.

| next step | what is done |
|---|---|
"""
_DONE: Mapping[NextStep, str] = {
    NextStep.RETRY: "it did not leave, or did not arrive: tried again after a growing pause, or the pause asked for",
    NextStep.NEVER: "the message is given up",
    NextStep.OPTED_OUT: "the message is given up, and nothing more goes to the number until it opts in",
    NextStep.UNKNOWN: "looked up; where that cannot tell, staff decide, and it is never sent blindly",
    NextStep.KEY: "kept until somebody mends the key in the settings",
    NextStep.SETUP: "kept until somebody mends the account at the carrier",
    NextStep.NOTHING: "says nothing about the message: somebody looks at the carrier's console",
}


def carriers_text() -> str:
    """Return the reference page of the carriers' answers."""
    steps = "".join(f"| `{step}` | {_DONE[step]} |\n" for step in NextStep)
    return (
        _HEAD
        + steps
        + "".join(
            _table(title, rows)
            for title, rows in (
                ("Twilio, by error code", CODES),
                ("Twilio, by status where there is no code", STATUSES),
                ("SendGrid, by status", SENDGRID),
                ("The mail relay, by reply", RELAY),
            )
        )
    )


def _table(title: str, rows: Mapping[int, Step]) -> str:
    head = f"\n## {title}\n\n| answer | next step | because |\n|---|---|---|\n"
    return head + "".join(f"| {code} | `{step.next}` | {step.why} |\n" for code, step in sorted(rows.items()))
