"""The error codes and audit events, as docs/reference prints them."""

import importlib
import pkgutil
from collections.abc import Iterator

import appliance
import services
from services.audit.model import Action
from services.kernel.errors import SealdeskError

_ERRORS = """# Error codes

Made from the code by `make docs`. A message always says what happened and what to do; it never holds PHI. The room is
the folder whose errors the code belongs to.

| code | error | room | what it means |
|---|---|---|---|
"""
_EVENTS = """# Audit events

Made from the code by `make docs`. Every event has a time, an actor (patient, caller, staff or service), an outcome
(success, refused or failed) and a purpose of use. A patient's id is kept as a keyed hash; bodies hold short values and
never free text. See [the explanation](../explanation/audit.md).

| event | constant | recorded when |
|---|---|---|
"""
_WHEN = {
    Action.CHAT_OPENED: "A conversation begins, on the page or in the terminal.",
    Action.CHAT_EXPIRED: "A conversation is deleted because its retention is over.",
    Action.IDENTITY_ASKED: "A caller gave a name and a birth date.",
    Action.IDENTITY_CODE_SENT: "A one-time code was queued for the phone on file.",
    Action.IDENTITY_VERIFIED: "The code was right: from here on the caller is the patient.",
    Action.IDENTITY_FAILED: "A code was wrong, or name and birth date matched nobody.",
    Action.IDENTITY_LOCKED: "Too many tries: a person takes over.",
    Action.APPOINTMENTS_DISCLOSED: "Appointments were shown, to the patient or to staff.",
    Action.SLOTS_OFFERED: "Free times were offered.",
    Action.CHANGE_REQUESTED: "The patient said yes to one exact change; its operation was recorded.",
    Action.CHANGE_STEP: "A step of the change protocol worth recording.",
    Action.CHANGE_DONE: "The change was read back from the scheduling system and is as asked.",
    Action.CHANGE_UNDONE: "Nothing was changed, or what was changed was put back.",
    Action.CHANGE_WITH_PERSON: "The change could not be finished with certainty: a person has it.",
    Action.PERSON_ASKED: "A case was opened because the patient asked for a person, or the flow did.",
    Action.CASE_SHOWN: "Staff looked at a case.",
    Action.CASE_CLOSED: "Staff closed a case.",
    Action.EMERGENCY_SHOWN: "The emergency notice was shown.",
    Action.MESSAGE_QUEUED: "A message was put into the outbox.",
    Action.MESSAGE_SENT: "A message was handed to its carrier.",
    Action.MESSAGE_FAILED: "A message was given up; its reason is in the body.",
    Action.RETENTION_APPLIED: "Something kept long enough was deleted; counts are in the body.",
    Action.SERVICE_STARTED: "A process began to work.",
    Action.SERVICE_STOPPED: "A process stopped in order.",
}


def errors() -> list[type[SealdeskError]]:
    """Return every error of the product, by room and name."""
    for package in (appliance, services):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.rpartition(".")[2] != "__main__" and ".migrations" not in module.name:
                importlib.import_module(module.name)
    named = {error for error in _below(SealdeskError) if not error.__name__.startswith("_")}
    return sorted(named, key=lambda error: (error.__module__, error.__name__))


def errors_text() -> str:
    """Return the reference page of the errors."""
    return _ERRORS + "".join(f"{_row(error)}\n" for error in errors())


def events_text() -> str:
    """Return the reference page of the audit events."""
    return _EVENTS + "".join(f"| `{action}` | `{action.name}` | {_WHEN[action]} |\n" for action in Action)


def _below(error: type[SealdeskError]) -> Iterator[type[SealdeskError]]:
    for child in error.__subclasses__():
        if child.__module__.split(".")[0] in ("appliance", "services"):
            yield child
            yield from _below(child)


def _row(error: type[SealdeskError]) -> str:
    code = getattr(error, "code", "")
    meaning = " ".join((error.__doc__ or "").split("\n\n")[0].split())
    room = f"{error.__module__.replace('.', '/')}.py"
    return f"| {f'`{code}`' if code else ''} | `{error.__name__}` | `{room}` | {meaning} |"
