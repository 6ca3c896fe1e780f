"""Builds the gateway: redaction, vaults, model server, audit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from appliance.audit_file import AuditFile, AuditLog
from appliance.errors import ProcessError
from appliance.filed_file import FiledFile
from appliance.wiring.courier import build_courier
from appliance.wiring.node import node_name
from services.audit.courier import NoLedger
from services.gateway.api.gateway import Gateway
from services.gateway.api.journal import Journal
from services.gateway.api.metrics import Metrics
from services.gateway.api.upstream import Address, Upstream
from services.gateway.errors import RosterUnreadable
from services.gateway.payload.clean import CleanTexts
from services.gateway.payload.limits import Limits
from services.gateway.ports import PatientSource
from services.gateway.redaction.labels import Label
from services.gateway.redaction.pipeline import Mode, build_redactor
from services.gateway.redaction.roster.records import patients_from_lines
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.view import View
from services.gateway.roster.keeper import RosterKeeper, Rules
from services.gateway.vault.canonical import name_tokens
from services.gateway.vault.store import IDLE, MOST, Vaults
from services.kernel.clock import Clock

SOURCE: Final = "gateway"
"""The name of this outbox in the ledger."""
_FULL_NAME: Final = 2
_FIRST_WORDS: Final = "Hello, this is Maria Santos of Springfield, born March 14, 1985; 512-555-0100."


@dataclass(frozen=True, slots=True)
class GatewayOptions:
    """What a gateway process needs to know.

    Attributes:
        upstream: The model server's address.
        transcriber: The address of the server of transcriptions; empty: the same.
        key: The key that clients must send; empty: none is asked for.
        upstream_key: The model server's own key.
        roster: A file of patients.
        mode: What happens to scheduling dates.
        audit: The file of audit records; None: the log.
        ledger: The audit process's socket; None where the gateway runs alone, without an appliance.
        must_be_verified: Callers are unverified unless the client says otherwise.
        limits: The caps of one call.
        idle: Silent time after which a conversation's placeholders are destroyed.
        conversations: Conversations with placeholders at once.
        patients: Where the roster comes from and goes on coming from, in place of `roster`.
        keeping: How it is kept.
    """

    upstream: str
    transcriber: str = ""
    key: str = field(default="", repr=False)
    upstream_key: str = field(default="", repr=False)
    roster: Path | None = None
    mode: Mode = Mode.SCHEDULING
    audit: Path | None = None
    ledger: Path | None = None
    must_be_verified: bool = False
    limits: Limits = field(default_factory=Limits)
    idle: timedelta = IDLE
    conversations: int = MOST
    patients: PatientSource | None = None
    keeping: Rules = field(default_factory=Rules)


def build_gateway(options: GatewayOptions, clock: Clock) -> Gateway:
    """Return the gateway's parts.

    Raises:
        SealdeskError: an address, the roster or the audit file cannot be used.
    """
    roster = _roster(options.roster) if options.roster else Roster() if options.patients else None
    clean = CleanTexts()
    upstream = _upstream(options.upstream, options)
    trail = _trail(options)
    finder = build_redactor(roster, options.mode)
    finder.find(View(_FIRST_WORDS))  # reads the lexicons now, not at the first call
    return Gateway(
        finder=finder,
        vaults=Vaults(clock, options.idle, options.conversations),
        upstream=upstream,
        transcriber=_upstream(options.transcriber, options) if options.transcriber else upstream,
        journal=Journal(trail, clock, Metrics()),
        limits=options.limits,
        key=options.key,
        others=RosterNames(roster) if roster else None,
        must_be_verified=options.must_be_verified,
        clean=clean,
        roster=RosterKeeper(roster, options.patients, clock, options.keeping, clean.clear)
        if roster and options.patients
        else None,
    )


@dataclass(frozen=True, slots=True)
class RosterNames:
    """`services.gateway.ports.OtherPatients`: whole names of the roster; a given name alone is nobody in particular."""

    roster: Roster

    def __call__(self, text: str) -> Iterable[str]:
        """Return the stretches of `text` that name somebody of the roster."""
        spans = (each for each in self.roster.find(View(text)) if each.label is Label.NAME)
        names = (text[each.start : each.end] for each in spans)
        return [name for name in names if len(name_tokens(name)) >= _FULL_NAME]


def _trail(options: GatewayOptions) -> FiledFile | AuditLog:
    if options.audit is None:
        return AuditLog()
    courier = build_courier(SOURCE, options.ledger) if options.ledger else NoLedger()
    return FiledFile(options.audit, AuditFile(options.audit, node_name()), SOURCE, courier)


def _upstream(address: str, options: GatewayOptions) -> Upstream:
    try:
        return Upstream(Address.read(address), options.upstream_key, largest=options.limits.reply_bytes)
    except ValueError as error:
        raise ProcessError(f"The address {address} cannot be used.", str(error)) from None


def _roster(file: Path) -> Roster:
    try:
        with file.open(encoding="utf-8") as lines:
            return Roster(patients_from_lines(lines))
    except (OSError, UnicodeDecodeError) as problem:
        raise RosterUnreadable(str(file), type(problem).__name__) from None
