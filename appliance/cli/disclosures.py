"""`sealdesk disclosures`: what left by other ways than an export, and what is said of it later."""

import asyncio
import json
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from appliance.cli.audit_asking import looked, looker, patient_named, record, with_reader
from appliance.cli.grounds import ground_of
from appliance.cli.opening import settings_of
from appliance.settings.model import Settings
from services.audit.model import AuditEvent
from services.audit.reading import LedgerQuery
from services.audit_line.reading import LineReader
from services.disclosures.accounting import Told, standing
from services.disclosures.disclosure import Disclosure, Whose
from services.disclosures.errors import WrongDisclosure, WrongSuspension
from services.disclosures.ground import GROUNDS, SUSPENDABLE
from services.disclosures.later import About, Statement, Suspension
from services.kernel.clock import SystemClock
from services.reports.accounting import questions


@dataclass(frozen=True, slots=True)
class Words:
    """A disclosure as it was typed."""

    ground: str
    recipient: str
    description: str
    statement: str
    on: str
    address: str
    by: str
    times: str
    last: str


def grounds(*, as_json: bool) -> int:
    """Print every ground."""
    if as_json:
        rows = [
            {"ground": each, "counts": one.counts, "rule": one.rule, "words": one.words}
            for each, one in GROUNDS.items()
        ]
        sys.stdout.write(json.dumps({"grounds": rows}) + "\n")
        return 0
    for title, counting in (("They do not count:", False), ("\nThey count, and the patient may ask:", True)):
        sys.stdout.write(f"{title}\n")
        for each, one in GROUNDS.items():
            if one.counts is counting:
                sys.stdout.write(f"  {each:22} {one.words} ({one.rule})\n")
    return 0


def record_one(config: Path | None, staff: str, patient: str, words: Words) -> int:
    """Put a disclosure on record and print its name."""
    settings, name = settings_of(config), f"disclosure-{secrets.token_hex(6)}"
    today = _today(settings)
    disclosure = Disclosure(
        ground_of(words.ground),
        _plain(words.recipient),
        _plain(words.description),
        _plain(words.statement),
        _day(words.on) if words.on else today,
        address=_plain(words.address),
        by=_plain(words.by),
        last=_day(words.last) if words.last else None,
        times=_plain(words.times),
    )
    event = disclosure.event(name, _whose(settings, patient), looker(staff), SystemClock().now(), today)
    record(settings, event)
    sys.stdout.write(f"{name}  is on record; the patient may ask to be told of it for six years.\n")
    return 0


def list_them(config: Path | None, staff: str, patient: str, *, as_json: bool) -> int:
    """Print a patient's disclosures as they stand."""
    settings, actor = settings_of(config), looker(staff)
    whose = _whose(settings, patient)
    looked(settings, actor, LedgerQuery(patients=(whose.reference or "",), accountable=True))
    told, today = _standing(settings, whose), _today(settings)
    if as_json:
        sys.stdout.write(json.dumps({"disclosures": [_row(one, today) for one in told]}, ensure_ascii=False) + "\n")
        return 0
    for one in told:
        row = _row(one, today)
        sys.stdout.write(f"{one.name}  {one.on}  {one.recipient}: {row['description']}  {row['state']}".rstrip() + "\n")
    if not told:
        sys.stdout.write("No disclosure of this patient is on record.\n")
    return 0


def correct(config: Path | None, staff: str, which: tuple[str, str], said: Mapping[str, str], why: str) -> int:
    """Put a correction on record."""
    settings = settings_of(config)
    return _said(settings, _about(settings, staff, which)[0].corrected(said, why), "The correction is on record.")


def withdraw(config: Path | None, staff: str, which: tuple[str, str], why: str) -> int:
    """Say that it was none."""
    settings = settings_of(config)
    return _said(settings, _about(settings, staff, which)[0].withdrawn(why), "No accounting holds it any more.")


def suspend(config: Path | None, staff: str, which: tuple[str, str], asked: tuple[str, str, str], *, oral: bool) -> int:
    """Hold back what went to this recipient.

    Raises:
        WrongSuspension: it went to nobody who may ask that, or the request is not one that the rule knows.
    """
    settings = settings_of(config)
    about, told = _about(settings, staff, which)
    if told.ground not in SUSPENDABLE:
        raise WrongSuspension(
            "Only what went to law enforcement or a health oversight agency can be held back.",
            "See 45 CFR 164.528(a)(2); record another ground where this one is wrong.",
        )
    agency, official, until = asked
    statement = Statement.ORAL if oral else Statement.WRITTEN
    event = about.suspended(Suspension(agency, official, _day(until), statement), _today(settings))
    return _said(settings, event, f"What went to {told.recipient} is held back until {until}, that day too.")


def resume(config: Path | None, staff: str, which: tuple[str, str], why: str) -> int:
    """End a suspension before its day.

    Raises:
        WrongSuspension: none stands.
    """
    settings = settings_of(config)
    about, told = _about(settings, staff, which)
    if not told.held_until:
        raise WrongSuspension("Nothing holds it back.", "Look at it again: sealdesk disclosures list.")
    return _said(settings, about.resumed(why), "The patient may be told again.")


def _said(settings: Settings, event: AuditEvent, words: str) -> int:
    record(settings, event)
    sys.stdout.write(f"{words}\n")
    return 0


def _about(settings: Settings, staff: str, which: tuple[str, str]) -> tuple[About, Told]:
    """Return the disclosure that is meant, as it stands, and by whom something is said of it."""
    patient, name = which
    whose = _whose(settings, patient)
    found = next((one for one in _standing(settings, whose) if one.name == name), None)
    if found is None:
        raise WrongDisclosure("This patient has no such disclosure.", "List them: sealdesk disclosures list.")
    return About(name, whose, looker(staff), SystemClock().now()), found


def _standing(settings: Settings, whose: Whose) -> list[Told]:
    asked = LedgerQuery(patients=(whose.reference or "",))

    async def read(reader: LineReader) -> list[Told]:
        known = [found for part in questions(asked) async for found in reader.stream(part)]
        return standing(known, settings.clinic.zone_info)

    return asyncio.run(with_reader(settings, read))


def _row(one: Told, today: date) -> dict[str, str]:
    held = f"held back until {one.held_until} for {one.agency}" if one.held(today) else ""
    state = f"withdrawn: {one.withdrawn}" if one.withdrawn else held
    words = {"name": one.name, "date": one.on.isoformat(), "state": state, "corrections": str(one.corrections)}
    return {**one.words, **words, "recorded_by": one.recorded_by}


def _whose(settings: Settings, patient: str) -> Whose:
    if not patient.strip():
        raise WrongDisclosure("It has to be said whose information it was.", "Give the patient with --patient.")
    return Whose(reference=patient_named(settings, patient.strip()))


def _today(settings: Settings) -> date:
    return SystemClock().now().astimezone(settings.clinic.zone_info).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongDisclosure("That day cannot be read.", "Write it like 2026-11-23.") from None


def _plain(text: str) -> str:
    return " ".join(text.split())
